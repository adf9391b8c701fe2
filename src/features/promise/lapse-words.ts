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
    hourCycle: 'h23',
    timeZone: timeZone ?? 'UTC',
    timeZoneName: 'short',
  }).format(at);

/** A name keeps its own direction, whatever stands around it. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

/** What the customer reads when a promise was not kept: that it was not, what was done, and what holds now. */
export const lapseWords = (
  texts: Texts,
  state: Pick<Conversation, 'locale'>,
  lapsed: {
    readonly dueAt: AtMs;
    readonly promise: CasePromise;
    readonly climbs: boolean;
    readonly timeZone: string | null;
    /** Of the department that owes the step now, in the customer's language. */
    readonly department: string | null;
  },
): string => {
  const { locale } = state;
  const { dueAt, promise, climbs, timeZone, department } = lapsed;
  const due = promise.dueAt === null ? '' : momentOf(promise.dueAt, locale, timeZone);
  const now =
    department === null
      ? texts.say(locale, `promise.now.${promise.step}`, { due })
      : texts.say(locale, 'promise.now.of_department', { due, department: isolated(department) });
  return [
    texts.say(locale, 'promise.lapsed', { was: momentOf(dueAt, locale, timeZone) }),
    ...(climbs ? [texts.say(locale, 'promise.climbed')] : []),
    now,
  ].join(' ');
};
