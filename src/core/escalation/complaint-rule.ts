/** By when the law wants a complaint decided, and its receipt confirmed. */
export interface ComplaintRule {
  /** ISO 3166-1 alpha-2; `EU`: the European Economic Area; `*`: every country without a rule of its own. */
  readonly country: string;
  readonly days: number;
  readonly counted: 'business' | 'calendar';
  /** Days within which its receipt is confirmed. */
  readonly acknowledgeDays: number;
  readonly acknowledgeCounted: 'business' | 'calendar';
  /** IANA name of the zone whose days count; null: that of the complaint's country. */
  readonly timeZone: string | null;
  /** Days of the week that are no business days, 1 Monday to 7 Sunday. */
  readonly weekend: readonly number[];
  /** Further days that are no business days: `2027-05-17`, or `05-17` for each year. */
  readonly holidays: readonly string[];
  /** The team on whose closed days no business day is counted either; null: none. */
  readonly calendarTeamId: string | null;
}

/**
 * The European Economic Area. The rule that installations begin with: two months from receipt (Commission Delegated
 * Regulation (EU) 2025/294, under Article 71 of Regulation (EU) 2023/1114), counted as 59 calendar days, since no two
 * months are shorter; receipt is confirmed without undue delay, for which no number is given: five business days here.
 *
 * The United Kingdom: eight weeks, 56 calendar days (FCA Handbook, DISP 1.6.2 R); a prompt acknowledgement (DISP
 * 1.6.1 R), five business days here. For other countries, the United States, Singapore and Turkey among them, no term
 * for exchanges was found that could be cited: the operator's own rule `*` counts there, in the country's time zone.
 */
const EUROPEAN: ReadonlySet<string> = new Set(
  (
    'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK' as const
  ).split(' '),
);

/** The rule of a country, or of the area it belongs to, or the one for all that have none. */
export const ruleFor = (
  rules: readonly ComplaintRule[],
  country: string | null,
): ComplaintRule | undefined => {
  const of = (name: string | null) => rules.find((rule) => rule.country === name);
  const area = country !== null && EUROPEAN.has(country) ? of('EU') : undefined;
  return of(country) ?? area ?? of('*');
};

const EACH_YEAR = /^(\d{2})-(\d{2})$/;
const ONE_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a holiday names a day that there is. */
export const isHoliday = (text: string): boolean => {
  const [, ...parts] = ONE_DAY.exec(text) ?? EACH_YEAR.exec(text) ?? [];
  const [day = 0, month = 0, year] = parts.map(Number).reverse();
  if (month < 1 || day < 1 || day > (LONGEST[month - 1] ?? 0)) return false;
  const leaps = year === undefined || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
  return month !== 2 || day < 29 || leaps;
};
