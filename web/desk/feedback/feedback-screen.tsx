import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Star } from 'lucide-react';
import { useState } from 'react';
import type { FeedbackReport, RatingFigures } from '../../../src/contract/feedback.ts';
import { PERIODS } from '../assistant/results.ts';
import { count } from '../locale/number.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { CELL, HEAD, Screen, TABLE } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { getFeedback } from './feedback-api.ts';
import { ScoreCells } from './score-words.tsx';

interface Line {
  readonly key: string;
  readonly name: string;
  readonly figures: RatingFigures;
}

const Scores = ({
  title,
  of,
  lines,
}: {
  readonly title: string;
  readonly of: string;
  readonly lines: readonly Line[];
}) => {
  const text = useText();
  if (lines.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-15 font-semibold">{title}</h2>
      <div className="overflow-x-auto">
        <table className={TABLE}>
          <thead>
            <tr>
              <th className={HEAD}>{of}</th>
              <th className={`${HEAD} text-end`}>{text('feedback.count')}</th>
              <th className={`${HEAD} text-end`}>{text('feedback.mean')}</th>
              <th className={`${HEAD} text-end`}>{text('feedback.good')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ key, name, figures }) => (
              <tr key={key}>
                <th scope="row" className={`${CELL} text-start font-medium`}>
                  <bdi>{name}</bdi>
                </th>
                <ScoreCells figures={figures} cell={CELL} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

const Reasons = ({ reasons }: Pick<FeedbackReport, 'reasons'>) => {
  const text = useText();
  const locale = useLocale();
  if (reasons.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-15 font-semibold">{text('feedback.reasons')}</h2>
      <ul className="flex flex-wrap gap-2">
        {reasons.map(({ reason, count: times }) => (
          <li key={reason} className="rounded-10 border border-line px-3 py-1.5">
            {text(`feedback.reason.${reason as 'fast'}`)}{' '}
            <span className="text-muted tabular-nums">{count(times, locale)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};

const Report = ({ report }: { readonly report: FeedbackReport }) => {
  const text = useText();
  const asked = report.kinds.find(({ kind }) => kind === 'nps')?.figures.count ?? 0;
  if (report.kinds.every(({ figures }) => figures.count === 0))
    return <Empty icon={Star} sentence={text('feedback.none')} />;
  return (
    <div data-testid="feedback" className="flex flex-col gap-8 p-4">
      <p className="text-muted">{text('feedback.fair', { count: report.fairCount })}</p>
      <Scores
        title={text('feedback.kinds')}
        of={text('feedback.kind')}
        lines={[
          ...report.kinds.flatMap(({ kind, figures }) =>
            kind === 'nps' ? [] : [{ key: kind, name: text(`feedback.kind.${kind}`), figures }],
          ),
          { key: 'assistant', name: text('assistant'), figures: report.assistant },
        ]}
      />
      {asked > 0 && (
        <p>
          {report.nps === null
            ? text('feedback.nps.too_few', { count: asked })
            : text('feedback.nps', { nps: report.nps, count: asked })}
        </p>
      )}
      <Scores
        title={text('feedback.by_category')}
        of={text('action.category')}
        lines={report.byCategory.map(({ category, figures }) => ({
          key: category,
          name: text(`category.${category}`),
          figures,
        }))}
      />
      <Scores
        title={text('feedback.by_agent')}
        of={text('feedback.agent')}
        lines={report.byAgent.map(({ agentId, name, figures }) => ({
          key: agentId,
          name,
          figures,
        }))}
      />
      <Reasons reasons={report.reasons} />
    </div>
  );
};

/** What customers said, with no figure that few ratings cannot carry. */
export const FeedbackScreen = () => {
  const text = useText();
  const [days, setDays] = useState<number>(30);
  const query = useQuery({
    queryKey: ['feedback', days],
    queryFn: () => getFeedback(days),
    placeholderData: keepPreviousData,
  });
  return (
    <Screen
      title={text('nav.feedback')}
      actions={
        <select
          aria-label={text('results.period')}
          className="control !w-auto"
          value={days}
          onChange={(event) => setDays(Number(event.target.value))}
        >
          {PERIODS.map((each) => (
            <option key={each} value={each}>
              {text('results.days', { days: each })}
            </option>
          ))}
        </select>
      }
    >
      {query.data !== undefined ? (
        <Report report={query.data} />
      ) : query.isError ? (
        <Failed what="failed.feedback" thrown={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <ScreenSkeleton />
      )}
    </Screen>
  );
};
