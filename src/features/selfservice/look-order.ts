import type { Order } from '../../contract/exchange/trading.ts';
import { diagnoseOrder } from '../../core/selfservice/diagnose-order.ts';
import { narrow } from '../../core/selfservice/find-details.ts';
import { orderSeed } from './build-cards.ts';
import type { SelfServiceDeps } from './deps.ts';
import { failed, found, type Looked, oneOrPick, type Search } from './looked.ts';

/** Ended ones that somebody may still ask about, ms. */
const RECENT_MS = 86_400_000;

const isWorking = ({ state }: Order): boolean => state === 'open' || state === 'partially_filled';

const tellOrder = async (deps: SelfServiceDeps, order: Order, asOf: number): Promise<Looked> => {
  const asked = isWorking(order) ? await deps.exchange.reads.market(order.pair) : null;
  const market = asked?.ok === true ? asked.value : null;
  return found(diagnoseOrder(order, market), [orderSeed(order, asOf, market)]);
};

/** Why is my order not filled? */
export const lookForOrder = async (deps: SelfServiceDeps, search: Search): Promise<Looked> => {
  const { reads } = deps.exchange;
  if (search.subjectId !== null) {
    const one = await reads.order(search.userId, search.subjectId);
    return one.ok ? tellOrder(deps, one.value, one.asOf) : failed(one);
  }
  const asked = await reads.orders(search.userId);
  if (!asked.ok) return failed(asked);
  const { value: all, asOf } = asked;
  const one = oneOrPick(narrow(all.filter(isWorking), search.words), (each) =>
    orderSeed(each, asOf, null),
  );
  if (one !== undefined) return 'many' in one ? one.many : tellOrder(deps, one.one, asOf);
  const recent = all.filter(({ updatedAt }) => search.now - updatedAt < RECENT_MS);
  const [newest] = narrow(recent, search.words);
  return newest === undefined
    ? { kind: 'none', code: 'none_found' }
    : tellOrder(deps, newest, asOf);
};
