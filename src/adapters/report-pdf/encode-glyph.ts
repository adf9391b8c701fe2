/** A step of an outline, as fontkit gives it. */
export interface OutlineStep {
  readonly command: string;
  readonly args: readonly number[];
}

interface OutlinePoint {
  readonly x: number;
  readonly y: number;
  readonly isOnCurve: boolean;
}

const pointAt = (args: readonly number[], index: number, isOnCurve: boolean): OutlinePoint => ({
  x: Math.round(args[index] ?? 0),
  y: Math.round(args[index + 1] ?? 0),
  isOnCurve,
});

const contoursOf = (steps: readonly OutlineStep[]): readonly (readonly OutlinePoint[])[] => {
  const contours: OutlinePoint[][] = [];
  for (const { command, args } of steps) {
    if (command === 'moveTo') contours.push([pointAt(args, 0, true)]);
    else if (command === 'lineTo') contours.at(-1)?.push(pointAt(args, 0, true));
    else if (command === 'quadraticCurveTo') {
      contours.at(-1)?.push(pointAt(args, 0, false), pointAt(args, 2, true));
    } else if (command !== 'closePath') throw new Error(`an outline with ${command}`);
  }
  return contours
    .map((contour) => {
      const [first, last] = [contour[0], contour.at(-1)];
      const closes = contour.length > 1 && first?.x === last?.x && first?.y === last?.y;
      // A contour is closed by itself.
      return closes && last?.isOnCurve ? contour.slice(0, -1) : contour;
    })
    .filter((contour) => contour.length > 0);
};

const ON_CURVE = 1;
const HEADER_BYTES = 10;
/** A flag and two coordinates of two bytes each. */
const POINT_BYTES = 5;

/**
 * An outline as an entry of a TrueType font's `glyf` table: a simple glyph without instructions, coordinates as
 * differences of two bytes (OpenType specification, "glyf — Glyph Data"). Empty for an empty outline.
 */
export const encodeGlyph = (steps: readonly OutlineStep[]): Uint8Array => {
  const contours = contoursOf(steps);
  const points = contours.flat();
  if (points.length === 0) return new Uint8Array();
  const size = HEADER_BYTES + 2 * contours.length + 2 + POINT_BYTES * points.length;
  // Entries begin at multiples of four.
  const bytes = new Uint8Array(Math.ceil(size / 4) * 4);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const write16 = (value: number): void => {
    view.setInt16(at, value);
    at += 2;
  };
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  for (const value of [contours.length, Math.min(...xs), Math.min(...ys), Math.max(...xs)]) {
    write16(value);
  }
  write16(Math.max(...ys));
  let end = -1;
  for (const contour of contours) {
    end += contour.length;
    write16(end);
  }
  write16(0);
  for (const { isOnCurve } of points) bytes[at++] = isOnCurve ? ON_CURVE : 0;
  for (const values of [xs, ys]) {
    values.forEach((value, index) => {
      write16(value - (index === 0 ? 0 : (values[index - 1] ?? 0)));
    });
  }
  return bytes;
};
