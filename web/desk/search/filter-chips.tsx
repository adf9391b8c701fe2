import { ListFilter, X } from 'lucide-react';
import { CATEGORIES, LOCALES, STATUSES } from '../../../src/core/vocabulary.ts';
import { hasText, type Text, type TextKey, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { type Choice, PickMenu } from '../parts/pick-menu.tsx';
import { type Filter, type FilterKey, filtersOf, withFilter, withoutFilter } from './query-text.ts';

interface ChipsProps {
  readonly q: string;
  readonly onChange: (q: string) => void;
}

const NAMES: Readonly<Record<FilterKey, TextKey>> = {
  status: 'search.key.status',
  priority: 'search.key.priority',
  category: 'search.key.category',
  tier: 'search.key.tier',
  locale: 'search.key.locale',
  tag: 'search.key.tag',
  team: 'search.key.team',
  assignee: 'search.key.assignee',
  customer: 'search.key.customer',
  number: 'search.key.number',
  after: 'search.key.after',
  before: 'search.key.before',
};

const valueText = (text: Text, { key, value }: Filter): string => {
  const named = `${key}.${value.toLowerCase()}`;
  return hasText(named) ? text(named) : value;
};

const Add = <K extends FilterKey>({
  label,
  filterKey,
  values,
  q,
  onChange,
}: ChipsProps & {
  readonly label: string;
  readonly filterKey: K;
  readonly values: readonly Choice<string>[];
}) => (
  <PickMenu
    label={label}
    choices={values}
    value={null}
    onPick={(value) => onChange(withFilter(q, filterKey, value))}
    trigger={
      <Button tone="quiet" icon={ListFilter} className="text-muted">
        {label}
      </Button>
    }
  />
);

/** The filters in force, each of which can be taken away, and those most often wanted. */
export const FilterChips = ({ q, onChange }: ChipsProps) => {
  const text = useText();
  return (
    <div className="flex flex-wrap items-center gap-1 px-4 pb-2">
      {filtersOf(q).map((filter) => (
        <button
          key={filter.raw}
          type="button"
          data-testid="search-filter"
          aria-label={text('search.remove_filter', {
            filter: `${text(NAMES[filter.key])} ${valueText(text, filter)}`,
          })}
          onClick={() => onChange(withoutFilter(q, filter))}
          className="inline-flex min-h-7 items-center gap-1 rounded-6 border border-accent bg-sel px-2 text-12 font-medium text-accent pointer-coarse:min-h-11"
        >
          {text(NAMES[filter.key])} <bdi>{valueText(text, filter)}</bdi>
          <X aria-hidden size={12} />
        </button>
      ))}
      <Add
        q={q}
        onChange={onChange}
        filterKey="status"
        label={text('search.key.status')}
        values={STATUSES.map((value) => ({ value, label: text(`status.${value}`) }))}
      />
      <Add
        q={q}
        onChange={onChange}
        filterKey="category"
        label={text('search.key.category')}
        values={CATEGORIES.map((value) => ({ value, label: text(`category.${value}`) }))}
      />
      <Add
        q={q}
        onChange={onChange}
        filterKey="locale"
        label={text('search.key.locale')}
        values={LOCALES.map((value) => ({ value, label: text(`locale.${value}`) }))}
      />
    </div>
  );
};
