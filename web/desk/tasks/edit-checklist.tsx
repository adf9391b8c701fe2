import { Plus, X } from 'lucide-react';
import { labelIn } from '../../../src/core/tasks/department.ts';
import type { Locale } from '../../../src/core/vocabulary.ts';
import { useText } from '../locale/text.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Switch } from '../parts/switch.tsx';
import type { Terms } from './tasks-api.ts';

type Items = Terms['checklist'];
export type SetWords = (labels: Terms['names'], locale: Locale, value: string) => Terms['names'];

/** What has to be ticked before a task is done. */
export const EditChecklist = ({
  items,
  locale,
  setWords,
  onChange,
}: {
  readonly items: Items;
  readonly locale: Locale;
  readonly setWords: SetWords;
  readonly onChange: (items: Items) => void;
}) => {
  const text = useText();
  const change = (itemId: string, next: Partial<Items[number]>): void =>
    onChange(items.map((item) => (item.itemId === itemId ? { ...item, ...next } : item)));
  return (
    <fieldset className="flex flex-col gap-2 rounded-10 border border-line p-3">
      <legend className="px-1 text-12 font-medium">{text('task.checklist')}</legend>
      {items.map((item) => (
        <div key={item.itemId} className="flex flex-wrap items-center gap-2">
          <input
            aria-label={text('department.item')}
            dir="auto"
            maxLength={120}
            className="control min-w-40 flex-1"
            placeholder={labelIn(item.labels, locale)}
            value={item.labels[locale] ?? ''}
            onChange={(event) =>
              change(item.itemId, { labels: setWords(item.labels, locale, event.target.value) })
            }
          />
          <Switch
            checked={item.required}
            onChange={(required) => change(item.itemId, { required })}
          >
            {text('department.required')}
          </Switch>
          <IconButton
            icon={X}
            label={text('remove')}
            onClick={() => onChange(items.filter(({ itemId }) => itemId !== item.itemId))}
          />
        </div>
      ))}
      <Button
        icon={Plus}
        className="self-start"
        data-testid="item-add"
        onClick={() =>
          onChange([...items, { itemId: crypto.randomUUID(), labels: {}, required: true }])
        }
      >
        {text('department.item_add')}
      </Button>
    </fieldset>
  );
};
