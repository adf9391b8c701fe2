/** What a simulated history is made of: plain data in the shapes that the product stores, and nothing imported from it. */
export interface WorldShift {
  readonly weekday: number;
  readonly from: string;
  readonly to: string;
}

export interface WorldHoliday {
  readonly date: string;
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
}

export interface WorldCalendar {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly shifts: readonly WorldShift[];
  readonly holidays: readonly WorldHoliday[];
}

export type WorldTarget = 'first_response' | 'next_response' | 'resolution' | 'department';

export interface WorldPolicy {
  readonly id: string;
  readonly name: string;
  readonly when: Readonly<
    Record<'categories' | 'priorities' | 'tiers' | 'channels' | 'locales', readonly string[]>
  >;
  readonly targets: Readonly<Record<WorldTarget, number | null>>;
  readonly warnAtPercent: number;
  readonly hours: 'team' | 'always';
}

export interface WorldBook {
  readonly calendars: readonly WorldCalendar[];
  readonly hoursOf: {
    readonly everyone: string;
    readonly teams: Readonly<Record<string, string>>;
    readonly departments: Readonly<Record<string, string>>;
  };
  readonly policies: readonly WorldPolicy[];
}

export interface WorldVersion {
  readonly version: number;
  readonly from: number;
  readonly book: WorldBook;
}

export interface WorldEntry {
  readonly seq: number;
  readonly at: number;
  readonly by: 'customer' | 'agent' | 'assistant' | 'system';
  readonly event: Readonly<Record<string, unknown>> & { readonly type: string };
}

export interface World {
  readonly versions: readonly WorldVersion[];
  readonly log: readonly WorldEntry[];
  /** The time after the last event at which everything is looked at. */
  readonly end: number;
}
