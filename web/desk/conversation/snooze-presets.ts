export type SnoozePreset = 'hour' | 'three_hours' | 'tomorrow' | 'monday';

const HOUR_MS = 60 * 60_000;
const MORNING_HOUR = 9;

const morningAfter = (now: number, days: number): number => {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  day.setHours(MORNING_HOUR, 0, 0, 0);
  return day.getTime();
};

/** Usual moments to come back to something, in the reader's zone. */
export const snoozePresets = (
  now: number,
): readonly { readonly name: SnoozePreset; readonly until: number }[] => {
  const toMonday = (8 - new Date(now).getDay()) % 7 || 7;
  return [
    { name: 'hour', until: now + HOUR_MS },
    { name: 'three_hours', until: now + 3 * HOUR_MS },
    { name: 'tomorrow', until: morningAfter(now, 1) },
    { name: 'monday', until: morningAfter(now, toMonday) },
  ];
};

/** For `<input type="datetime-local">`, which knows no zone: the reader's own. */
export const toLocalInput = (at: number): string => {
  const moment = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return moment.toISOString().slice(0, 16);
};

export const fromLocalInput = (value: string): number | null => {
  const at = new Date(value).getTime();
  return Number.isNaN(at) ? null : at;
};
