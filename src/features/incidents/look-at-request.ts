import type { Conversation } from '../../core/conversation/state.ts';
import { isActive } from '../../core/conversation/transitions.ts';
import type { AtMs, ConversationId } from '../../core/ids.ts';
import { concerns } from '../../core/incidents/concerns.ts';
import { entitiesOfCard } from '../../core/incidents/entities-of-card.ts';
import { entitiesOfField } from '../../core/incidents/entities-of-field.ts';
import { type Entity, entityKey, type Series } from '../../core/incidents/vocabulary.ts';
import { findConversation, readTalk } from '../conversation/index.ts';
import { listFields, listValues } from '../fields/index.ts';
import { greet } from './attach.ts';
import type { CurrentStatus } from './current-status.ts';
import type { IncidentsDeps } from './deps.ts';
import { countRequest } from './store-signals.ts';

/** Cards stand near the end of the talk; older ones than these were looked at when they came. */
const TALK = 40;

/** What of a log says where a request belongs. */
const TELLING: ReadonlySet<string> = new Set([
  'conversation_started',
  'category_changed',
  'card_shown',
  'field_changed',
]);

export const lookDuty = (conversationId: ConversationId, dueAt: AtMs) =>
  ({
    key: `incident_look:${conversationId}`,
    kind: 'incident_look',
    payload: { conversationId },
    dueAt,
    again: true,
  }) as const;

interface Known {
  readonly entities: readonly Entity[];
  /** When it was last said where the request belongs. */
  readonly at: AtMs;
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** What coins and networks the form names, by choices and amounts. */
const entitiesOfForm = async (
  { database }: Pick<IncidentsDeps, 'database'>,
  conversationId: ConversationId,
): Promise<readonly Entity[]> => {
  const values = await listValues(database, conversationId);
  if (values.length === 0) return [];
  const fields = new Map((await listFields(database)).map((field) => [field.fieldId, field]));
  return values.flatMap(({ fieldId, value }) => {
    const field = fields.get(fieldId);
    return field === undefined ? [] : entitiesOfField(field, value);
  });
};

/** What coins and networks the cards and the form of a request name. Nobody's words are looked at. */
const readKnown = async (deps: IncidentsDeps, state: Conversation): Promise<Known> => {
  const talk = await readTalk(deps, state.id, TALK);
  const cards = talk.filter(({ logged }) => logged.event.type === 'card_shown');
  const entities = [
    ...cards.flatMap(({ text }) => entitiesOfCard(parse(text))),
    ...(await entitiesOfForm(deps, state.id)),
  ];
  const unique = new Map(entities.map((entity) => [entityKey(entity), entity]));
  const telling = talk.filter(({ logged }) => TELLING.has(logged.event.type));
  return {
    entities: [...unique.values()],
    at: telling.at(-1)?.logged.at ?? state.createdAt,
  };
};

/** A request about something that is known already is told so, once. */
const greetIfConcerned = async (
  deps: IncidentsDeps,
  current: CurrentStatus,
  state: Conversation,
  entities: readonly Entity[],
): Promise<void> => {
  const incident = current.open.find(
    (each) => each.greetsNew && concerns(each, state.category, entities),
  );
  if (incident === undefined || state.case.incidentIds.includes(incident.id)) return;
  if (state.case.mergedInto !== null) return;
  await greet(deps, incident.id, state.id);
};

/** The due work `incident_look`: counts the request where it belongs, and greets it. */
export const lookAtRequest = async (
  deps: IncidentsDeps,
  current: CurrentStatus,
  conversationId: ConversationId,
): Promise<void> => {
  const state = await findConversation(deps.database, conversationId);
  if (state === undefined) return;
  const { entities, at } = await readKnown(deps, state);
  const { category } = state;
  const series: Series[] = [
    { category, entity: null },
    ...entities.map((entity) => ({ category, entity })),
  ];
  await deps.database.transaction().execute((trx) => countRequest(trx, conversationId, series, at));
  if (isActive(state.status)) await greetIfConcerned(deps, current, state, entities);
};

/** Before the assistant answers: what is known already comes first. Costs nothing while no incident is open. */
export const greetFirst = async (
  deps: IncidentsDeps,
  current: CurrentStatus,
  conversationId: ConversationId,
): Promise<void> => {
  if (!current.open.some(({ greetsNew }) => greetsNew)) return;
  const state = await findConversation(deps.database, conversationId);
  if (state === undefined || !isActive(state.status)) return;
  const { entities } = await readKnown(deps, state);
  await greetIfConcerned(deps, current, state, entities);
};
