import { statusOf } from '../../src/contract/exchange/endpoint.ts';
import { EXAMPLE_DATA } from '../../src/contract/exchange/examples.ts';
import { type DataOf, ENDPOINTS, type EndpointName } from '../../src/contract/exchange/routes.ts';

/** What an exchange knows, for tests: answers by endpoint and parameters, with the examples to begin with. */
export interface Asking {
  readonly name: EndpointName;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly key: string | null;
}

export type Said =
  | { readonly ok: true; readonly asOf: number; readonly data: unknown }
  | { readonly ok: false; readonly status: number; readonly code: string };

type Where = Readonly<Record<string, string>>;

export interface ExchangeBook {
  /** Sets what is answered to `name` where all of `where` (`userId`, `orderId`, `pair` …) is asked for. */
  set<Name extends EndpointName>(name: Name, where: Where, data: DataOf<Name>): void;
  /** What is done instead of a fixed answer. */
  on(name: EndpointName, where: Where, say: (asking: Asking, now: number) => Said): void;
  /** The exchange says no with this code. */
  refuse(name: EndpointName, where: Where, code: string): void;
  /** A user that the exchange has; others are not found. */
  addUser(userId: string): void;
  answer(asking: Asking): Said;
  /** Everything that was asked, in order; a repeated action is here each time. */
  readonly asked: readonly Asking[];
  /** How often an action really happened. */
  happened(name: EndpointName): number;
}

interface Rule {
  readonly name: EndpointName;
  readonly where: Where;
  readonly say: (asking: Asking, now: number) => Said;
}

export const no = (code: string): Said => ({ ok: false, status: statusOf(code), code });

/** The example, told of whoever and whatever was asked for. */
const exampleFor = (asking: Asking): unknown => {
  const data: unknown = EXAMPLE_DATA[asking.name];
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  const own: Record<string, unknown> = { ...data };
  for (const [name, value] of Object.entries({ ...asking.query, ...asking.params })) {
    if (name in own) own[name] = value;
  }
  return own;
};

export const createBook = (now: () => number = Date.now): ExchangeBook => {
  const rules: Rule[] = [];
  const users = new Set<string>();
  const asked: Asking[] = [];
  const done = new Map<string, { readonly request: string; readonly said: Said }>();
  const counts = new Map<EndpointName, number>();

  const look = (asking: Asking): Said => {
    const { userId } = asking.params;
    if (userId !== undefined && !users.has(userId)) return no('not_found');
    const given = { ...asking.params, ...asking.query };
    const rule = rules.findLast(
      ({ name, where }) =>
        name === asking.name && Object.entries(where).every(([at, value]) => given[at] === value),
    );
    return rule?.say(asking, now()) ?? { ok: true, asOf: now(), data: exampleFor(asking) };
  };

  const act = (asking: Asking): Said => {
    const key = String(asking.key);
    const request = JSON.stringify([asking.name, asking.params, asking.body]);
    const known = done.get(key);
    if (known !== undefined)
      return known.request === request ? known.said : no('idempotency_conflict');
    const said = look(asking);
    if (said.ok) counts.set(asking.name, (counts.get(asking.name) ?? 0) + 1);
    done.set(key, { request, said });
    return said;
  };

  return {
    set: (name, where, data) =>
      void rules.push({ name, where, say: (_, at) => ({ ok: true, asOf: at, data }) }),
    on: (name, where, say) => void rules.push({ name, where, say }),
    refuse: (name, where, code) => void rules.push({ name, where, say: () => no(code) }),
    addUser: (userId) => void users.add(userId),
    answer: (asking) => {
      asked.push(asking);
      return ENDPOINTS[asking.name].body === null ? look(asking) : act(asking);
    },
    asked,
    happened: (name) => counts.get(name) ?? 0,
  };
};
