import copyIcon from 'icon:copy';
import { type JSX, type ReactNode, useState } from 'react';
import { shortenId, writeAmount, writePercent } from './figures.ts';
import type { CardSpeech } from './speech.ts';

/** Red is for what is late, a danger or cannot be undone; everything else is said calmly. */
export type Tone = 'calm' | 'good' | 'warn' | 'danger';

/** One of lucide's icons, from its path data; always beside words. */
export const CardIcon = ({ d, size = 18 }: { d: string; size?: number }): JSX.Element => (
  <svg className="xicon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
    <path d={d} />
  </svg>
);

export const Chip = ({ tone, children }: { tone: Tone; children: ReactNode }): JSX.Element => (
  <span className={`xchip xchip-${tone}`}>{children}</span>
);

/** Figures and tickers keep their own direction: “1.20 BTC” never turns into “BTC 1.20”. */
export const Amount = ({ amount, asset }: { amount: string; asset?: string }): JSX.Element => (
  <bdi dir="ltr" className="xfigure">
    {writeAmount(amount)}
    {asset === undefined ? '' : `\u00a0${asset}`}
  </bdi>
);

export const Percent = ({ share, speech }: { share: string; speech: CardSpeech }): JSX.Element => (
  <bdi dir="ltr" className="xfigure">
    {speech.t('value.percent', { value: writePercent(share) })}
  </bdi>
);

export const Moment = ({ at, speech }: { at: number; speech: CardSpeech }): JSX.Element => (
  <time dateTime={new Date(at).toISOString()} title={speech.fullMoment(at)}>
    {speech.moment(at)}
  </time>
);

/** When something is expected: between two moments, or not before one. */
export const Expected = ({
  range,
  speech,
}: {
  range: { readonly fromAt: number; readonly toAt: number | null };
  speech: CardSpeech;
}): JSX.Element => {
  const from = <Moment key="from" at={range.fromAt} speech={speech} />;
  if (range.toAt === null) return <>{speech.rich('value.from', { from })}</>;
  if (speech.moment(range.toAt) === speech.moment(range.fromAt)) return from;
  const to = <Moment key="to" at={range.toAt} speech={speech} />;
  return <>{speech.rich('value.range', { from, to })}</>;
};

/** Short, whole while it has the focus, and copied by a tap. Never a link. */
export const Id = ({ id, speech }: { id: string; speech: CardSpeech }): JSX.Element => {
  const [whole, setWhole] = useState(false);
  const [said, setSaid] = useState<'value.copied' | 'value.not_copied' | null>(null);
  const copy = (): void => {
    navigator.clipboard.writeText(id).then(
      () => setSaid('value.copied'),
      () => setSaid('value.not_copied'),
    );
  };
  return (
    <span className="xid">
      <button
        type="button"
        title={id}
        onFocus={() => setWhole(true)}
        onBlur={() => {
          setWhole(false);
          setSaid(null);
        }}
        onClick={copy}
      >
        <bdi dir="ltr">{whole ? id : shortenId(id)}</bdi>
        <span className="xunseen">{speech.t('value.copy')}</span>
        <CardIcon d={copyIcon} size={13} />
      </button>
      <span role="status" className="xsaid">
        {said === null ? '' : speech.t(said)}
      </span>
    </span>
  );
};

/** The name of a network or a market: shown as it is written. */
export const Name = ({ text }: { text: string }): JSX.Element => <bdi>{text}</bdi>;

export const Facts = ({ children }: { children: ReactNode }): JSX.Element => (
  <dl className="xfacts">{children}</dl>
);

export const Fact = ({ name, children }: { name: string; children: ReactNode }): JSX.Element => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** How much of it is there; `words` say the same in exact figures. */
export const Bar = ({
  part,
  words,
  label,
}: {
  part: number;
  words: ReactNode;
  label: string;
}): JSX.Element => (
  <div className="xbar">
    <span
      className="xbar-track"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(part * 100)}
    >
      <span style={{ inlineSize: `${part * 100}%` }} />
    </span>
    <span className="xbar-words">{words}</span>
  </div>
);

/** One sentence that needs no answer. */
export const Note = ({ children }: { children: ReactNode }): JSX.Element => (
  <p className="xnote">{children}</p>
);
