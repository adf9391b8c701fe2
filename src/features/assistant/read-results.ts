import type { AssistantResults } from '../../contract/assistant.ts';
import { classifyOutcome } from '../../core/assistant/classify-outcome.ts';
import { HANDOVER_REASONS } from '../../core/assistant/reply.ts';
import type { Connection } from '../../ports/database.ts';
import { databaseNow, listAssistantOutcomes } from '../conversation/index.ts';

/** What became of the requests that began with the assistant in the last `days`. */
export const readResults = async (
  connection: Connection,
  days: number,
): Promise<AssistantResults> => {
  const now = await databaseNow(connection);
  const outcomes = await listAssistantOutcomes(connection, days);
  const counts = { settled: 0, settling: 0, cameBack: 0, abandoned: 0, handedOver: 0, underWay: 0 };
  for (const outcome of outcomes) counts[classifyOutcome(outcome, now)] += 1;
  return {
    days,
    started: outcomes.length,
    ...counts,
    handovers: HANDOVER_REASONS.map((reason) => ({
      reason,
      count: outcomes.filter(({ handoverReason }) => handoverReason === reason).length,
    })).filter(({ count }) => count > 0),
  };
};
