import { Download } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../locale/text.ts';
import { Field } from '../parts/field.tsx';
import { Switch } from '../parts/switch.tsx';
import { beginOf, endOf } from './days.ts';

type Format = 'csv' | 'jsonl';

/** The browser fetches it as a file: it may be far longer than what a page could hold. */
const addressOf = (format: Format, first: string, last: string, words: boolean): string => {
  const query = new URLSearchParams({ format });
  const [since, until] = [beginOf(first), endOf(last)];
  if (since !== undefined) query.set('since', String(since));
  if (until !== undefined) query.set('until', String(until));
  if (words && format === 'jsonl') query.set('words', 'yes');
  return `/api/desk/exports/conversations?${query}`;
};

/** Conversations as a file. */
export const ExportForm = () => {
  const text = useText();
  const [format, setFormat] = useState<Format>('csv');
  const [first, setFirst] = useState('');
  const [last, setLast] = useState('');
  const [words, setWords] = useState(false);
  return (
    <section aria-labelledby="export" className="flex flex-col gap-3">
      <div>
        <h2 id="export" className="text-15 font-semibold">
          {text('integration.export.title')}
        </h2>
        <p className="text-muted">{text('integration.export.lead')}</p>
      </div>
      <div className="flex flex-wrap items-end gap-3">
        <Field label={text('integration.from_day')}>
          {(props) => (
            <input
              {...props}
              type="date"
              className="control"
              value={first}
              onChange={(event) => setFirst(event.target.value)}
            />
          )}
        </Field>
        <Field label={text('integration.to_day')}>
          {(props) => (
            <input
              {...props}
              type="date"
              className="control"
              value={last}
              onChange={(event) => setLast(event.target.value)}
            />
          )}
        </Field>
        <Field label={text('integration.export.format')}>
          {(props) => (
            <select
              {...props}
              className="control"
              value={format}
              onChange={(event) => setFormat(event.target.value === 'jsonl' ? 'jsonl' : 'csv')}
            >
              <option value="csv">CSV</option>
              <option value="jsonl">JSON Lines</option>
            </select>
          )}
        </Field>
        <a
          href={addressOf(format, first, last, words)}
          download
          data-testid="export"
          className="inline-flex min-h-8 items-center justify-center gap-1.5 rounded-6 border border-input bg-bg px-3 py-1 text-13 font-medium hover:bg-surface pointer-coarse:min-h-11"
        >
          <Download aria-hidden size={15} />
          {text('integration.export.run')}
        </a>
      </div>
      {format === 'jsonl' && (
        <Switch checked={words} onChange={setWords}>
          {text('integration.export.words')}
        </Switch>
      )}
    </section>
  );
};
