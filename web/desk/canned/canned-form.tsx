import { useState } from 'react';
import type { CannedResponse } from '../../../src/contract/desk.ts';
import { CATEGORIES, type Category, LOCALES, type Locale } from '../../../src/core/vocabulary.ts';
import { type CannedInput, createCanned, updateCanned } from '../api/desk-api.ts';
import { unknownVariables, VARIABLES } from '../composer/variables.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';

interface FormProps {
  readonly response: CannedResponse | null;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

const EMPTY: CannedInput = { shortcut: '', title: '', category: null, texts: {} };

const withoutEmpty = (texts: CannedInput['texts']): CannedInput['texts'] =>
  Object.fromEntries(Object.entries(texts).filter(([, words]) => words.trim() !== ''));

/** What is wrong with it, before the server is asked. */
const faultOf = (input: CannedInput): 'shortcut' | 'title' | 'texts' | null => {
  if (!/^[a-z0-9-]{1,32}$/.test(input.shortcut)) return 'shortcut';
  if (input.title.trim() === '') return 'title';
  return Object.keys(withoutEmpty(input.texts)).length === 0 ? 'texts' : null;
};

const Words = ({
  texts,
  fault,
  onChange,
}: {
  readonly texts: CannedInput['texts'];
  readonly fault: boolean;
  readonly onChange: (texts: CannedInput['texts']) => void;
}) => {
  const text = useText();
  const own = useLocale();
  const [locale, setLocale] = useState<Locale>(own);
  const words = texts[locale] ?? '';
  const strange = unknownVariables(words);
  return (
    <div className="flex flex-col gap-2">
      <div role="tablist" aria-label={text('canned.languages')} className="flex flex-wrap gap-1">
        {LOCALES.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            aria-selected={each === locale}
            onClick={() => setLocale(each)}
            className="h-7 rounded-6 border border-line px-2 text-12 font-medium text-muted aria-selected:border-accent aria-selected:text-accent pointer-coarse:h-11"
          >
            {text(`locale.${each}`)}
            {(texts[each] ?? '') !== '' && ' ✓'}
          </button>
        ))}
      </div>
      <Field
        label={text('canned.words', { language: text(`locale.${locale}`) })}
        hint={text('canned.variables', {
          list: VARIABLES.map((name) => `{{${name}}}`).join('  '),
        })}
        error={
          strange.length > 0
            ? text('canned.unknown_variable', { name: strange[0] ?? '' })
            : fault
              ? text('canned.fault.texts')
              : null
        }
      >
        {(props) => (
          <textarea
            {...props}
            dir="auto"
            rows={5}
            maxLength={8_000}
            data-testid="canned-words"
            className="control"
            value={words}
            onChange={(event) => onChange({ ...texts, [locale]: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
};

/** A canned response with its texts in every language it has. */
export const CannedForm = ({ response, onClose, onSaved }: FormProps) => {
  const text = useText();
  const [input, setInput] = useState<CannedInput>(() => {
    if (response === null) return EMPTY;
    const { id, ...rest } = response;
    return rest;
  });
  const [tried, setTried] = useState(false);
  const { busy, error, submit } = useSubmit();
  const fault = tried ? faultOf(input) : null;
  const change = (next: Partial<CannedInput>): void =>
    setInput((before) => ({ ...before, ...next }));
  const save = (): void => {
    setTried(true);
    if (faultOf(input) !== null) return;
    const clean = { ...input, texts: withoutEmpty(input.texts) };
    void submit(async () => {
      await (response === null ? createCanned(clean) : updateCanned(response.id, clean));
      onSaved();
      onClose();
    });
  };
  return (
    <Dialog
      title={text(response === null ? 'canned.new' : 'canned.edit')}
      open
      onClose={onClose}
      wide
      testId="canned-form"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div className="grid grid-cols-3 gap-3 max-md:grid-cols-1">
          <Field
            label={text('canned.shortcut')}
            hint={text('canned.shortcut_hint')}
            error={fault === 'shortcut' ? text('canned.fault.shortcut') : null}
          >
            {(props) => (
              <input
                {...props}
                dir="ltr"
                maxLength={32}
                className="control font-mono"
                value={input.shortcut}
                onChange={(event) => change({ shortcut: event.target.value.toLowerCase() })}
              />
            )}
          </Field>
          <Field
            label={text('canned.title')}
            error={fault === 'title' ? text('canned.fault.title') : null}
          >
            {(props) => (
              <input
                {...props}
                dir="auto"
                maxLength={120}
                className="control"
                value={input.title}
                onChange={(event) => change({ title: event.target.value })}
              />
            )}
          </Field>
          <Field label={text('canned.category')}>
            {(props) => (
              <select
                {...props}
                className="control"
                value={input.category ?? ''}
                onChange={(event) =>
                  change({
                    category: event.target.value === '' ? null : (event.target.value as Category),
                  })
                }
              >
                <option value="">{text('canned.any_category')}</option>
                {CATEGORIES.map((each) => (
                  <option key={each} value={each}>
                    {text(`category.${each}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <Words
          texts={input.texts}
          fault={fault === 'texts'}
          onChange={(texts) => change({ texts })}
        />
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button tone="primary" type="submit" busy={busy}>
            {text('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
