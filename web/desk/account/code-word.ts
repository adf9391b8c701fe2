import { hasText, type Text } from '../locale/text.ts';

/** Labels whose codes are of one list. */
const LISTS: Readonly<Record<string, string>> = {
  stage: 'state',
  dispute: 'state',
  documents: 'document',
  is_new: 'answer',
  by_staff: 'answer',
};

/**
 * The word for an exchange's code under a field's label. A code that nobody has put into words is shown as it is: staff
 * know their exchange's codes.
 */
export const codeWord = (label: string, code: string, text: Text): string => {
  const key = `account.code.${LISTS[label] ?? label}.${code}`;
  return hasText(key) ? text(key) : code;
};
