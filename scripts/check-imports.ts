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
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { readonly resolved: string }[];
  }[];
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
/** Slices by name with the other slices they use. The tool's own folder rule would go through tests as well. */
const slicesInUse = (): ReadonlyMap<string, ReadonlySet<string>> => {
  const uses = new Map<string, Set<string>>();
  const sliceOf = (path: string): string | undefined => /^src\/features\/([^/]+)\//.exec(path)?.[1];
  for (const { source, dependencies } of report.modules) {
    const from = sliceOf(source);
    if (from === undefined || source.endsWith('.test.ts')) continue;
    for (const { resolved } of dependencies) {
      const to = sliceOf(resolved);
      if (to !== undefined && to !== from) uses.set(from, (uses.get(from) ?? new Set()).add(to));
    }
  }
  return uses;
};

/** The way from `slice` back to itself, when there is one. */
const findCycle = (
  uses: ReadonlyMap<string, ReadonlySet<string>>,
  slice: string,
  path: readonly string[] = [slice],
): readonly string[] | undefined => {
  for (const next of uses.get(path.at(-1) ?? slice) ?? []) {
    if (next === slice) return [...path, next];
    if (path.includes(next)) continue;
    const found = findCycle(uses, slice, [...path, next]);
    if (found !== undefined) return found;
  }
  return undefined;
};

const uses = slicesInUse();
const cycles = [...uses.keys()]
  .map((slice) => findCycle(uses, slice))
  .filter((one) => one !== undefined);
for (const cycle of cycles) console.log(`no-cycles-between-slices: ${cycle.join(' → ')}`);

const violations = report.summary.violations.length + cycles.length;
console.log(`${seen.length} modules of ${files.length} files seen, ${violations} violations`);
if (seen.length < files.length) {
  console.error('Some files were not seen: the rules were not checked for them.');
  process.exit(1);
}
process.exit(violations === 0 ? 0 : 1);
