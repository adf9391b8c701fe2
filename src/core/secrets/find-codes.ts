import {
  ABSENCE,
  CODE_CUE,
  FAULT_CUE,
  HARMLESS_NUMBER_CUE,
  UNIT_BEHIND,
  WEAK_CODE_CUE,
} from './code-cues.ts';
import { alternatives, type Cue, findCues, firstAfter, lastBefore, linkPattern } from './cues.ts';
import type { SecretSpan } from './span.ts';

/** Four to eight digits, whole or in groups, or one by one; an alphabetic prefix as in `G-482913` goes along. */
const DIGITS =
  /(?:(?<![\p{L}\p{N}])[a-z]-)?(?<![0-9@_#$€£¥₩₽+]|[0-9][:/-]|[a-z]\/)(?:[0-9](?:[ .-][0-9]){3,7}|[0-9]{2}[ -][0-9]{2}[ -][0-9]{2}|[0-9]{3}[ -][0-9]{3}|[0-9]{4}[ -][0-9]{4}|[0-9]{2,4}-[0-9]{2,4}|[0-9]{4,8})(?![0-9%_]|[:/-][0-9]|[ ][0-9]{2,}[ ][0-9])/gu;

const STRONG_REACH = 48;
const CLOSE_REACH = 16;
const LINKED_REACH = 32;
const SENTENCE_END = /[.!?。！？](?:\s|$)|[。！？]|\n\s*\n/u;
const ONLY_PUNCTUATION = /^[^\p{L}\p{N}]*$/u;
const LINKED = linkPattern();
const SAYS_IS_BEHIND = new RegExp(
  `^[\\s"'”’)\\]]{0,3}(?:${alternatives(
    'is, was, as, est, es, это, هو, هي, 是, 为, 為, が, は, 이, 가, 은, 는, -, –, —, =, ←, <-, <--, <=, ^, (, （, :',
  )})\\s?`,
  'u',
);
const ASKS_IN_FRONT = /(?:^|[^a-z])(?:is|was|got|with)\s$/;
const ENDS_WITH_ASSIGNMENT =
  /[:=：＝→]\s?["'“(]?$|(?<![a-z])(?:is|was|es|est|это)\s?["'“(]?$|[是は]\s?$/u;
const YEAR = /^(?:19|20)[0-9]{2}$/;
const YEARS = /^(?:19|20)[0-9]{2}[ -](?:19|20)[0-9]{2}$/;

/** 000000: somebody shows what a code looks like. */
const PLACEHOLDER = /^([0-9])\1+$/;

const FAULT_REACH = 72;
const FAULT_BEHIND = /^[\s,;"'}\])]{0,4}(?:(?:as )?(?:an? )?(?:msg|message|error|reason|data))/u;

interface CueLists {
  readonly strong: readonly Cue[];
  readonly weak: readonly Cue[];
  readonly harmless: readonly Cue[];
}

/**
 * One-time codes in context: digits that an expression nearby calls a code. The nearest expression in front decides
 * between code and order number, amount and the like; digits with a unit, dates and decimals are no candidates.
 */
export const findCodes = (lower: string): readonly SecretSpan[] => {
  const candidates = findCues(lower, DIGITS);
  if (candidates.length === 0) return [];
  const strong = findCues(lower, CODE_CUE);
  const weak = findCues(lower, WEAK_CODE_CUE);
  if (strong.length + weak.length === 0) return [];
  const cues: CueLists = { strong, weak, harmless: findCues(lower, HARMLESS_NUMBER_CUE) };
  const spans: SecretSpan[] = [];
  for (const candidate of candidates) {
    const previous = spans.at(-1);
    if (isQuantity(lower, candidate)) continue;
    const listed = previous !== undefined && continuesList(lower, previous.end, candidate.start);
    if (listed || isCode(lower, candidate, cues))
      spans.push({ ...candidate, kind: 'one_time_code' });
  }
  return spans;
};

/** "482913, 551200": what stands beside a code in a list is a code. */
const continuesList = (lower: string, end: number, start: number): boolean =>
  start - end <= 10 &&
  /^\s?(?:[,;/|、،]|and|or|y|et|и|o|(?:and )?then)\s?$|^\s*\n\s*(?:[0-9]{1,2}\s?[.):-]\s?)?$/u.test(
    lower.slice(end, start),
  );

const isQuantity = (lower: string, { start, end }: Cue): boolean => {
  const before = lower.slice(Math.max(0, start - 3), start);
  const behind = lower.slice(end, end + 14);
  if (YEARS.test(lower.slice(start, end))) return true;
  const digits = lower.slice(start, end).replace(/[^0-9]/g, '');
  if (digits.length < 4 || digits.length > 8 || PLACEHOLDER.test(digits)) return true;
  if (/[€$£¥₩₽₹]\s?$/u.test(before) || UNIT_BEHIND.test(behind)) return true;
  if (/^\.[0-9]/.test(behind)) return true;
  return /[0-9][.,]$/.test(before) && !/[0-9]{2},$/.test(before);
};

/** "482913,50" is an amount, "482913,5 minutes valid" in a message of one line is not: what is named decides. */
const hasDecimalComma = (lower: string, end: number): boolean =>
  /^,[0-9]{1,3}(?![0-9])/.test(lower.slice(end, end + 5));

const isCode = (lower: string, candidate: Cue, cues: CueLists): boolean => {
  const { start, end } = candidate;
  const touching = /[a-z\u0400-\u04ff_]$/u.test(lower.slice(Math.max(0, start - 1), start));
  const strong = lastBefore(cues.strong, start);
  const weak = lastBefore(cues.weak, start);
  const harmless = lastBefore(cues.harmless, start);
  const nearest = [strong, weak].reduce(nearer, harmless);
  if (touching && nearest?.end !== start) return false;
  if (/[a-z\u0400-\u04ff]/u.test(lower[end] ?? '')) return false;
  if (hasDecimalComma(lower, end)) {
    return nearest !== undefined && nearest === strong && isLinked(lower.slice(strong.end, start));
  }
  if (nearest !== undefined && start - nearest.end <= STRONG_REACH) {
    if (nearest === strong && followsStrong(lower, strong, candidate)) return true;
    if (nearest === weak) return followsWeak(lower, weak, candidate);
    if (nearest === harmless && start - harmless.end <= LINKED_REACH) {
      return !isLinked(lower.slice(harmless.end, start)) && isAssignedTo(lower, strong, candidate);
    }
  }
  return namedBehind(lower, candidate, cues);
};

/** The one that ends later; of two that end together the longer. */
const nearer = (best: Cue | undefined, cue: Cue | undefined): Cue | undefined => {
  if (best === undefined || cue === undefined) return best ?? cue;
  if (cue.end !== best.end) return cue.end > best.end ? cue : best;
  return cue.start < best.start ? cue : best;
};

/** "Backup codes:\n1) 48291300". */
const LIST_NUMBER = /(?<=\n\s{0,4})[0-9]{1,2}\s?[.):-]\s?/g;

const isLinked = (gap: string): boolean =>
  gap.length <= LINKED_REACH && LINKED.test(gap.replace(LIST_NUMBER, ''));

const followsStrong = (lower: string, cue: Cue, { start, end }: Cue): boolean => {
  const gap = lower.slice(cue.end, start);
  if (ONLY_PUNCTUATION.test(gap) || isLinked(gap)) return true;
  if (SENTENCE_END.test(gap)) return false;
  const assigned = ENDS_WITH_ASSIGNMENT.test(gap);
  if (ABSENCE.test(gap) && !assigned) return false;
  const digits = lower.slice(start, end).replace(/[^0-9]/g, '').length;
  return (
    assigned || digits === 6 || (gap.length <= CLOSE_REACH && !/[0-9]/.test(gap) && digits > 4)
  );
};

/** A bare "code" is as often the code of an error: `"code":-1021,"msg":…`. */
const followsWeak = (lower: string, cue: Cue, candidate: Cue): boolean => {
  const { start, end } = candidate;
  const gap = lower.slice(cue.end, start);
  if (FAULT_CUE.test(lower.slice(Math.max(0, cue.start - FAULT_REACH), cue.start))) return false;
  if (FAULT_BEHIND.test(lower.slice(end, end + 20))) return false;
  if (end - start < 6 && /[\s:=(]-$/.test(gap)) return false;
  if (YEAR.test(lower.slice(start, end)) && !ENDS_WITH_ASSIGNMENT.test(gap)) return false;
  return isLinked(gap) || isAssignedTo(lower, cue, candidate);
};

/** "The code they sent to my phone today was 482913": said outright, whatever stands between. */
const isAssignedTo = (lower: string, cue: Cue | undefined, { start, end }: Cue): boolean => {
  if (cue === undefined || start - cue.end > STRONG_REACH) return false;
  const gap = lower.slice(cue.end, start);
  return end - start >= 6 && !SENTENCE_END.test(gap) && ENDS_WITH_ASSIGNMENT.test(gap.trimEnd());
};

/** "482913 is my code", "482913 — verification code". */
const namedBehind = (lower: string, { start, end }: Cue, cues: CueLists): boolean => {
  const says = SAYS_IS_BEHIND.exec(lower.slice(end, end + 12));
  // "Is 482913 the right code?" says it in front.
  if (says === null && !ASKS_IN_FRONT.test(lower.slice(Math.max(0, start - 8), start)))
    return false;
  const from = end + (says?.[0].length ?? 0);
  return [firstAfter(cues.strong, from), firstAfter(cues.weak, from)].some(
    (cue) =>
      cue !== undefined &&
      cue.start - from <= LINKED_REACH &&
      isLinked(lower.slice(from, cue.start)) &&
      firstAfter(cues.harmless, from)?.end !== cue.end,
  );
};
