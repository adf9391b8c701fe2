import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PageHandler } from '../contract/page.ts';
import type { CreatePortal, PortalSite } from '../contract/portal.ts';
import { createHelpCentre, type HelpSource } from '../features/helpcentre/index.ts';
import type { Config } from '../platform/config/config.ts';
import { WEB_OUTPUT } from './web-build.ts';

/** Where page-settings.ts serves what the pages load. */
const MOUNT = '/portal';
const ENTRY = 'client/main.ts';

interface Manifest {
  readonly [entry: string]: { readonly file: string; readonly css?: readonly string[] } | undefined;
}

const readAssets = async (): Promise<PortalSite['assets']> => {
  const file = join(WEB_OUTPUT, 'portal', '.vite', 'manifest.json');
  const entry = (JSON.parse(await readFile(file, 'utf8')) as Manifest)[ENTRY];
  const [style] = entry?.css ?? [];
  if (entry === undefined || style === undefined) throw new Error(`${file} lacks ${ENTRY}`);
  return { style: `${MOUNT}/${style}`, script: `${MOUNT}/${entry.file}` };
};

/** The help centre's pages, as Vite built them. Throws where they were not built. */
export const createHelpPages = async (
  { http: { publicOrigin, embedOrigins }, exchangeName, exchangePage }: Config,
  source: HelpSource,
): Promise<PageHandler> => {
  const bundle = pathToFileURL(join(WEB_OUTPUT, 'portal-server', 'portal.js')).href;
  try {
    const assets = await readAssets();
    const { createPortal } = (await import(bundle)) as { readonly createPortal: CreatePortal };
    const portal = createPortal({
      origin: publicOrigin,
      exchangeName,
      exchangePage: exchangePage ?? embedOrigins[0] ?? null,
      assets,
    });
    return createHelpCentre({ source, portal, publicOrigin });
  } catch (cause) {
    throw new Error('The web pages for /help are not built.', { cause });
  }
};
