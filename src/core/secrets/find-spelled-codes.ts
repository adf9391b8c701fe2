import { CODE_CUE, WEAK_CODE_CUE } from './code-cues.ts';
import { alternatives, findCues, firstAfter, isNear, lastBefore } from './cues.ts';
import type { SecretSpan } from './span.ts';

/** Digits as people say them; those written with blanks between, in seven languages. */
const SPACED =
  alternatives(`zero, oh, one, two, three, four, five, six, seven, eight, nine, double, zéro, un, deux, trois, quatre,
cinq, sept, huit, neuf, cero, uno, dos, tres, cuatro, cinco, seis, siete, ocho, nueve, ноль, нуль, один, два, три,
четыре, пять, шесть, семь, восемь, девять, صفر, واحد, اثنان, اثنين, ثلاثة, اربعة, أربعة, خمسة, ستة, سبعة, ثمانية, تسعة,
공, 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구, ゼロ, れい, いち, に, さん, よん, し, ご, ろく, なな, しち, はち, きゅう`);
/** Those that are written on end. */
const GLUED = '[零〇一二三四五六七八九两幺壹贰叁肆伍陆柒捌玖]';
const GLUED_KOREAN = `(?:${alternatives('공, 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구')})`;
const SEPARATOR = "[\\s,.;·、，/\\-–—|*']{1,3}";

const SPELLED = new RegExp(
  [
    `(?<![\\p{L}\\p{N}])(?:${SPACED}|[0-9])(?:${SEPARATOR}(?:${SPACED}|[0-9])){3,7}(?![\\p{L}\\p{N}])`,
    `${GLUED}(?:[\\s、，-]{0,2}${GLUED}){3,7}`,
    `(?<!\\p{L})${GLUED_KOREAN}{4,8}(?!\\p{L})`,
  ].join('|'),
  'gu',
);
/** One digit and one digit, whatever stands between them: "4 🎉 8 🎉 2", "4…8…2". */
const SCATTERED =
  /(?<![\p{L}\p{N}.,])[0-9](?:[^\p{L}\p{N}\n]{1,4}[0-9](?![0-9])){3,7}(?![\p{L}\p{N}]|[.,:][0-9])/gu;
const WORTH_A_LOOK = new RegExp(
  `(?:${SPACED}|${GLUED})(?:${SEPARATOR})?(?:${SPACED}|${GLUED})`,
  'u',
);
const REACH = 40;

/** One-time codes in words ("four eight two nine one three") or with something between their digits, if called codes. */
export const findSpelledCodes = (lower: string): readonly SecretSpan[] => {
  const candidates = [
    ...(WORTH_A_LOOK.test(lower) ? findCues(lower, SPELLED) : []),
    ...findCues(lower, SCATTERED),
  ];
  if (candidates.length === 0) return [];
  const strong = findCues(lower, CODE_CUE);
  const weak = findCues(lower, WEAK_CODE_CUE);
  return candidates
    .filter(({ start, end }) => {
      const before = lastBefore(weak, start);
      const behind = firstAfter(weak, end);
      return (
        isNear(strong, start, end, REACH) ||
        (before !== undefined && start - before.end <= REACH / 2) ||
        (behind !== undefined && behind.start - end <= REACH / 4)
      );
    })
    .map(({ start, end }) => ({ start, end, kind: 'one_time_code' }));
};
