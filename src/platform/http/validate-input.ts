import type { z } from 'zod';
import type { Route } from '../../contract/route.ts';
import { edgeError, type HttpError } from './map-failure.ts';

const MAX_ISSUES = 20;
const MAX_PATH_CHARS = 120;

export interface FieldIssue {
  /** For example `body.visitor.locale`. */
  readonly field: string;
  /** The schema library's class of fault, for example `invalid_type` or `unrecognized_keys`. */
  readonly issue: string;
}

type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly issues: FieldIssue[] };

const pathOf = (part: string, issue: z.core.$ZodIssue): string =>
  [part, ...issue.path.map(String)].join('.').slice(0, MAX_PATH_CHARS);

/** In a union the branch that came closest says what is wrong; of the others nobody would learn anything. */
const flatten = (part: string, issue: z.core.$ZodIssue): FieldIssue[] => {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) {
    return [{ field: pathOf(part, issue), issue: issue.code }];
  }
  const closest = issue.errors.reduce((best, branch) =>
    branch.length < best.length ? branch : best,
  );
  const inner = closest.flatMap((nested) => flatten(pathOf(part, issue), nested));
  return inner.length > 0 ? inner : [{ field: pathOf(part, issue), issue: issue.code }];
};

const parsePart = (part: string, schema: z.ZodType | undefined, value: unknown): Parsed => {
  if (!schema) return { ok: true, value: undefined };
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, issues: result.error.issues.flatMap((issue) => flatten(part, issue)) };
};

export interface RawInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

export interface ValidInput {
  readonly params: never;
  readonly query: never;
  readonly body: never;
}

const hasOwnFields = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

/** Field paths and classes of faults only: a value that was sent is never sent back. */
export const validateInput = (
  route: Route,
  raw: RawInput,
): { readonly input: ValidInput } | { readonly error: HttpError } => {
  const params = parsePart('params', route.params, raw.params);
  const query = parsePart('query', route.query, raw.query);
  const rawBody = route.rawBodyLimitBytes !== undefined || route.signedJsonLimitBytes !== undefined;
  const body = rawBody
    ? { ok: true as const, value: raw.body ?? new Uint8Array(0) }
    : parsePart('body', route.body, raw.body ?? undefined);
  const unexpected: FieldIssue[] = [];
  if (!route.query && hasOwnFields(raw.query)) {
    unexpected.push({ field: 'query', issue: 'unrecognized_keys' });
  }
  if (!route.body && !rawBody && hasOwnFields(raw.body)) {
    unexpected.push({ field: 'body', issue: 'unrecognized_keys' });
  }
  const issues = [
    ...[params, query, body].flatMap((part) => (part.ok ? [] : part.issues)),
    ...unexpected,
  ];
  if (params.ok && query.ok && body.ok && issues.length === 0) {
    return {
      input: {
        params: params.value as never,
        query: query.value as never,
        body: body.value as never,
      },
    };
  }
  return {
    error: edgeError('invalid_request', { details: { fields: issues.slice(0, MAX_ISSUES) } }),
  };
};
