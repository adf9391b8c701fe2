import { existsSync, renameSync, rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/**
 * A real Chromium: the system's where there is one, else the one inside @sparticuz/chromium, which brings the
 * libraries and a font that a bare machine lacks. MAINSTAY_TEST_BROWSER chooses: `packaged`, or the path of a program.
 *
 * The caller closes it. One at a time: two of them starve each other on a small machine.
 */

const SYSTEM_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const ARGUMENTS = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Small machines and containers have little shared memory.
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
];

interface Program {
  readonly path: string;
  readonly environment: Readonly<Record<string, string>>;
}

const packageFolder = (): string => {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  return dirname(dirname(dirname(entry)));
};

const programIn = (folder: string): Program => ({
  path: join(folder, 'chromium'),
  environment: {
    LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
    FONTCONFIG_PATH: join(folder, 'fonts'),
    FONTCONFIG_FILE: join(folder, 'fonts', 'fonts.conf'),
  },
});

/** The package unpacks into the temporary folder, with fonts configured for /tmp: both are bent to `folder`. */
const unpackInto = async (folder: string): Promise<void> => {
  const before = { ...process.env };
  // Makes the package unpack its own libraries as well.
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x';
  process.env.TMPDIR = folder;
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    await packaged.executablePath();
  } finally {
    for (const name of Object.keys(process.env)) {
      if (!(name in before)) delete process.env[name];
    }
    Object.assign(process.env, before);
  }
};

const unpack = async (): Promise<Program> => {
  const { version } = JSON.parse(await readFile(join(packageFolder(), 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = join(tmpdir(), `mainstay-browser-${version}-${process.getuid?.() ?? 'user'}`);
  if (existsSync(folder)) return programIn(folder);
  const aside = `${folder}.${process.pid}`;
  await mkdir(aside, { recursive: true });
  await unpackInto(aside);
  const fonts = join(aside, 'fonts', 'fonts.conf');
  const configured = await readFile(fonts, 'utf8');
  await writeFile(
    fonts,
    configured.replaceAll(/<dir>[^<]*<\/dir>/g, `<dir>${join(folder, 'fonts')}</dir>`),
  );
  try {
    renameSync(aside, folder);
  } catch (error) {
    // Another process may have been faster.
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return programIn(folder);
};

const findProgram = async (): Promise<Program> => {
  const wanted = process.env.MAINSTAY_TEST_BROWSER;
  if (wanted === 'packaged') return unpack();
  const path = wanted ?? SYSTEM_PATHS.find((one) => existsSync(one));
  return path === undefined ? unpack() : { path, environment: {} };
};

export const launchBrowser = async (): Promise<Browser> => {
  const { path, environment } = await findProgram();
  return chromium.launch({
    executablePath: path,
    args: ARGUMENTS,
    // Only pages of our own are opened; in most containers the sandbox cannot work.
    chromiumSandbox: false,
    env: { ...process.env, ...environment },
  });
};
