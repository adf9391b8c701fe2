import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Bot, ChartBar, Table2 } from 'lucide-react';
import { useState } from 'react';
import type { AssistantResults } from '../../../src/contract/assistant.ts';
import { getResults } from '../api/assistant-api.ts';
import { count, share } from '../locale/number.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Definition } from '../parts/definition.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { Screen } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { Figures } from './figures.tsx';
import { OUTCOMES, PERIODS, reasonsOf } from './results.ts';

const FIRST_PERIOD = 30;

const Headline = ({ results }: { readonly results: AssistantResults }) => {
  const text = useText();
  const locale = useLocale();
  const name = text('results.settled');
  return (
    <dl className="flex flex-wrap gap-3 p-4 pb-1">
      <div className="min-w-40 rounded-10 border border-line px-4 py-2">
        <dt className="flex items-center gap-1 text-12 text-muted">
          {name}
          <Definition of={name} meaning={text('results.settled.meaning')} />
        </dt>
        <dd data-testid="strict-resolution" className="text-22 font-semibold tabular-nums">
          {share(results.settled, results.started, locale)}
        </dd>
      </div>
      <div className="min-w-40 rounded-10 border border-line px-4 py-2">
        <dt className="flex items-center gap-1 text-12 text-muted">
          {text('results.started')}
          <Definition of={text('results.started')} meaning={text('results.started.meaning')} />
        </dt>
        <dd className="text-22 font-semibold tabular-nums">{count(results.started, locale)}</dd>
      </div>
    </dl>
  );
};

const Results = ({
  results,
  asTable,
}: {
  readonly results: AssistantResults;
  readonly asTable: boolean;
}) => {
  const text = useText();
  const reasons = reasonsOf(results);
  return (
    <div data-testid="assistant-results" className="pb-6">
      <Headline results={results} />
      <Figures
        title={text('results.outcomes')}
        of={text('results.outcome')}
        whole={results.started}
        asTable={asTable}
        lines={OUTCOMES.map((outcome) => ({
          key: outcome,
          name: text(`results.${outcome}`),
          meaning: text(`results.${outcome}.meaning`),
          count: results[outcome],
        }))}
      />
      {reasons.length > 0 && (
        <Figures
          title={text('results.reasons')}
          of={text('results.reason')}
          whole={reasons.reduce((sum, each) => sum + each.count, 0)}
          asTable={asTable}
          lines={reasons.map((each) => ({
            key: each.reason,
            name: text(`handover.${each.reason}`),
            meaning: text(`assistant.why.${each.reason}`),
            count: each.count,
          }))}
        />
      )}
    </div>
  );
};

/** What became of the requests that began with the assistant. */
export const ResultsScreen = () => {
  const text = useText();
  const [days, setDays] = useState<number>(FIRST_PERIOD);
  const [asTable, setAsTable] = useState(false);
  const query = useQuery({
    queryKey: ['assistant-results', days],
    queryFn: () => getResults(days),
    placeholderData: keepPreviousData,
  });
  const results = query.data;
  const actions = (
    <>
      <select
        aria-label={text('results.period')}
        data-testid="results-period"
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
      <Button
        icon={asTable ? ChartBar : Table2}
        data-testid="results-as"
        onClick={() => setAsTable(!asTable)}
      >
        {text(asTable ? 'results.as_bars' : 'results.as_table')}
      </Button>
    </>
  );
  return (
    <Screen title={text('results.title')} actions={actions}>
      {query.isError && results === undefined && (
        <Failed what="failed.results" thrown={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <ScreenSkeleton />}
      {results !== undefined &&
        (results.started === 0 ? (
          <Empty icon={Bot} sentence={text('results.empty')}>
            {days < 365 && (
              <Button onClick={() => setDays(365)}>{text('results.empty_action')}</Button>
            )}
          </Empty>
        ) : (
          <Results results={results} asTable={asTable} />
        ))}
    </Screen>
  );
};
