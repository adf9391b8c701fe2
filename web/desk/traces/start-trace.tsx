import { Route } from 'lucide-react';
import { useState } from 'react';
import type { TraceReply } from '../../../src/contract/tracing.ts';
import { shortenId } from '../../kit/cards/figures.ts';
import { asFailure } from '../api/failure.ts';
import { type Chain, startTrace } from '../api/tracing-api.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { failureText } from '../parts/failure.tsx';
import { Field } from '../parts/field.tsx';
import type { KnownTransaction } from './known-transactions.ts';

const LEAST_TXID = 10;
const USUAL_HOPS = 6;
const HOPS = Array.from({ length: 12 }, (_, at) => at + 1);

interface Wish {
  readonly txid: string;
  readonly chain: string;
  readonly victim: string;
  readonly maxHops: number;
}

const Known = ({
  known,
  onPick,
}: {
  readonly known: readonly KnownTransaction[];
  readonly onPick: (transaction: KnownTransaction) => void;
}) => {
  const text = useText();
  if (known.length === 0) return null;
  return (
    <div>
      <p className="pb-1 text-12 text-muted">{text('trace.known')}</p>
      <ul className="flex flex-wrap gap-1">
        {known.map((each) => (
          <li key={each.txid}>
            <button
              type="button"
              data-testid="known-transaction"
              title={each.txid}
              onClick={() => onPick(each)}
              className="min-h-6 rounded-6 border border-line px-1.5 text-12 hover:bg-surface pointer-coarse:min-h-11"
            >
              {text(`category.${each.kind}`)}{' '}
              <bdi dir="ltr" className="font-mono">
                {shortenId(each.txid)}
              </bdi>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
};

const useStart = (conversationId: string, onStarted: (reply: TraceReply) => void) => {
  const text = useText();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const start = ({ txid, chain, victim, maxHops }: Wish): void => {
    setBusy(true);
    setError(null);
    const named = victim.trim() === '' ? null : victim.trim();
    startTrace(conversationId, { chain, txid: txid.trim(), victim: named, maxHops })
      .then(onStarted)
      .catch((thrown: unknown) => setError(failureText(asFailure(thrown), text)))
      .finally(() => setBusy(false));
  };
  return { busy, error, start };
};

const Fields = ({
  wish,
  chains,
  missing,
  onChange,
}: {
  readonly wish: Wish;
  readonly chains: readonly Chain[];
  readonly missing: boolean;
  readonly onChange: (change: Partial<Wish>) => void;
}) => {
  const text = useText();
  return (
    <>
      <Field label={text('trace.txid')} error={missing ? text('trace.txid_missing') : null}>
        {(props) => (
          <input
            {...props}
            dir="ltr"
            spellCheck={false}
            autoComplete="off"
            data-testid="trace-txid"
            className="control font-mono"
            value={wish.txid}
            onChange={(event) => onChange({ txid: event.target.value })}
          />
        )}
      </Field>
      <div className="flex gap-2">
        <Field label={text('trace.network')}>
          {(props) => (
            <select
              {...props}
              className="control"
              data-testid="trace-chain"
              value={wish.chain}
              onChange={(event) => onChange({ chain: event.target.value })}
            >
              {chains.map(({ name, symbol }) => (
                <option key={name} value={name}>
                  {name} ({symbol})
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={text('trace.max_hops')}>
          {(props) => (
            <select
              {...props}
              className="control"
              value={wish.maxHops}
              onChange={(event) => onChange({ maxHops: Number(event.target.value) })}
            >
              {HOPS.map((hops) => (
                <option key={hops} value={hops}>
                  {hops}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Field label={text('trace.victim')} hint={text('trace.victim_hint')}>
        {(props) => (
          <input
            {...props}
            dir="ltr"
            spellCheck={false}
            autoComplete="off"
            className="control font-mono"
            value={wish.victim}
            onChange={(event) => onChange({ victim: event.target.value })}
          />
        )}
      </Field>
    </>
  );
};

/** Begins to follow the funds of a transaction: one that a card shows, or one that was typed. */
export const StartTrace = ({
  conversationId,
  chains,
  known,
  onStarted,
}: {
  readonly conversationId: string;
  readonly chains: readonly Chain[];
  readonly known: readonly KnownTransaction[];
  readonly onStarted: (reply: TraceReply) => void;
}) => {
  const text = useText();
  const [wish, setWish] = useState<Wish>({
    txid: '',
    chain: chains[0]?.name ?? '',
    victim: '',
    maxHops: USUAL_HOPS,
  });
  const [tried, setTried] = useState(false);
  const { busy, error, start } = useStart(conversationId, onStarted);
  const change = (next: Partial<Wish>): void => setWish({ ...wish, ...next });
  const missing = wish.txid.trim().length < LEAST_TXID;
  const pick = ({ txid, network }: KnownTransaction): void => {
    const chain = chains.find(({ name }) => name.toLowerCase() === network.toLowerCase());
    change({ txid, ...(chain === undefined ? {} : { chain: chain.name }) });
  };
  return (
    <form
      className="flex flex-col gap-3 px-4 py-3"
      data-testid="start-trace"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!missing && !busy) start(wish);
      }}
    >
      <h3 className="font-semibold">{text('trace.start')}</h3>
      <Known known={known} onPick={pick} />
      <Fields wish={wish} chains={chains} missing={tried && missing} onChange={change} />
      {error !== null && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
      <Button
        tone="primary"
        type="submit"
        icon={Route}
        busy={busy}
        className="self-start"
        data-testid="trace-start"
      >
        {text('trace.start.do')}
      </Button>
    </form>
  );
};
