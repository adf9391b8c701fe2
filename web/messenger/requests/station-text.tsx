import type { ReactNode } from 'react';
import type { Station } from '../../../src/contract/requests.ts';
import { rich, t } from '../app/locale.ts';
import { moment } from '../app/time.ts';

type What = Station['what'];

const departmentDetail = (what: Extract<What, { kind: 'department' }>): string | null => {
  if (what.outcome !== null) return t(`station.department.${what.outcome}`);
  return what.expectedAt === null
    ? t('station.department.open')
    : t('station.department.expected', { time: moment(what.expectedAt) });
};

/** Where it stood, in a few words. */
export const stationTitle = (
  what: What,
  departmentName: (id: string) => string | null,
): ReactNode => {
  switch (what.kind) {
    case 'agent':
      return rich('station.agent', {
        name: <bdi key="name">{what.agent.name}</bdi>,
        tier: what.tier,
      });
    case 'department':
      return rich('station.department', {
        department: <bdi key="department">{departmentName(what.departmentId) ?? '…'}</bdi>,
      });
    case 'raised':
      return t('station.raised', { tier: what.tier });
    case 'complaint':
      return rich('station.complaint', {
        number: (
          <bdi key="number" dir="ltr">
            {what.number}
          </bdi>
        ),
      });
    case 'solved':
      return t(`station.solved.${what.by}`);
    default:
      return t(`station.${what.kind}`);
  }
};

/** What more is to be said of it; null where the title says all. */
export const stationDetail = (what: What): string | null => {
  switch (what.kind) {
    case 'department':
      return departmentDetail(what);
    case 'raised':
      return t(`station.raised.${what.cause}`);
    case 'incident':
    case 'merged':
    case 'your_move':
      return t(`station.${what.kind}.more`);
    default:
      return null;
  }
};

/** A promise as it was made; one that took another's place says why. */
export const promiseSentence = (promise: Station['promises'][number]): string | null => {
  const { dueAt, was, because, step } = promise;
  if (dueAt === null) return null;
  const time = moment(dueAt);
  // Who owes it may have changed; the time that the customer was told has not.
  if (was !== null && moment(was) === time) return null;
  if (was === null) return t('station.promised', { step: t(`promise.step.${step}`), time });
  return t('station.changed', {
    was: moment(was),
    time,
    because: t(`promise.because.${because}`),
  });
};
