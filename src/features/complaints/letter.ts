import type { LetterKind } from '../../contract/complaints.ts';
import type { AtMs } from '../../core/ids.ts';
import { type Locale, RTL_LOCALES } from '../../core/vocabulary.ts';
import type { Texts } from '../../ports/texts.ts';

export interface LetterFacts {
  readonly kind: LetterKind;
  readonly locale: Locale;
  readonly exchangeName: string;
  /** Of the letter. */
  readonly number: string;
  readonly complaintNumber: string;
  readonly caseNumber: string;
  readonly issuedAt: AtMs;
  readonly openedAt: AtMs;
  readonly dueAt: AtMs;
  /** IANA name of the zone whose days are meant. */
  readonly timeZone: string;
  /** What was complained of, or what was decided: people's own words. */
  readonly words: string;
  readonly upheld: boolean | null;
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** A day as letters and notices name it. */
export const dayOf = (at: AtMs, locale: Locale, timeZone: string): string =>
  new Intl.DateTimeFormat(locale === 'ar' ? 'ar-u-nu-latn' : locale, {
    dateStyle: 'long',
    timeZone,
  }).format(at);

const STYLE = `body{font:16px/1.6 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1.5rem;color:#14181f;
background:#fff}h1{font-size:1.4rem}dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem}dt{color:#566070}
dd{margin:0}blockquote{margin:1rem 0;padding-inline-start:1rem;border-inline-start:3px solid #c9d0d8;white-space:pre-wrap;
overflow-wrap:anywhere}@media print{body{margin:0}}`;

const row = (term: string, value: string, ltr = false): string =>
  `<dt>${escaped(term)}</dt><dd><bdi${ltr ? ' dir="ltr"' : ''}>${escaped(value)}</bdi></dd>`;

const bodyOf = (texts: Texts, facts: LetterFacts): readonly string[] => {
  const say = (key: string, values?: Record<string, string>): string =>
    texts.say(facts.locale, key, values);
  const due = dayOf(facts.dueAt, facts.locale, facts.timeZone);
  if (facts.kind === 'receipt')
    return [
      say('letter.receipt.text', { exchange: facts.exchangeName, due }),
      say('letter.receipt.what'),
    ];
  return [
    say(facts.upheld === true ? 'letter.upheld' : 'letter.rejected', {
      exchange: facts.exchangeName,
    }),
    say('letter.decision.why'),
  ];
};

/** A letter as a page of its own: complete, without anything from elsewhere, in the customer's language, to be printed. */
export const writeLetter = (texts: Texts, facts: LetterFacts): string => {
  const { locale, kind } = facts;
  const say = (key: string): string => texts.say(locale, key);
  const title = say(`letter.${kind}.title`);
  const [opening = '', before = ''] = bodyOf(texts, facts);
  const dir = RTL_LOCALES.includes(locale) ? 'rtl' : 'ltr';
  return `<!doctype html><html lang="${locale}" dir="${dir}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(`${title} ${facts.number}`)}</title><style>${STYLE}</style></head><body>
<p><bdi>${escaped(facts.exchangeName)}</bdi></p><h1>${escaped(title)}</h1><dl>
${row(say('letter.number'), facts.number, true)}${row(say('letter.complaint'), facts.complaintNumber, true)}
${row(say('letter.case'), facts.caseNumber, true)}${row(say('letter.received'), dayOf(facts.openedAt, locale, facts.timeZone))}
${row(say('letter.issued'), dayOf(facts.issuedAt, locale, facts.timeZone))}</dl>
<p>${escaped(opening)}</p><p>${escaped(before)}</p><blockquote dir="auto">${escaped(facts.words)}</blockquote>
<p>${escaped(say('letter.safety'))}</p></body></html>`;
};
