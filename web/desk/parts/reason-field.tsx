import { type RefObject, useRef } from 'react';
import { useText } from '../locale/text.ts';
import { Field } from './field.tsx';

/** A reason that says nothing is none. */
export const LEAST_REASON = 10;

export const isReason = (reason: string): boolean => reason.trim().length >= LEAST_REASON;

/** Why somebody does it: chosen from usual ones and then corrected, or typed. */
export const ReasonField = ({
  value,
  onChange,
  usual = [],
  tried,
  rows = 2,
  fieldRef,
}: {
  readonly value: string;
  readonly onChange: (reason: string) => void;
  /** Sentences to begin with. */
  readonly usual?: readonly string[];
  /** It was tried to go on: what is missing is said. */
  readonly tried: boolean;
  readonly rows?: number;
  /** The words' own element, for a dialog that begins there. */
  readonly fieldRef?: RefObject<HTMLTextAreaElement | null>;
}) => {
  const text = useText();
  const own = useRef<HTMLTextAreaElement>(null);
  const words = fieldRef ?? own;
  return (
    <div className="flex flex-col gap-2">
      {usual.length > 0 && (
        <ul aria-label={text('reason.usual')} className="flex flex-wrap gap-1">
          {usual.map((each) => (
            <li key={each}>
              <button
                type="button"
                data-testid="usual-reason"
                onClick={() => {
                  onChange(each);
                  words.current?.focus();
                }}
                className="min-h-6 rounded-6 border border-line px-1.5 py-0.5 text-start text-12 hover:bg-surface pointer-coarse:min-h-11"
              >
                {each}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Field
        label={text('reason.label')}
        hint={text('reason.hint')}
        error={tried && !isReason(value) ? text('reason.short', { least: LEAST_REASON }) : null}
      >
        {(props) => (
          <textarea
            {...props}
            ref={words}
            dir="auto"
            rows={rows}
            maxLength={500}
            data-testid="reason"
            className="control"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
    </div>
  );
};
