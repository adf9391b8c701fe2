import './promise-line.css';
import type { JSX } from 'react';
import type { CustomerConversation } from '../../../src/contract/conversation.ts';
import type { LoggedEvent } from '../../../src/core/conversation/event.ts';
import { useCell } from '../app/cell.ts';
import { t } from '../app/locale.ts';
import { show } from '../app/messenger.ts';
import { state } from '../app/state.ts';
import { fullMoment, moment } from '../app/time.ts';
import { useDepartmentNames } from '../requests/department-names.ts';
import { stationsPart } from '../requests/stations-part.ts';

type Promised = NonNullable<CustomerConversation['case']['promise']>;

/** Who owes it, where there is a name to say. */
const useOwner = (promise: Promised | null): string | null => {
  const owner = promise?.owner;
  const departmentId = owner?.kind === 'department' ? owner.departmentId : null;
  const nameOf = useDepartmentNames(departmentId === null ? [] : [departmentId]);
  if (owner?.kind === 'agent') return owner.agent.name;
  return departmentId === null ? null : nameOf(departmentId);
};

/** Why the time is another one than before; null where it is the first, or the same. */
const changeOf = (events: readonly Pick<LoggedEvent, 'event'>[]): string | null => {
  const last = events.findLast(({ event }) => event.type === 'promise_made')?.event;
  if (last?.type !== 'promise_made') return null;
  const { was, because, promise } = last;
  if (was === null || promise.dueAt === null || was === promise.dueAt) return null;
  const reason = t(`promise.because.${because}`);
  return t('station.changed', {
    was: moment(was),
    time: moment(promise.dueAt),
    because: reason,
  });
};

/** What comes next in this chat, of whom and by when; and why, where that has changed. A tap shows the whole way. */
export const PromiseLine = ({ id }: { id: string }): JSX.Element | null => {
  const timeline = useCell(state, ({ chats }) => chats[id]?.timeline ?? null);
  const promise = timeline?.view.case.promise ?? null;
  const owner = useOwner(promise);
  if (timeline === null || promise === null || promise.dueAt === null) return null;
  const change = changeOf(timeline.events);
  return (
    <button
      type="button"
      className="promise-line"
      data-testid="promise-line"
      onPointerEnter={stationsPart.preload}
      onFocus={stationsPart.preload}
      onClick={() => show({ name: 'stations', id, back: { name: 'chat', id } })}
    >
      {t('requests.next', { step: t(`promise.step.${promise.step}`) })}{' '}
      <strong>
        <time title={fullMoment(promise.dueAt)}>
          {t('requests.by', { time: moment(promise.dueAt) })}
        </time>
      </strong>
      {owner !== null && (
        <>
          {' ('}
          <bdi>{owner}</bdi>
          {')'}
        </>
      )}
      {change !== null && <small>{change}</small>}
    </button>
  );
};
