import type { Locale } from '../../../src/core/vocabulary.ts';
import { shortenId, writeAmount } from '../../kit/cards/figures.ts';
import { useLocale, useText } from '../locale/text.ts';
import { fullDate, inUtc } from '../locale/time.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Moment } from '../parts/moment.tsx';
import { codeWord } from './code-word.ts';
import type { AccountField } from './use-account.ts';

const COMMAS: Readonly<Partial<Record<Locale, string>>> = { zh: '、', ja: '、', ar: '، ' };

const Codes = ({ label, value }: { readonly label: string; readonly value: string }) => {
  const text = useText();
  const locale = useLocale();
  const words = value.split(', ').map((code) => codeWord(label, code, text));
  return <>{words.join(COMMAS[locale] ?? ', ')}</>;
};

/** What is long past is told by its year, not by its hour. */
const LONG_AGO_MS = 300 * 24 * 3_600_000;

const When = ({ at }: { readonly at: number }) => {
  const locale = useLocale();
  if (Date.now() - at < LONG_AGO_MS) return <Moment at={at} />;
  return (
    <time dateTime={new Date(at).toISOString()} title={inUtc(at)} className="whitespace-nowrap">
      {fullDate(at, locale)}
    </time>
  );
};

/** An exact amount; what follows it is its coin. */
const Amount = ({ value }: { readonly value: string }) => {
  const [amount = '', ...coin] = value.split(' ');
  return (
    <bdi dir="ltr" className="tabular-nums">
      {[writeAmount(amount), ...coin].join(' ')}
    </bdi>
  );
};

/** An address or hash: first and last six; whole while its button has the keyboard's focus, and copied whole. */
const Address = ({ value }: { readonly value: string }) => (
  <span className="group inline-flex max-w-full items-center">
    <bdi dir="ltr" title={value} className="font-mono text-12">
      <span className="group-has-[:focus-visible]:hidden">{shortenId(value)}</span>
      <span className="hidden break-all group-has-[:focus-visible]:inline">{value}</span>
    </bdi>
    <CopyButton value={value} className="-me-2" />
  </span>
);

/** A field's value as it reads. */
export const FieldValue = ({
  field,
  value,
}: {
  readonly field: Pick<AccountField, 'form' | 'label'>;
  readonly value: string;
}) => {
  switch (field.form) {
    case 'time':
      return <When at={Number(value)} />;
    case 'code':
      return <Codes label={field.label} value={value} />;
    case 'amount':
      return <Amount value={value} />;
    case 'address':
      return <Address value={value} />;
    case 'text':
      return <bdi className="break-words">{value}</bdi>;
  }
};
