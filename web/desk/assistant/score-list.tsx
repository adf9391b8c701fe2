import { Check } from 'lucide-react';
import { score as format } from '../locale/number.ts';
import { useLocale, useText } from '../locale/text.ts';

export interface ScoreLine {
  readonly key: string;
  readonly name: string;
  readonly detail: string | null;
  readonly score: number;
  /** It was said or offered. */
  readonly chosen: boolean;
}

/** Names with their scores, each with a bar as long as its score is of the largest (of 1 at least). */
export const ScoreList = ({ lines }: { readonly lines: readonly ScoreLine[] }) => {
  const text = useText();
  const locale = useLocale();
  if (lines.length === 0) return <p className="text-muted">{text('turns.none')}</p>;
  const largest = Math.max(1, ...lines.map(({ score }) => score));
  return (
    <ul className="flex flex-col gap-1">
      {lines.map((line) => (
        <li key={line.key}>
          <p className="flex items-baseline gap-2">
            <bdi className={`min-w-0 flex-1 ${line.chosen ? 'font-semibold' : ''}`}>
              {line.name}
              {line.detail !== null && (
                <span className="font-normal text-muted"> · {line.detail}</span>
              )}
            </bdi>
            {line.chosen && (
              <span className="inline-flex shrink-0 items-center gap-1 text-11 text-ok">
                <Check aria-hidden size={12} />
                {text('turns.chosen')}
              </span>
            )}
            <bdi dir="ltr" className="shrink-0 text-12 tabular-nums">
              {format(line.score, locale)}
            </bdi>
          </p>
          <div aria-hidden className="mt-0.5 h-1 rounded-4 bg-line">
            <div
              className="h-1 rounded-4 bg-accent"
              style={{ width: `${Math.max(0, (line.score / largest) * 100)}%` }}
            />
          </div>
        </li>
      ))}
    </ul>
  );
};
