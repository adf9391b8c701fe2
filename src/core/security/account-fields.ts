import { maskValue } from './mask.ts';

export type FieldForm = 'text' | 'amount' | 'time' | 'address' | 'code';

/** A field with its value, before it is decided what of it an agent sees. */
export interface RawField {
  /** Unique within the account, for example `deposit.<id>.address`. */
  readonly key: string;
  readonly label: string;
  readonly value: string | null;
  readonly form: FieldForm;
  /** Shown only after it was revealed, with a reason. */
  readonly isGuarded: boolean;
}

export interface ShownField {
  readonly key: string;
  readonly label: string;
  readonly masked: string | null;
  readonly value: string | null;
  readonly form: FieldForm;
  readonly revealable: boolean;
}

/** States and times are open: a case cannot be worked without them. */
export const open = (
  key: string,
  label: string,
  value: string | number | null,
  form: FieldForm,
): RawField => ({
  key,
  label,
  value: value === null ? null : String(value),
  form,
  isGuarded: false,
});

/** What tells who somebody is, what they own or where their coins go. */
export const guarded = (
  key: string,
  label: string,
  value: string | null,
  form: 'text' | 'amount' | 'address',
): RawField => ({ key, label, value, form, isGuarded: true });

/** What an agent sees of a field: masked, unless this agent revealed it in this conversation. */
export const showField = (field: RawField, revealed: ReadonlySet<string>): ShownField => {
  const { key, label, value, form } = field;
  const isShown = !field.isGuarded || revealed.has(key);
  const maskForm = form === 'amount' || form === 'address' ? form : 'text';
  return {
    key,
    label,
    masked: value === null || !field.isGuarded ? value : maskValue(value, maskForm),
    value: isShown ? value : null,
    form,
    revealable: field.isGuarded && value !== null && !isShown,
  };
};
