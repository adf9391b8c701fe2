const DAY_MS = 86_400_000;

/** The beginning of a day as a date field has it, in UTC; undefined where none is chosen. */
export const beginOf = (day: string): number | undefined => {
  const at = day === '' ? Number.NaN : Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? undefined : at;
};

/** The end of that day. */
export const endOf = (day: string): number | undefined => {
  const at = beginOf(day);
  return at === undefined ? undefined : at + DAY_MS;
};
