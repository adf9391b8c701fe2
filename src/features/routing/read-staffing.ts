import type { TeamId } from '../../core/ids.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { Connection } from '../../ports/database.ts';
import { listAgentRecords, listTeamRecords } from '../staff/index.ts';

/** The languages of those who answer for a team now, itself or the team it overflows to; empty when nobody is on duty. */
export const localesOnDuty = async (
  connection: Connection,
  teamId: TeamId,
): Promise<readonly Locale[]> => {
  const [teams, agents] = await Promise.all([
    listTeamRecords(connection),
    listAgentRecords(connection),
  ]);
  const overflow = teams.find(({ id }) => id === teamId)?.overflowTeamId ?? null;
  const answers = new Set([teamId, ...(overflow === null ? [] : [overflow])]);
  const onDuty = agents.filter(
    ({ status, teamIds }) =>
      (status === 'available' || status === 'wrap_up') && teamIds.some((id) => answers.has(id)),
  );
  return [...new Set(onDuty.flatMap(({ locales }) => locales))];
};
