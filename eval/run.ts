/** `npm run eval -- <suite> --data FILE [--json] …`: runs `eval/<suite>.ts`. Without a suite it lists them. */
import { readdir } from 'node:fs/promises';

const suites = (await readdir(import.meta.dirname))
  .filter(
    (file) =>
      file.endsWith('.ts') &&
      !file.endsWith('.test.ts') &&
      file !== 'run.ts' &&
      !file.endsWith('-world.ts'),
  )
  .map((file) => file.slice(0, -'.ts'.length))
  .sort();

const suite = process.argv[2];
if (suite === undefined || !suites.includes(suite)) {
  console.error(
    `Which evaluation? One of: ${suites.join(', ')}. For example: npm run eval -- ${suites[0]} --data FILE --json`,
  );
  process.exitCode = 2;
} else {
  await import(`./${suite}.ts`);
}
