/**
 * The oracle's own knowledge of time zones: what the clock of a zone shows, asked of `Intl` once an hour and kept.
 * Nothing of the product and no Temporal.
 */
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

export class Zone {
  readonly name: string;
  readonly #format: Intl.DateTimeFormat;
  /** Offsets in minutes by hours since 1970. */
  readonly #offsets = new Map<number, number>();

  constructor(name: string) {
    this.name = name;
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  #ask(at: number): number {
    const parts = new Map(this.#format.formatToParts(at).map(({ type, value }) => [type, value]));
    const read = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
    const shown = Date.UTC(
      read('year'),
      read('month') - 1,
      read('day'),
      read('hour'),
      read('minute'),
      read('second'),
    );
    return Math.round((shown - at) / MINUTE_MS);
  }

  #atHour(hour: number): number {
    let offset = this.#offsets.get(hour);
    if (offset === undefined) {
      offset = this.#ask(hour * HOUR_MS);
      this.#offsets.set(hour, offset);
    }
    return offset;
  }

  /** Minutes that the zone's clock is ahead of UTC in this minute since 1970. */
  offsetAt(minute: number): number {
    const hour = Math.floor(minute / 60);
    const offset = this.#atHour(hour);
    // Where the clock is changed within the hour, that hour is asked minute by minute.
    return offset === this.#atHour(hour + 1) ? offset : this.#ask(minute * MINUTE_MS);
  }
}

const zones = new Map<string, Zone>();

export const zoneOf = (name: string): Zone => {
  const known = zones.get(name) ?? new Zone(name);
  zones.set(name, known);
  return known;
};
