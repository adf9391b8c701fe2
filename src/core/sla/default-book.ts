import { ALWAYS_OPEN } from './calendar.ts';
import type { PolicyConditions, SlaBook } from './policy.ts';

const ALL: PolicyConditions = {
  categories: [],
  priorities: [],
  tiers: [],
  channels: [],
  locales: [],
};

/** What a fresh installation promises: around the clock, more to those who are in need of haste. */
export const DEFAULT_BOOK: SlaBook = {
  calendars: [ALWAYS_OPEN],
  hoursOf: { everyone: ALWAYS_OPEN.id, teams: {}, departments: {} },
  policies: [
    {
      id: 'security',
      name: 'Security',
      when: { ...ALL, categories: ['security', 'fraud'] },
      targets: { first_response: 5, next_response: 10, resolution: 1_440, department: 240 },
      warnAtPercent: 60,
      hours: 'always',
    },
    {
      id: 'urgent',
      name: 'Urgent',
      when: { ...ALL, priorities: ['urgent'] },
      targets: { first_response: 10, next_response: 20, resolution: 1_440, department: 480 },
      warnAtPercent: 70,
      hours: 'always',
    },
    {
      id: 'vip',
      name: 'VIP',
      when: { ...ALL, tiers: ['vip'] },
      targets: { first_response: 15, next_response: 30, resolution: 1_440, department: 480 },
      warnAtPercent: 75,
      hours: 'team',
    },
    {
      id: 'everyone',
      name: 'Everyone',
      when: ALL,
      targets: { first_response: 60, next_response: 120, resolution: 4_320, department: 1_440 },
      warnAtPercent: 80,
      hours: 'team',
    },
  ],
};
