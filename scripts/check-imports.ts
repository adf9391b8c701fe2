/** Who may import whom (.dependency-cruiser.cjs). A run that saw fewer modules than there are files fails. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

interface Report {
  readonly summary: {
    readonly violations: readonly {
      readonly rule: { readonly name: string };
      readonly from: string;
      readonly to: string;
    }[];
  };
  readonly modules: readonly { readonly source: string }[];
}

const root = resolve(process.argv[2] ?? join(import.meta.dirname, '..'));
const folders = ['src', 'web', 'test', 'scripts', 'bench', 'eval'].filter((name) =>
  existsSync(join(root, name)),
);

const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .map(String)
    .filter((name) => /\.tsx?$/.test(name)),
);

const cruise = spawnSync(
  process.execPath,
  [
    join(import.meta.dirname, '../node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    ...folders,
  ],
  { cwd: root, encoding: 'utf8', maxBuffer: 1_000_000_000 },
);
if (cruise.stdout === '') {
  console.error(cruise.stderr);
  process.exit(1);
}
const report = JSON.parse(cruise.stdout) as Report;
const seen = report.modules.filter(({ source }) =>
  /^(src|web|test|scripts|bench|eval)\/.*\.tsx?$/.test(source),
);
for (const { rule, from, to } of report.summary.violations) {
  console.log(`${rule.name}: ${from} → ${to}`);
}
console.log(
  `${seen.length} modules of ${files.length} files seen, ${report.summary.violations.length} violations`,
);
if (seen.length < files.length) {
  console.error('Some files were not seen: the rules were not checked for them.');
  process.exit(1);
}
process.exit(report.summary.violations.length === 0 ? 0 : 1);
