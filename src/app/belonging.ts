import type { AgentId, TeamId } from '../core/ids.ts';
import { DEFAULT_ROUTING_POLICY } from '../core/routing/policy.ts';
import { isLeadRole } from '../core/vocabulary.ts';
import { keyActingLater } from '../features/apikeys/index.ts';
import { BULK_KIND, type BulkDeps, bulkRoutes, runBatch } from '../features/bulk/index.ts';
import type { ConversationDeps } from '../features/conversation/index.ts';
import {
  checkSolvable,
  copyValues,
  type FieldsDeps,
  fieldsRoutes,
  keepForm,
} from '../features/fields/index.ts';
import { findCustomer } from '../features/identity/index.ts';
import { readyMacro } from '../features/macros/index.ts';
import { linksFollower, relationsRoutes } from '../features/relations/index.ts';
import { assigning } from '../features/routing/index.ts';
import { type AgentRecord, listAgentRecords, listTeamRecords } from '../features/staff/index.ts';
import {
  RENAME_KIND,
  readTags,
  renameBearers,
  tagsFollower,
  tagsRoutes,
} from '../features/tags/index.ts';
import {
  copyWatchers,
  keepMentions,
  TELL_KIND,
  tellNews,
  type WatchingDeps,
  watchingFollower,
  watchingRoutes,
} from '../features/watching/index.ts';
import type { Connection } from '../ports/database.ts';
import type { CareDeps, CarePart } from './care.ts';
import type { Infrastructure } from './infrastructure.ts';

const viewOf = ({ agent, role, teamIds }: AgentRecord) => ({ agentId: agent.id, role, teamIds });

export const colleagues: WatchingDeps['colleagues'] = async (
  connection: Connection,
  agentId?: AgentId,
) =>
  (await listAgentRecords(connection, agentId)).map((record) => ({
    agent: record.agent,
    view: viewOf(record),
  }));

/** What conversations ask of the slices beside them: forms before the first word, names in notes, fields at the end. */
export const conversationHooks = (
  base: Infrastructure,
): Required<Pick<ConversationDeps, 'keepForm' | 'keepMentions' | 'checkSolvable'>> => ({
  keepForm: (trx, state, given, form) =>
    keepForm({ ...base, takeIn: base.intake.takeIn }, trx, state, given, form),
  keepMentions: (trx, state, mention) =>
    keepMentions({ ids: base.ids, colleagues }, trx, state, mention),
  checkSolvable,
});

const macrosOf = (base: CareDeps['base'], conversation: CareDeps['conversation']) => ({
  ...base,
  ...conversation,
  exchangeName: base.config.exchangeName,
  listTeamIds: async () => (await listTeamRecords(base.database)).map(({ id }) => id),
});

const bulkOf = ({ base, conversation, dueWork }: CareDeps): BulkDeps => ({
  ...base,
  ...conversation,
  dueWork,
  checkSolvable,
  readyMacro: (asker, macroId) => readyMacro(macrosOf(base, conversation), asker, macroId),
  hasTeam: async (teamId: TeamId) =>
    (await listTeamRecords(base.database)).some((team) => team.id === teamId),
  askerOf: async (agentId) => {
    if (agentId.startsWith('key:')) return keyActingLater({ ...base.config, ...base }, agentId);
    const [record] = await listAgentRecords(base.database, agentId);
    return (
      record && {
        view: viewOf(record),
        agent: { ...record.agent, leads: isLeadRole(record.role) },
      }
    );
  },
  readTags: (tags) => readTags(base.database, tags),
  assigning: (conversationId, toAgentId) =>
    assigning({ policy: DEFAULT_ROUTING_POLICY }, conversationId, toAgentId),
});

/** What belongs together: requests, their tags and fields, those who follow them, and changes of many at once. */
export const createBelonging = (deps: CareDeps): CarePart => {
  const { base, conversation, dueWork } = deps;
  const all = { ...base, ...conversation, dueWork };
  const fields: FieldsDeps = {
    ...all,
    exchangeIdOf: async (customerId) =>
      (await findCustomer(base.database, customerId))?.externalId ?? null,
  };
  const watching: WatchingDeps = { ...all, colleagues };
  const bulk = bulkOf(deps);
  return {
    routes: [
      ...relationsRoutes({
        ...all,
        handOn: async (trx, from, { id }) => {
          await copyValues(trx, from, id);
          await copyWatchers(trx, from, id);
        },
      }),
      ...tagsRoutes(all),
      ...fieldsRoutes(fields),
      ...watchingRoutes(watching),
      ...bulkRoutes(bulk),
    ],
    followers: [linksFollower, tagsFollower, watchingFollower(watching)],
    handlers: new Map([
      [
        RENAME_KIND,
        renameBearers(all, (item) => dueWork.schedule(base.database, [item]), base.clock.now),
      ],
      [TELL_KIND, tellNews(base)],
      [BULK_KIND, runBatch(bulk)],
    ]),
  };
};
