import { useState } from 'react';
import type { CannedResponse } from '../../../src/contract/desk.ts';
import { type CannedInput, createCanned, updateCanned } from '../api/desk-api.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';
import { isShortcut, SavedHeading } from './saved-heading.tsx';
import { SavedWords, withoutEmpty } from './saved-words.tsx';

interface FormProps {
  readonly response: CannedResponse | null;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

const EMPTY: CannedInput = { shortcut: '', title: '', category: null, texts: {} };

/** What is wrong with it, before the server is asked. */
const faultOf = (input: CannedInput): 'shortcut' | 'title' | 'texts' | null => {
  if (!isShortcut(input.shortcut)) return 'shortcut';
  if (input.title.trim() === '') return 'title';
  return Object.keys(withoutEmpty(input.texts)).length === 0 ? 'texts' : null;
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
        <SavedHeading input={input} fault={fault} testId="canned" onChange={change} />
        <SavedWords
          texts={input.texts}
          fault={fault === 'texts' ? text('canned.fault.texts') : null}
          testId="canned-words"
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
