import type { ExchangeEvent } from '../../src/contract/exchange/platform.ts';
import { type Check, expectRefusal, fail, PASS, type Setting, skip } from './check.ts';

const group = 'Events';
const MAX_PAGES = 50;

interface Feed {
  readonly events: readonly ExchangeEvent[];
  readonly pages: number;
  readonly end: string;
  readonly reachedEnd: boolean;
}

/** The feed from a cursor to its end, or what was wrong with it. */
export const readFeed = async (
  { ask }: Setting,
  from: string | null,
): Promise<Feed | { readonly wrong: string }> => {
  const events: ExchangeEvent[] = [];
  let cursor = from;
  for (let pages = 1; pages <= MAX_PAGES; pages++) {
    const asked = await ask.data('events', { query: cursor === null ? {} : { cursor } });
    if (!asked.ok) return { wrong: asked.wrong };
    const page = asked.data;
    events.push(...page.events);
    const atEnd = page.events.length === 0;
    if (atEnd && cursor !== null && page.nextCursor !== cursor) {
      return { wrong: 'a page without events has another cursor than it was asked with' };
    }
    if (!atEnd && page.nextCursor === cursor) return { wrong: 'the cursor stands still' };
    cursor = page.nextCursor;
    if (atEnd) return { events, pages, end: cursor, reachedEnd: true };
  }
  return { events, pages: MAX_PAGES, end: cursor ?? '', reachedEnd: false };
};

const order: Check = {
  id: 'events.order',
  group,
  title: '/events: oldest first, each event once, from page to page',
  hint: 'Give the events in the order in which they were written, by a sequence of your own; the cursor is the last one given.',
  run: async (setting) => {
    const feed = await readFeed(setting, null);
    if ('wrong' in feed) return fail(feed.wrong);
    const { events } = feed;
    const ids = new Set(events.map(({ eventId }) => eventId));
    if (ids.size !== events.length) return fail('an event came twice');
    const back = events.findIndex(({ at }, i) => at < (events[i - 1]?.at ?? 0));
    return back === -1 ? PASS : fail(`event ${events[back]?.eventId} is older than the one before`);
  },
};

const again: Check = {
  id: 'events.again',
  group,
  title: '/events: the same cursor gives the same events again',
  hint: 'Reading must not consume: what was read is asked for again after a crash.',
  run: async ({ ask }) => {
    const one = await ask.data('events');
    const two = await ask.data('events');
    if (!one.ok || !two.ok) return skip('the feed could not be read');
    const [a, b] = [one, two].map(({ data }) => data.events.map(({ eventId }) => eventId));
    const isSame = a?.every((id, i) => id === b?.[i]) ?? true;
    return isSame ? PASS : fail('the second time, other events came');
  },
};

const person: Check = {
  id: 'events.user',
  group,
  title: '/events: each event but platform_changed says whose it is',
  hint: 'userId is null for platform_changed only.',
  run: async ({ ask }) => {
    const asked = await ask.data('events');
    if (!asked.ok) return skip('the feed could not be read');
    const wrong = asked.data.events.find(
      ({ type, userId }) => (type === 'platform_changed') !== (userId === null),
    );
    return wrong === undefined ? PASS : fail(`event ${wrong.eventId} of type ${wrong.type}`);
  },
};

const gone: Check = {
  id: 'events.gone',
  group,
  title: '/events: a cursor that you never gave is refused',
  hint: 'cursor_gone (409), so that Mainstay begins anew instead of waiting for ever; also for one beyond the end of the feed.',
  run: async ({ ask }) =>
    expectRefusal(await ask.raw('events', { query: { cursor: 'mainstay-check-no-cursor' } }), 409, [
      'cursor_gone',
    ]),
};

export const EVENT_CHECKS: readonly Check[] = [order, again, person, gone];
