/** `node scripts/exchange-docs.ts`: writes docs/exchange-api.yaml anew from src/contract/exchange. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDocument } from './exchange-docs/build-document.ts';

const FILE = join(import.meta.dirname, '../docs/exchange-api.yaml');
const text = buildDocument();
writeFileSync(FILE, text);
console.log(`${FILE}: ${text.split('\n').length} lines`);
