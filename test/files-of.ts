import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Files of these names and texts in a folder of their own, for as long as the work takes; their paths in order. */
export const withFiles = async (
  files: Readonly<Record<string, string>>,
  work: (paths: readonly string[]) => Promise<void>,
): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'mainstay-import-'));
  try {
    const paths = Object.entries(files).map(([name, text]) => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    });
    await work(paths);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
