import './requests.css';
import download from 'icon:download';
import { type JSX, useEffect, useState } from 'react';
import type { Station, StationsReply } from '../../../src/contract/requests.ts';
import type { Refusal } from '../../kit/api/request.ts';
import { useCell } from '../app/cell.ts';
import { saveBytes } from '../app/files.ts';
import { t } from '../app/locale.ts';
import { show } from '../app/messenger.ts';
import { ask } from '../app/session.ts';
import { showToast, state } from '../app/state.ts';
import { fullMoment, moment } from '../app/time.ts';
import { Icon } from '../parts/icon.tsx';
import { Failure } from '../screens/failure.tsx';
import { ComplaintPart } from './complaint.tsx';
import { useDepartmentNames } from './department-names.ts';
import { promiseSentence, stationDetail, stationTitle } from './station-text.tsx';

const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The way so far, asked for anew whenever something is said or happens. */
const useStations = (id: string) => {
  // A conversation that is not on screen is not followed; its row on home is.
  const lastSeq = useCell(state, ({ rows, chats }) =>
    Math.max(
      chats[id]?.timeline?.view.lastSeq ?? 0,
      rows?.find(({ conversation }) => conversation.id === id)?.conversation.lastSeq ?? 0,
    ),
  );
  const [stations, setStations] = useState<readonly Station[] | null>(null);
  const [failure, setFailure] = useState<Refusal | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each event and each attempt asks again
  useEffect(() => {
    let isHere = true;
    void ask<StationsReply>('GET', `/api/conversations/${id}/stations`).then((answer) => {
      if (!isHere) return;
      if (answer.ok) setStations(answer.value.stations);
      setFailure(answer.ok ? null : answer);
    });
    return () => {
      isHere = false;
    };
  }, [id, lastSeq, attempt]);
  return { stations, failure, lastSeq, retry: () => setAttempt(attempt + 1) };
};

const Stop = ({
  station,
  isLast,
  departmentName,
}: {
  station: Station;
  isLast: boolean;
  departmentName: (id: string) => string | null;
}): JSX.Element => {
  const detail = stationDetail(station.what);
  return (
    <li className={isLast ? 'stop now' : 'stop'} aria-current={isLast ? 'step' : undefined}>
      <p className="stop-title">{stationTitle(station.what, departmentName)}</p>
      <time className="muted" title={fullMoment(station.at)}>
        {moment(station.at)}
      </time>
      {detail !== null && <p>{detail}</p>}
      {station.promises.map((promise) => {
        const sentence = promiseSentence(promise);
        return (
          sentence !== null && (
            <p key={promise.at} className="stop-promise">
              {sentence}
            </p>
          )
        );
      })}
      {station.messages > 0 && (
        <p className="muted">{t('station.messages', { count: station.messages })}</p>
      )}
    </li>
  );
};

const departmentsIn = (stations: readonly Station[]): readonly string[] =>
  stations.flatMap(({ what }) => (what.kind === 'department' ? [what.departmentId] : []));

/** Where a request has been, where it stands, and what was promised on the way. */
export const StationsScreen = ({ id }: { id: string }): JSX.Element => {
  const { stations, failure, lastSeq, retry } = useStations(id);
  const departmentName = useDepartmentNames(departmentsIn(stations ?? []));
  const number = useCell(
    state,
    ({ rows }) => rows?.find(({ conversation }) => conversation.id === id)?.conversation.number,
  );
  const save = async (): Promise<void> => {
    const path = `/api/conversations/${id}/transcript?${new URLSearchParams({ timeZone: zone() })}`;
    if (!(await saveBytes(path, `${number ?? id}.txt`))) showToast(t('requests.not_saved'));
  };
  return (
    <>
      <div className="scroll pad">
        {failure !== null && <Failure failure={failure} onRetry={retry} />}
        {stations !== null && (
          <ol className="stops" aria-label={t('requests.where')}>
            {stations.map((station, index) => (
              <Stop
                // biome-ignore lint/suspicious/noArrayIndexKey: what has been stays in its place
                key={index}
                station={station}
                departmentName={departmentName}
                isLast={index === stations.length - 1}
              />
            ))}
          </ol>
        )}
        {stations !== null && <ComplaintPart id={id} seq={lastSeq} />}
      </div>
      <div className="foot">
        <div className="buttons">
          <button type="button" className="quiet" onClick={() => void save()}>
            <Icon d={download} size={18} />
            {t('requests.transcript')}
          </button>
          <button type="button" className="quiet" onClick={() => show({ name: 'chat', id })}>
            {t('requests.open')}
          </button>
        </div>
      </div>
    </>
  );
};
