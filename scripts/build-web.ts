/**
 * `npm run build`: builds every page that has a vite.config.ts under web/ into dist/web/<name>, what the server
 * imports of it (vite.server.config.ts) into dist/web/<name>-server, and leaves beside each
 * text what the server sends to browsers that take it compressed.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'vite';
import { ROOT } from '../src/app/load-config.ts';
import { digestWebInputs, STAMP_FILE, WEB_OUTPUT } from '../src/app/web-build.ts';

/** Smaller ones travel in one packet either way. */
const LEAST_BYTES = 500;

const compressTexts = async (): Promise<void> => {
  const files = readdirSync(WEB_OUTPUT, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(js|css|svg)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const compressOne = async (file: string): Promise<void> => {
    const bytes = await readFile(file);
    if (bytes.length < LEAST_BYTES) return;
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, { params }));
    await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }));
  };
  await Promise.all(files.map(compressOne));
};

// Read first: what changes while building must lead to another build.
const digest = digestWebInputs();
rmSync(STAMP_FILE, { force: true });
process.env.NODE_ENV = 'production';

/** A face's own build, and for one that the server writes, what the server imports. */
const CONFIGS = ['vite.config.ts', 'vite.server.config.ts'] as const;
const builds = readdirSync(join(ROOT, 'web')).flatMap((name) =>
  CONFIGS.map((config) => ({ name, configFile: join(ROOT, 'web', name, config) })).filter(
    ({ configFile }) => existsSync(configFile),
  ),
);
for (const { name, configFile } of builds) {
  const startedAt = performance.now();
  try {
    await build({ configFile, logLevel: 'silent' });
  } catch (error) {
    console.error(`The ${name}: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
  console.log(`Built the ${name} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}
mkdirSync(WEB_OUTPUT, { recursive: true });
const startedAt = performance.now();
await compressTexts();
console.log(`Compressed all in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
writeFileSync(STAMP_FILE, `${digest}\n`);
