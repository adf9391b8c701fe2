import type { PromiseFigures } from '../../../src/contract/promise.ts';
import { count, share } from '../locale/number.ts';
import { useLocale, useText } from '../locale/text.ts';
import { duration } from '../locale/time.ts';
import { CELL, HEAD, TABLE } from '../parts/screen.tsx';

type Judged = PromiseFigures['total'];

export interface KeptLine {
  readonly key: string;
  readonly name: string;
  readonly judged: Judged;
}

const NUMBER = `${CELL} text-end tabular-nums`;

/** How much of what was promised was kept, a line a group; a bar repeats the share, the number says it. */
export const KeptTable = ({
  title,
  of,
  lines,
}: {
  readonly title: string;
  readonly of: string;
  readonly lines: readonly KeptLine[];
}) => {
  const text = useText();
  const locale = useLocale();
  const time = (ms: number | null): string => (ms === null ? '–' : duration(ms, text));
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-13 font-semibold">{title}</h2>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={title}
        className="scroll"
      >
        <table className={TABLE}>
          <thead>
            <tr>
              <th className={HEAD}>{of}</th>
              <th className={`${HEAD} w-40`}>{text('kept.share')}</th>
              <th className={`${HEAD} !text-end`}>{text('kept.judged')}</th>
              <th className={`${HEAD} !text-end`}>{text('kept.moved')}</th>
              <th className={`${HEAD} !text-end`}>{text('kept.median_promised')}</th>
              <th className={`${HEAD} !text-end`}>{text('kept.median_actual')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ key, name, judged }) => (
              <tr key={key} data-testid="kept-line">
                <td className={CELL}>{name}</td>
                <td className={CELL}>
                  <span className="flex items-center gap-2">
                    <span className="min-w-[7ch] font-semibold tabular-nums">
                      {share(judged.kept, judged.judged, locale)}
                    </span>
                    <span aria-hidden className="h-2 w-20 rounded-4 bg-line">
                      <span
                        className="block h-2 rounded-4 bg-accent"
                        style={{ width: `${(judged.kept / Math.max(1, judged.judged)) * 100}%` }}
                      />
                    </span>
                  </span>
                </td>
                <td className={NUMBER}>{count(judged.judged, locale)}</td>
                <td className={NUMBER}>{share(judged.moved, judged.judged, locale)}</td>
                <td className={NUMBER}>{time(judged.medianPromisedMs)}</td>
                <td className={NUMBER}>{time(judged.medianActualMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
};
