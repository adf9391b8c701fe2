/** A stretch of a plain text, as a screen arranges it. */
export type PlainPiece =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'steps'; readonly first: number; readonly items: readonly string[] }
  | { readonly kind: 'points'; readonly items: readonly string[] };

const STEP = /^\s*(\d{1,2})[.)]\s+(\S.*)$/;
const POINT = /^\s*[-•*]\s+(\S.*)$/;

/**
 * Lines that count up from one another become steps, lines with a dash or dot become points, the rest stays words;
 * an empty line parts paragraphs. No character that is said gets lost.
 */
export const arrangePlain = (text: string): readonly PlainPiece[] => {
  const pieces: PlainPiece[] = [];
  let begins = true;
  for (const line of text.split('\n')) {
    if (line.trim() === '') {
      begins = true;
      continue;
    }
    const last = pieces.at(-1);
    const step = STEP.exec(line);
    const point = POINT.exec(line);
    if (step !== null) {
      const [, figure = '1', words = ''] = step;
      const follows = last?.kind === 'steps' && Number(figure) === last.first + last.items.length;
      if (follows) pieces[pieces.length - 1] = { ...last, items: [...last.items, words] };
      else pieces.push({ kind: 'steps', first: Number(figure), items: [words] });
    } else if (point !== null) {
      const words = point[1] ?? '';
      if (last?.kind === 'points')
        pieces[pieces.length - 1] = { ...last, items: [...last.items, words] };
      else pieces.push({ kind: 'points', items: [words] });
    } else if (last?.kind === 'words' && !begins) {
      pieces[pieces.length - 1] = { kind: 'words', text: `${last.text}\n${line}` };
    } else pieces.push({ kind: 'words', text: line });
    begins = false;
  }
  return pieces;
};
