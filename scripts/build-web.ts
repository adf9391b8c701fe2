/** `npm run build`: builds every page that has a vite.config.ts under web/ into dist/web/<name>. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { ROOT } from '../src/app/load-config.ts';
import { digestWebInputs, STAMP_FILE, WEB_OUTPUT } from '../src/app/web-build.ts';

// Read first: what changes while building must lead to another build.
const digest = digestWebInputs();
rmSync(STAMP_FILE, { force: true });
process.env.NODE_ENV = 'production';

const names = readdirSync(join(ROOT, 'web')).filter((name) =>
  existsSync(join(ROOT, 'web', name, 'vite.config.ts')),
);
for (const name of names) {
  const startedAt = performance.now();
  try {
    await build({ configFile: join(ROOT, 'web', name, 'vite.config.ts'), logLevel: 'silent' });
  } catch (error) {
    console.error(`The ${name}: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
  console.log(`Built the ${name} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}
mkdirSync(WEB_OUTPUT, { recursive: true });
writeFileSync(STAMP_FILE, `${digest}\n`);
