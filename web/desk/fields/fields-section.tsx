import { useEffect, useState } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import type { FieldValues } from '../../../src/contract/fields.ts';
import { isActive } from '../../../src/core/conversation/transitions.ts';
import { isAskedIn, labelIn } from '../../../src/core/fields/field.ts';
import { asFailure } from '../api/failure.ts';
import { useLocale, useText } from '../locale/text.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Failed, failureText } from '../parts/failure.tsx';
import { Field } from '../parts/field.tsx';
import { type CaseField, setValue, useFields, useValues } from './fields-api.ts';
import { ValueInput } from './value-input.tsx';

type Value = FieldValues['values'][number];

const COPIED: ReadonlySet<CaseField['kind']> = new Set(['txid', 'address', 'amount', 'number']);

/** One field: what is left in it is kept when the person goes on. */
const OneField = ({
  conversationId,
  field,
  stored,
  disabled,
}: {
  readonly conversationId: string;
  readonly field: CaseField;
  readonly stored: Value | undefined;
  readonly disabled: boolean;
}) => {
  const text = useText();
  const locale = useLocale();
  const kept = stored?.value ?? '';
  const [value, setTyped] = useState(kept);
  const [saved, setSaved] = useState(kept);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    setTyped(kept);
    setSaved(kept);
  }, [kept]);
  const done = (given: string): void => {
    const next = given.trim();
    if (next === saved) return;
    setError(null);
    setSaved(next);
    setValue(conversationId, field.fieldId, next === '' ? null : next)
      .then(({ values }) => {
        const now = values.find(({ fieldId }) => fieldId === field.fieldId)?.value ?? '';
        setTyped(now);
        setSaved(now);
      })
      .catch((thrown: unknown) => {
        setSaved(kept);
        setError(failureText(asFailure(thrown), text));
      });
  };
  const label = labelIn(field.labels, locale);
  const hint =
    stored?.givenBy === 'customer'
      ? text('field.by_customer')
      : field.requiredToSolve && kept === ''
        ? text('field.required_to_solve')
        : undefined;
  return (
    <div className="flex items-start gap-1" data-testid={`field-${field.key}`}>
      <div className="min-w-0 flex-1">
        <Field label={field.requiredToSolve ? `${label} *` : label} hint={hint} error={error}>
          {(props) => (
            <ValueInput
              {...props}
              field={field}
              value={value}
              disabled={disabled}
              onChange={setTyped}
              onDone={done}
            />
          )}
        </Field>
      </div>
      {kept !== '' && COPIED.has(field.kind) && <CopyButton value={kept} className="mt-5" />}
    </div>
  );
};

/** What is to be filled in for this conversation, and what was. */
export const FieldsSection = ({
  conversation,
  seenBy,
}: {
  readonly conversation: DeskConversation;
  readonly seenBy: string;
}) => {
  const text = useText();
  const fields = useFields();
  const values = useValues(conversation.id, seenBy);
  const failed = fields.isError ? fields : values.isError ? values : null;
  if (failed !== null)
    return (
      <Failed what="failed.fields" thrown={failed.error} onRetry={() => void failed.refetch()} />
    );
  if (fields.data === undefined || values.data === undefined) return null;
  const stored = new Map(values.data.values.map((value) => [value.fieldId, value]));
  // What was given stays readable, whatever the category is now.
  const shown = fields.data.filter(
    (field) => isAskedIn(field, conversation.category) || stored.has(field.fieldId),
  );
  if (shown.length === 0) return null;
  return (
    <section className="flex flex-col gap-3 border-t border-line px-4 py-3" data-testid="fields">
      <h3 className="text-12 font-semibold">{text('case.fields')}</h3>
      {shown.map((field) => (
        <OneField
          key={field.fieldId}
          conversationId={conversation.id}
          field={field}
          stored={stored.get(field.fieldId)}
          disabled={field.retired || !isActive(conversation.status)}
        />
      ))}
    </section>
  );
};
