import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const PREFIX = 'icon:';
type IconNode = readonly [tag: string, attributes: Readonly<Record<string, string>>];

const circle = (cx: number, cy: number, rx: number, ry: number): string =>
  `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${rx * 2} 0a${rx} ${ry} 0 1 0 ${-rx * 2} 0`;

/**
 * A path that begins with a relative move would begin where the one before it ended. What follows a move without
 * a letter of its own is a line of the move's kind.
 */
const beginAbsolute = (d: string): string =>
  d.replace(
    /^m\s*(-?\d*\.?\d+)[\s,]*(-?\d*\.?\d+)[\s,]*(?=(.?))/,
    (_move, x: string, y: string, next: string) => `M${x} ${y}${/[-.\d]/.test(next) ? 'l' : ''}`,
  );

/** One element of an icon as path data, so that a whole icon is one string. */
const toPath = ([tag, a]: IconNode): string => {
  const n = (name: string): number => Number(a[name] ?? 0);
  switch (tag) {
    case 'path':
      return beginAbsolute(a.d ?? '');
    case 'circle':
      return circle(n('cx'), n('cy'), n('r'), n('r'));
    case 'ellipse':
      return circle(n('cx'), n('cy'), n('rx'), n('ry'));
    case 'line':
      return `M${a.x1} ${a.y1}L${a.x2} ${a.y2}`;
    case 'polyline':
      return `M${a.points}`;
    case 'polygon':
      return `M${a.points}Z`;
    case 'rect': {
      const [x, y, w, h, r] = [n('x'), n('y'), n('width'), n('height'), n('rx')];
      return `M${x + r} ${y}h${w - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${h - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}h${2 * r - w}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - h}a${r} ${r} 0 0 1 ${r} ${-r}Z`;
    }
    default:
      throw new Error(`unknown element of an icon: ${tag}`);
  }
};

/** Vite plugin: `import send from 'icon:send'` gives a lucide icon as path data, without its component. */
export const iconsPlugin = () => {
  const folder = join(
    dirname(createRequire(import.meta.url).resolve('lucide-react')),
    '../esm/icons',
  );
  return {
    name: 'mainstay-icons',
    resolveId: (id: string): string | undefined => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    async load(id: string): Promise<string | undefined> {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const file = join(folder, `${id.slice(PREFIX.length + 1)}.mjs`);
      await readFile(file);
      const { __iconData: icon } = (await import(pathToFileURL(file).href)) as {
        readonly __iconData: { readonly node: readonly IconNode[] };
      };
      return `export default ${JSON.stringify(icon.node.map(toPath).join(''))};`;
    },
  };
};
