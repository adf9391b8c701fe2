import type { Conversation } from '../../core/conversation/state.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { AgentId, AtMs } from '../../core/ids.ts';
import type { Transaction } from '../../ports/database.ts';
import type { Colleague, WatchingDeps } from './deps.ts';
import { TELL_KIND } from './follower.ts';
import { insertNews } from './store.ts';

type AlarmDeps = Pick<WatchingDeps, 'ids' | 'dueWork' | 'colleagues'>;

/** What somebody is to look at, apart from what they follow. */
export interface Alarm {
  /** A word of the catalogue: `news.alarm.<what>`. */
  readonly what: string;
  /** The event that it is about: of one event nobody is told twice. */
  readonly seq: number;
  /** Those who lead the case's team, or certain people. */
  readonly to: 'leads' | readonly AgentId[];
  readonly at: AtMs;
}

/** Supervisors of the case's team; where it has none all supervisors, and where there are none administrators. */
const leadsOf = (all: readonly Colleague[], { teamId }: Conversation): readonly Colleague[] => {
  const supervisors = all.filter(({ view }) => view.role === 'supervisor');
  const theirs = supervisors.filter(({ view }) => view.teamIds.includes(teamId));
  if (theirs.length > 0) return theirs;
  return supervisors.length > 0 ? supervisors : all.filter(({ view }) => view.role === 'admin');
};

/** Tells people of the staff, once, with the transaction: as news, and at once to those who are on the desk. */
export const raiseAlarm = async (
  deps: AlarmDeps,
  trx: Transaction,
  state: Conversation,
  { what, seq, to, at }: Alarm,
): Promise<void> => {
  const all = await deps.colleagues(trx);
  const asked =
    to === 'leads' ? leadsOf(all, state) : all.filter(({ agent }) => to.includes(agent.id));
  const told = asked.filter(({ view }) => staffMaySee(view, state));
  if (told.length === 0) return;
  for (const { agent } of told)
    await insertNews(trx, {
      newsId: deps.ids.uuid(),
      agentId: agent.id,
      conversationId: state.id,
      kind: 'alarm',
      what,
      seq,
      messageId: null,
      by: null,
    });
  await deps.dueWork.schedule(trx, [
    {
      key: `${TELL_KIND}:${state.id}:${what}:${seq}`,
      kind: TELL_KIND,
      payload: { conversationId: state.id, since: seq },
      dueAt: at,
    },
  ]);
};
