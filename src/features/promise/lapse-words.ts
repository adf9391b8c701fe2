import type { CasePromise } from '../../core/conversation/case.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { AtMs } from '../../core/ids.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { Texts } from '../../ports/texts.ts';

/** A moment as the customer's clock shows it, with its zone, so that nobody has to guess. */
const momentOf = (at: AtMs, locale: Locale, timeZone: string | null): string =>
  new Intl.DateTimeFormat(locale === 'ar' ? 'ar-u-nu-latn' : locale, {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: timeZone ?? 'UTC',
    timeZoneName: 'short',
  }).format(at);

/** What the customer reads when a promise was not kept: that it was not, what was done, and what holds now. */
export const lapseWords = (
  texts: Texts,
  state: Pick<Conversation, 'locale'>,
  lapsed: {
    readonly dueAt: AtMs;
    readonly promise: CasePromise;
    readonly climbs: boolean;
    readonly timeZone: string | null;
  },
): string => {
  const { locale } = state;
  const { dueAt, promise, climbs, timeZone } = lapsed;
  const due = promise.dueAt === null ? '' : momentOf(promise.dueAt, locale, timeZone);
  return [
    texts.say(locale, 'promise.lapsed', { was: momentOf(dueAt, locale, timeZone) }),
    ...(climbs ? [texts.say(locale, 'promise.climbed')] : []),
    texts.say(locale, `promise.now.${promise.step}`, { due }),
  ].join(' ');
};
