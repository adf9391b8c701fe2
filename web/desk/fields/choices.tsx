import { Plus, Trash2 } from 'lucide-react';
import type { Locale } from '../../../src/core/vocabulary.ts';
import { useText } from '../locale/text.ts';
import { Button, IconButton } from '../parts/button.tsx';
import type { NewCaseField } from './fields-api.ts';

export type Change = (next: Partial<NewCaseField>) => void;

/** What can be chosen: a value that stays, and what it is called in each language. */
export const Choices = ({
  input,
  locale,
  onChange,
}: {
  readonly input: NewCaseField;
  readonly locale: Locale;
  readonly onChange: Change;
}) => {
  const text = useText();
  const { choices } = input;
  const set = (at: number, next: Partial<NewCaseField['choices'][number]>): void =>
    onChange({ choices: choices.map((each, i) => (i === at ? { ...each, ...next } : each)) });
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1 text-12 font-medium">{text('fields.choices')}</legend>
      {choices.map((choice, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; its value is being typed
        <div key={at} className="flex items-center gap-2">
          <input
            aria-label={text('fields.choice_value')}
            placeholder={text('fields.choice_value')}
            dir="ltr"
            maxLength={40}
            className="control w-40 font-mono"
            value={choice.value}
            onChange={(event) => set(at, { value: event.target.value.toLowerCase() })}
          />
          <input
            aria-label={text('fields.choice_label', { language: text(`locale.${locale}`) })}
            placeholder={text('fields.choice_label', { language: text(`locale.${locale}`) })}
            dir="auto"
            maxLength={120}
            className="control flex-1"
            value={choice.labels[locale] ?? ''}
            onChange={(event) =>
              set(at, { labels: { ...choice.labels, [locale]: event.target.value } })
            }
          />
          <IconButton
            icon={Trash2}
            label={text('fields.choice_remove')}
            onClick={() => onChange({ choices: choices.filter((_, i) => i !== at) })}
          />
        </div>
      ))}
      <Button
        icon={Plus}
        className="self-start"
        onClick={() => onChange({ choices: [...choices, { value: '', labels: {} }] })}
      >
        {text('fields.choice_add')}
      </Button>
    </fieldset>
  );
};
