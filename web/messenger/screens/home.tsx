import official from 'icon:badge-check';
import chevron from 'icon:chevron-right';
import lock from 'icon:lock';
import plus from 'icon:plus';
import users from 'icon:users-round';
import type { JSX } from 'react';
import type { CustomerConversationRow } from '../../../src/contract/conversation.ts';
import { isActive } from '../../../src/core/conversation/transitions.ts';
import { useCell } from '../app/cell.ts';
import { rich, t } from '../app/locale.ts';
import { show } from '../app/messenger.ts';
import { hasAssistant, hasExchange } from '../app/page-settings.ts';
import { loadHome } from '../app/rows.ts';
import { state } from '../app/state.ts';
import { npsPart } from '../feedback/nps-part.ts';
import { useBanners } from '../incidents/use-banners.ts';
import { Icon } from '../parts/icon.tsx';
import { RequestRow } from '../parts/request-row.tsx';
import { requestsPart } from '../requests/requests-part.ts';
import { AskBox } from './ask-box.tsx';
import { blockedPart } from './blocked-part.ts';
import { Failure } from './failure.tsx';
import { lockPart } from './lock-part.ts';
import { LookUps } from './look-ups.tsx';
import { verifyPart } from './verify-part.ts';

const Skeleton = (): JSX.Element => (
  <div className="late" aria-hidden="true">
    {[1, 2].map((place) => (
      <div key={place} className="card">
        <span className="tile bone" />
        <span className="card-words">
          <span className="bone bone-line" />
          <span className="bone bone-line bone-long" />
          <span className="bone bone-line" />
        </span>
      </div>
    ))}
  </div>
);

/** What is over: so many of them stand on home, the others among all requests. */
const PAST_SHOWN = 3;

const Section = ({
  title,
  rows,
  first = rows.length,
}: {
  title: string;
  rows: readonly CustomerConversationRow[];
  first?: number;
}) => {
  if (rows.length === 0) return null;
  return (
    <section>
      <h2 className="section-title">{title}</h2>
      {rows.slice(0, first).map((row) => (
        <RequestRow key={row.conversation.id} row={row} className="card" />
      ))}
    </section>
  );
};

const VisitorMark = (): JSX.Element => (
  <div className="mark" role="note">
    <Icon d={users} />
    <p>
      <strong>{t('visitor.title')}</strong>
      <br />
      {t('visitor.explained')}
    </p>
  </div>
);

/** Always there, also for whoever is not signed in or may not write. */
const LockButton = (): JSX.Element => (
  <button
    type="button"
    className="quiet danger"
    onPointerEnter={lockPart.preload}
    onFocus={lockPart.preload}
    onClick={() => state.patch({ isLocking: true })}
  >
    <Icon d={lock} />
    {t('home.lock')}
  </button>
);

/** Open requests first; what can be done next is at the foot, in reach of a thumb. */
export const Home = (): JSX.Element => {
  const { customer, rows, rowsFailure, phase } = useCell(state);
  const name = customer?.name;
  const { banners, isKnown, isLate } = useBanners(rows !== null);
  // Without a session nothing is on its way: what to do about it is said above.
  const isComing = phase !== 'expired' && phase !== 'unreachable';
  const listed = isKnown ? rows : null;
  const open = (listed ?? []).filter(({ conversation }) => isActive(conversation.status));
  const past = (listed ?? []).filter(({ conversation }) => !isActive(conversation.status));
  return (
    <>
      <div className="scroll pad">
        <p className="greeting">
          {name
            ? rich('home.greeting_name', { name: <bdi key="name">{name}</bdi> })
            : t('home.greeting')}
        </p>
        <p className="muted">{t(hasAssistant ? 'home.lead' : 'home.lead_people')}</p>
        <AskBox mayAsk={!customer?.blocked} />
        {customer?.kind === 'visitor' && <VisitorMark />}
        {customer?.blocked && <blockedPart.Part />}
        {hasExchange && hasAssistant && customer?.kind === 'customer' && !customer.blocked && (
          <LookUps />
        )}
        {!isLate && banners}
        {rowsFailure && <Failure failure={rowsFailure} onRetry={() => void loadHome()} />}
        {listed === null && !rowsFailure && isComing && <Skeleton />}
        <Section title={t('home.open')} rows={open} />
        <Section title={t('home.past')} rows={past} first={PAST_SHOWN} />
        {past.length > 0 && customer?.kind === 'customer' && !customer.blocked && <npsPart.Part />}
        {listed !== null && listed.length > 0 && (
          <button
            type="button"
            className="quiet"
            onPointerEnter={requestsPart.preload}
            onFocus={requestsPart.preload}
            onClick={() => show({ name: 'requests' })}
          >
            {t('home.past_all', { count: listed.length })}
          </button>
        )}
        {listed?.length === 0 && <p className="empty">{t('home.empty')}</p>}
        {isLate && banners}
        <button
          type="button"
          className="quiet check-us"
          onPointerEnter={verifyPart.preload}
          onFocus={verifyPart.preload}
          onClick={() => show({ name: 'verify' })}
        >
          <Icon d={official} size={18} />
          {t('home.verify')}
        </button>
      </div>
      <div className="foot">
        {!customer?.blocked && (
          <button type="button" className="primary" onClick={() => show({ name: 'categories' })}>
            <Icon d={plus} />
            {t('home.new')}
            <span className="push" />
            <span className="flips">
              <Icon d={chevron} />
            </span>
          </button>
        )}
        {hasExchange && <LockButton />}
      </div>
    </>
  );
};
