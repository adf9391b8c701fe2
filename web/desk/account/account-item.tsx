import { hasText, type Text, useText } from '../locale/text.ts';
import { FieldValue } from './field-value.tsx';
import { RevealPopover } from './reveal-popover.tsx';
import type { AccountField, AccountItem } from './use-account.ts';

/** What a field is called; its name in the contract where nobody has put it into words. */
const fieldName = (label: string, text: Text): string => {
  const key = `account.field.${label}`;
  return hasText(key) ? text(key) : label;
};

export interface FieldsProps {
  readonly conversationId: string;
  readonly item: AccountItem;
  /** See `RevealPopover`. */
  readonly spent: number | null;
}

const Line = ({
  conversationId,
  field,
  spent,
}: Omit<FieldsProps, 'item'> & { readonly field: AccountField }) => {
  const text = useText();
  const name = fieldName(field.label, text);
  return (
    <div
      data-testid="account-field"
      data-key={field.key}
      data-revealed={field.value !== null}
      className="flex items-baseline justify-between gap-3 py-0.5"
    >
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="flex min-w-0 items-baseline text-end">
        {field.value !== null ? (
          <FieldValue field={field} value={field.value} />
        ) : (
          <bdi dir="ltr" className="truncate font-mono text-12 text-muted">
            {field.masked}
          </bdi>
        )}
        {field.revealable && (
          <RevealPopover conversationId={conversationId} field={field} name={name} spent={spent} />
        )}
      </dd>
    </div>
  );
};

/** One device, order, deposit …: what is known of it. */
export const AccountFields = ({ conversationId, item, spent }: FieldsProps) => (
  <dl>
    {item.fields
      .filter(({ value, masked }) => value !== null || masked !== null)
      .map((field) => (
        <Line key={field.key} conversationId={conversationId} field={field} spent={spent} />
      ))}
  </dl>
);
