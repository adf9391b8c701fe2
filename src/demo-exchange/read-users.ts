import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LOCALES, TIERS } from '../core/vocabulary.ts';

const FILE = join(import.meta.dirname, '../../content/demo/customers.json');

const usersFile = z.array(
  z.strictObject({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    tier: z.enum(TIERS),
    locale: z.enum(LOCALES),
    timeZone: z.string(),
  }),
);

/** The fictional exchange's users. */
export const readDemoUsers = () => usersFile.parse(JSON.parse(readFileSync(FILE, 'utf8')));
export type DemoUser = ReturnType<typeof readDemoUsers>[number];
