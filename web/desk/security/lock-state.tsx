import { CircleAlert, LoaderCircle, type LucideIcon, ShieldCheck } from 'lucide-react';
import type { LockView, LockState as State } from '../../../src/contract/security.ts';
import { count } from '../locale/number.ts';
import { useLocale, useText } from '../locale/text.ts';
import { duration } from '../locale/time.ts';
import { Moment } from '../parts/moment.tsx';
import { useSecond } from '../state/now.ts';
import { isUnderWay } from './queries.ts';

const ICONS: Readonly<Record<State, LucideIcon>> = {
  sending: LoaderCircle,
  retrying: LoaderCircle,
  done: ShieldCheck,
  refused: CircleAlert,
};
const COLOURS: Readonly<Record<State, string>> = {
  sending: 'text-warn',
  retrying: 'text-warn',
  done: 'text-ok',
  refused: 'text-danger',
};

const NextTry = ({ at }: { readonly at: number }) => {
  const text = useText();
  const now = useSecond();
  const seconds = Math.max(0, Math.ceil((at - now) / 1_000));
  const left = seconds < 60 ? text('time.seconds', { seconds }) : duration(seconds * 1_000, text);
  return (
    <span aria-hidden>{seconds === 0 ? text('lock.trying') : text('lock.next', { left })}</span>
  );
};

const Effects = ({ effects }: { readonly effects: NonNullable<LockView['effects']> }) => {
  const text = useText();
  const locale = useLocale();
  const lines = [
    ['sessions', effects.sessionsRevoked],
    ['keys', effects.apiKeysRevoked],
    ['cancelled', effects.withdrawalsCancelled],
    ['gone', effects.withdrawalsGone],
  ] as const;
  return (
    <dl className="text-12">
      {lines.map(([name, value]) => (
        <div key={name} className="flex justify-between gap-3">
          <dt className={name === 'gone' && value > 0 ? 'font-semibold text-danger' : 'text-muted'}>
            {text(`lock.effect.${name}`)}
          </dt>
          <dd className="tabular-nums">{count(value, locale)}</dd>
        </div>
      ))}
    </dl>
  );
};

/** How far the lock has come, as the exchange says; nothing is called locked before it said so. */
export const LockState = ({ lock }: { readonly lock: LockView | null }) => {
  const text = useText();
  const locale = useLocale();
  if (lock === null) {
    return (
      <p data-testid="lock-state" data-state="none" className="text-muted">
        {text('lock.none')}
      </p>
    );
  }
  const Icon = ICONS[lock.state];
  const { state, effects, nextTryAt, doneAt } = lock;
  return (
    <div data-testid="lock-state" data-state={state} className="flex flex-col gap-1">
      <p role="status" className={`flex items-center gap-1.5 font-semibold ${COLOURS[state]}`}>
        <Icon aria-hidden size={15} className="shrink-0" />
        {effects?.alreadyLocked === true ? text('lock.already') : text(`lock.state.${state}`)}
      </p>
      <p className="flex flex-wrap gap-x-2 text-12 text-muted">
        <span>
          {text('lock.asked_at')} <Moment at={lock.requestedAt} />
        </span>
        {doneAt !== null && (
          <span>
            {text('lock.done_at')} <Moment at={doneAt} />
          </span>
        )}
        <span className="tabular-nums">
          {text('lock.attempts')} {count(lock.attempts, locale)}
        </span>
        {isUnderWay(state) && nextTryAt !== null && <NextTry at={nextTryAt} />}
      </p>
      {effects !== null && <Effects effects={effects} />}
    </div>
  );
};
