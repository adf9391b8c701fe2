import './requests.css';
import rail from 'icon:git-commit-vertical';
import plus from 'icon:plus';
import { type JSX, useState } from 'react';
import type { CustomerConversationRow } from '../../../src/contract/conversation.ts';
import { isActive } from '../../../src/core/conversation/transitions.ts';
import { useCell } from '../app/cell.ts';
import { t } from '../app/locale.ts';
import { show } from '../app/messenger.ts';
import { loadHome } from '../app/rows.ts';
import { state } from '../app/state.ts';
import { Icon } from '../parts/icon.tsx';
import { RequestRow } from '../parts/request-row.tsx';
import { Failure } from '../screens/failure.tsx';
import { NextStep } from './next-step.tsx';
import { stationsPart } from './stations-part.ts';

const FILTERS = ['all', 'open', 'yours', 'done'] as const;
type Filter = (typeof FILTERS)[number];

const passes = (filter: Filter, { conversation }: CustomerConversationRow): boolean => {
  const { status } = conversation;
  if (filter === 'all') return true;
  if (filter === 'yours') return status === 'pending';
  return filter === 'open' ? isActive(status) && status !== 'pending' : !isActive(status);
};

const Row = ({ row }: { row: CustomerConversationRow }): JSX.Element => {
  const { conversation } = row;
  const isOpen = useCell(state, ({ screen }) => 'id' in screen && screen.id === conversation.id);
  return (
    <li className={isOpen ? 'request here' : 'request'} aria-current={isOpen || undefined}>
      <RequestRow row={row} className="request-open" />
      <div className="request-foot">
        <NextStep conversation={conversation} />
        <button
          type="button"
          className="link"
          onPointerEnter={stationsPart.preload}
          onFocus={stationsPart.preload}
          onClick={() =>
            show({ name: 'stations', id: conversation.id, back: { name: 'requests' } })
          }
        >
          <Icon d={rail} size={16} />
          {t('requests.where')}
          <bdi dir="ltr" className="unseen">
            {conversation.number}
          </bdi>
        </button>
      </div>
    </li>
  );
};

/** All that one has asked, what state it is in and what comes next. */
export const RequestsScreen = (): JSX.Element => {
  const { rows, rowsFailure, customer } = useCell(state);
  const [filter, setFilter] = useState<Filter>('all');
  const shown = (rows ?? []).filter((row) => passes(filter, row));
  return (
    <>
      <div className="scroll pad">
        <fieldset className="chips" aria-label={t('requests.filter')}>
          {FILTERS.map((each) => (
            <button
              key={each}
              type="button"
              className="chip"
              aria-pressed={filter === each}
              onClick={() => setFilter(each)}
            >
              {t(`requests.filter.${each}`)}
            </button>
          ))}
        </fieldset>
        {rowsFailure !== null && <Failure failure={rowsFailure} onRetry={() => void loadHome()} />}
        <ul className="requests" aria-label={t('requests.title')}>
          {shown.map((row) => (
            <Row key={row.conversation.id} row={row} />
          ))}
        </ul>
        {rows !== null && shown.length === 0 && (
          <p className="empty">{t(rows.length === 0 ? 'home.empty' : 'requests.none')}</p>
        )}
      </div>
      {customer?.blocked !== true && (
        <div className="foot">
          <button type="button" className="primary" onClick={() => show({ name: 'categories' })}>
            <Icon d={plus} />
            {t('home.new')}
          </button>
        </div>
      )}
    </>
  );
};
