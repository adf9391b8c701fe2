import type { StaffRole } from '../../../src/core/vocabulary.ts';

/** What the server put into the page for everyone. */
export interface PageSettings {
  readonly exchangeName: string;
  /** How long an offered conversation waits for its agent. */
  readonly offerMs: number;
  /** Accounts to try; a demo only, and never in production. */
  readonly demoAccounts: readonly {
    readonly name?: string;
    readonly email: string;
    readonly password: string;
    readonly role: StaffRole;
  }[];
}

const DEFAULTS: PageSettings = { exchangeName: '', offerMs: 45_000, demoAccounts: [] };

const read = (): PageSettings => {
  const source = document.getElementById('settings')?.textContent;
  if (source === undefined || source === null || source === '') return DEFAULTS;
  return { ...DEFAULTS, ...(JSON.parse(source) as Partial<PageSettings>) };
};

export const pageSettings: PageSettings = read();
