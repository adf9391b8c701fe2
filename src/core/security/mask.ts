const HIDDEN = '•••';

/** Enough of an address or hash to tell two apart, and not enough to use. */
const maskHash = (value: string): string =>
  value.length <= 12 ? HIDDEN : `${value.slice(0, 4)}${HIDDEN}${value.slice(-4)}`;

const maskMail = (value: string): string => {
  const at = value.lastIndexOf('@');
  return `${[...value][0] ?? ''}${HIDDEN}${value.slice(at)}`;
};

/** How a value is shown before it is revealed. Amounts tell nothing at all, not even their length. */
export const maskValue = (value: string, form: 'text' | 'amount' | 'address'): string => {
  switch (form) {
    case 'amount':
      return HIDDEN;
    case 'address':
      return maskHash(value);
    case 'text':
      return value.includes('@') ? maskMail(value) : `${[...value][0] ?? ''}${HIDDEN}`;
  }
};
