/** `npm run bench -- <suite> [--json] …`: runs `bench/<suite>.ts`. Without a suite it lists them. */
import { readdir } from 'node:fs/promises';

const SUPPORT = ['run', 'report'];
const suites = (await readdir(import.meta.dirname))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
  .filter((name) => !SUPPORT.includes(name) && !name.endsWith('-world'))
  .sort();

const suite = process.argv[2];
if (suite === undefined || !suites.includes(suite)) {
  console.error(
    `Which bench? One of: ${suites.join(', ')}. For example: npm run bench -- ${suites[0]} --json`,
  );
  process.exitCode = 2;
} else {
  await import(`./${suite}.ts`);
}
