import { count as format, share } from '../locale/number.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Definition } from '../parts/definition.tsx';
import { CELL, HEAD } from '../parts/screen.tsx';

export interface FigureLine {
  readonly key: string;
  readonly name: string;
  readonly meaning: string;
  readonly count: number;
}

interface FiguresProps {
  readonly title: string;
  /** What the lines are: the head of their column. */
  readonly of: string;
  readonly lines: readonly FigureLine[];
  /** What each is a part of. */
  readonly whole: number;
  readonly asTable: boolean;
}

const Bars = ({ title, lines, whole }: FiguresProps) => {
  const locale = useLocale();
  return (
    <ul aria-label={title} className="flex flex-col gap-3">
      {lines.map((line) => (
        <li key={line.key} data-testid="result-line" data-outcome={line.key}>
          <p className="flex items-center gap-1">
            <span>{line.name}</span>
            <Definition of={line.name} meaning={line.meaning} />
            <span className="flex-1" />
            <span className="font-semibold tabular-nums">{format(line.count, locale)}</span>
            <span className="min-w-[7ch] text-end text-12 text-muted tabular-nums">
              {share(line.count, whole, locale)}
            </span>
          </p>
          <div aria-hidden className="h-2 rounded-4 bg-line">
            <div
              className="h-2 rounded-4 bg-accent"
              style={{ width: `${whole === 0 ? 0 : (line.count / whole) * 100}%` }}
            />
          </div>
        </li>
      ))}
    </ul>
  );
};

const Table = ({ title, of, lines, whole }: FiguresProps) => {
  const text = useText();
  const locale = useLocale();
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={title}
      className="scroll"
    >
      <table className="w-full border-collapse text-start" data-testid="results-table">
        <thead>
          <tr>
            <th scope="col" className={HEAD}>
              {of}
            </th>
            <th scope="col" className={`${HEAD} !text-end`}>
              {text('results.requests')}
            </th>
            <th scope="col" className={`${HEAD} !text-end`}>
              {text('results.share')}
            </th>
            <th scope="col" className={HEAD}>
              {text('results.meaning')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key}>
              <th scope="row" className={`${CELL} text-start font-medium`}>
                {line.name}
              </th>
              <td className={`${CELL} text-end tabular-nums`}>{format(line.count, locale)}</td>
              <td className={`${CELL} text-end tabular-nums`}>
                {share(line.count, whole, locale)}
              </td>
              <td className={`${CELL} min-w-56 text-muted`}>{line.meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

/** Counts that are parts of a whole: as bars, or as a table with what each of them means. */
export const Figures = (props: FiguresProps) => (
  <section className="max-w-3xl px-4 py-3">
    <h2 className="pb-2 text-13 font-semibold">{props.title}</h2>
    {props.asTable ? <Table {...props} /> : <Bars {...props} />}
  </section>
);
