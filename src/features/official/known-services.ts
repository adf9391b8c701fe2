import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { OfficialRegistry } from '../../core/official/identity.ts';

const file = z.strictObject({ imitated: z.array(z.string()), harmless: z.array(z.string()) });

/** `known-services.json` of a folder: well-known domains of others. Throws where the file is not as it should be. */
export const readKnownServices = (folder: string): OfficialRegistry['knownServices'] =>
  file.parse(JSON.parse(readFileSync(join(folder, 'known-services.json'), 'utf8')));
