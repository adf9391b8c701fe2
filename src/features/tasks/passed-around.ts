import type { PassedAroundReply } from '../../contract/tasks.ts';
import { findStates } from '../conversation/index.ts';
import type { TasksDeps } from './deps.ts';
import { listPassedAround } from './store-entries.ts';

const MOST = 200;

/** Requests under way that were passed on too often, the worst first. */
export const showPassedAround = async ({
  database,
  passesAlarm,
}: TasksDeps): Promise<PassedAroundReply> => {
  const rows = await listPassedAround(database, passesAlarm, MOST);
  const found = await findStates(
    database,
    rows.map(({ conversationId }) => conversationId),
  );
  const states = new Map(found.map(({ state }) => [state.id, state]));
  return {
    passesAlarm,
    rows: rows.flatMap(({ conversationId, passedAt }) => {
      const state = states.get(conversationId);
      if (state === undefined) return [];
      const { number, category, status, teamId, assignee } = state;
      return [
        {
          conversationId,
          number,
          category,
          status,
          teamId,
          assigneeId: assignee?.id ?? null,
          passes: state.case.passes,
          passedAt,
        },
      ];
    }),
  };
};
