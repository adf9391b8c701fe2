import { formattingLocale } from '../../kit/locale/format-message.ts';
import { currentLocale } from '../app/locale.ts';

/** `840 kB`, `2.4 MB`, in the reader's language. */
export const sizeOf = (bytes: number): string => {
  const [value, unit] =
    bytes < 1_000_000 ? [bytes / 1_000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  return new Intl.NumberFormat(formattingLocale(currentLocale()), {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: unit === 'kilobyte' ? 0 : 1,
  }).format(unit === 'kilobyte' ? Math.max(1, value) : value);
};
