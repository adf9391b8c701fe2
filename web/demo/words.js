// The page's sentences in the language it is in, and how that language writes numbers, times and sums.

let texts = {};
let locale = 'en';

/** Western digits everywhere, as in the articles: they are what stands in wallets. */
const tag = () => `${locale}-u-nu-latn`;

/** Makes the page speak `name`, one of the eight languages. */
export const speak = async (name) => {
  const reply = await fetch(`/texts/${name}.json`);
  texts = await reply.json();
  locale = name;
  document.documentElement.lang = name;
  document.documentElement.dir = name === 'ar' ? 'rtl' : 'ltr';
};

/** A sentence by its key; what is put into it keeps its own direction. */
export const t = (key, values = {}) =>
  texts[key].replace(/\{(\w+)\}/g, (_, name) => `\u2068${values[name]}\u2069`);

export const number = (value, decimals = 0, most = 8) =>
  new Intl.NumberFormat(tag(), {
    minimumFractionDigits: decimals,
    maximumFractionDigits: most,
  }).format(value);

/** `0.0005 BTC`, `1,240.50 EUR`; euros have cents or none. */
export const sum = (value, unit) =>
  `${number(value, unit === 'EUR' && !Number.isInteger(value) ? 2 : 0)}\u00a0${unit}`;

/** `0.10 %`; Chinese, Japanese and Korean write it without the space. */
export const percent = (value, decimals = 2) =>
  `${number(value, decimals, decimals)}${['zh', 'ja', 'ko'].includes(locale) ? '' : '\u00a0'}%`;

/** `24 hours`, in the language's own forms. `unit`: minute, hour, day, month. */
export const span = (value, unit) =>
  new Intl.NumberFormat(tag(), { style: 'unit', unit, unitDisplay: 'long' }).format(value);

export const time = (at, timeZone) =>
  new Intl.DateTimeFormat(tag(), { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);

/** A day of the year, without the year: `20 January`. */
export const dayOfYear = (month, day) =>
  new Intl.DateTimeFormat(tag(), { month: 'long', day: 'numeric', timeZone: 'UTC' }).format(
    Date.UTC(2000, month - 1, day),
  );

export const languageName = (name) => new Intl.DisplayNames(tag(), { type: 'language' }).of(name);
