import type { Card } from '../../contract/cards.ts';
import type { AssistantReply } from '../../core/assistant/reply.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { Finding } from '../../core/selfservice/finding.ts';
import { generalFinding } from '../../core/selfservice/general-findings.ts';
import { LEVEL_OF_TOOL, levelOf, reaches } from '../../core/selfservice/levels.ts';
import type { Tool } from '../../core/selfservice/vocabulary.ts';
import type { AssuranceLevel, Locale } from '../../core/vocabulary.ts';
import type { Sighting } from '../../ports/chain.ts';
import type { Connection } from '../../ports/database.ts';
import type { ExchangeUserId } from '../../ports/exchange.ts';
import type { SelfServiceDeps } from './deps.ts';
import { look } from './look.ts';
import type { CardSeed, Looked } from './looked.ts';
import { nameUuid } from './name-uuid.ts';
import { type Speech, sayFinding } from './say-finding.ts';
import { startFollow } from './start-follow.ts';
import { findProof } from './store-proofs.ts';

/** What the assistant asks of a tool in one turn. */
export interface ToolTurn {
  readonly state: Conversation;
  readonly turnId: string;
  readonly tool: Tool;
  readonly locale: Locale;
  /** The customer's words that the turn is about. */
  readonly words: string;
  /** The one that the customer chose; null: none yet. */
  readonly subjectId: string | null;
}

/** What the assistant says then. */
export interface ToolAnswer {
  readonly reply: Exclude<AssistantReply, { kind: 'answer' | 'clarify' | 'word' | 'handover' }>;
  readonly text: string;
  /** Shown below the words. */
  readonly cards: readonly Card[];
  /** Null where it only asks for something. */
  readonly finding: Finding | null;
  /** Begins to watch what is shown; to be called in the transaction that shows it. */
  readonly follow: (connection: Connection) => Promise<void>;
}

/** Who is asking, as far as a turn may know. */
export interface Asker {
  readonly userId: ExchangeUserId | null;
  readonly level: AssuranceLevel;
  readonly speech: Speech;
}

export const readAsker = async (
  deps: SelfServiceDeps,
  { state, locale }: Pick<ToolTurn, 'state' | 'locale'>,
): Promise<Asker> => {
  const [holder, proof] = await Promise.all([
    deps.holderOf(state.customerId),
    findProof(deps.database, state.id, state.customerId),
  ]);
  return {
    userId: state.customerKind === 'customer' ? holder.userId : null,
    level: levelOf(state.customerKind, proof?.provedUntil ?? null, deps.clock.now()),
    speech: { texts: deps.texts, locale, timeZone: holder.timeZone },
  };
};

const NOTHING = async (): Promise<void> => undefined;

/** The same turn shows the same thing under the same id, however often it is tried. */
const placed = (turnId: string, seed: CardSeed): Card => ({
  ...seed,
  cardId: nameUuid(`${turnId}:${seed.kind}:${seed.subjectId}`),
});

const asks = (finding: Finding): boolean => !finding.code.startsWith('exchange_');

/** A finding as the assistant's words, with its cards. */
export const tellFinding = (
  deps: SelfServiceDeps,
  turn: ToolTurn,
  asker: Asker,
  finding: Finding,
  seeds: readonly CardSeed[] = [],
  sightings: readonly Sighting[] = [],
): ToolAnswer => {
  const { turnId, state } = turn;
  const { userId } = asker;
  const cards = seeds.map((seed) => placed(turnId, seed));
  const [main] = cards;
  const follows = finding.follows && main !== undefined && userId !== null;
  return {
    reply: {
      kind: 'finding',
      tool: finding.tool,
      code: finding.code,
      cardIds: cards.map(({ cardId }) => cardId),
      actions: finding.actions,
      asks: asks(finding) && !finding.needsPerson,
      follows: follows && !finding.needsPerson,
    },
    text: sayFinding(asker.speech, finding),
    cards,
    finding,
    follow: follows
      ? (connection) =>
          startFollow(deps, connection, {
            cardId: main.cardId,
            conversationId: state.id,
            customerId: state.customerId,
            userId,
            turnId,
            tool: finding.tool,
            subjectId: main.subjectId,
            cardKind: main.kind,
            locale: turn.locale,
            told: true,
            card: main,
            found: finding,
            sightings,
          })
      : NOTHING,
  };
};

const asking = (
  asker: Asker,
  reply: ToolAnswer['reply'],
  key: string,
  cards: readonly Card[] = [],
): ToolAnswer => ({
  reply,
  text: asker.speech.texts.say(asker.speech.locale, `selfservice.${key}`),
  cards,
  finding: null,
  follow: NOTHING,
});

/** Asks that the customer proves again who they are, for this. */
export const askStepUp = (
  asker: Asker,
  { tool }: Pick<ToolTurn, 'tool'>,
  action: Extract<AssistantReply, { kind: 'step_up' }>['action'],
): ToolAnswer => asking(asker, { kind: 'step_up', tool, action }, 'step_up');

export const askNetworkCheck = (asker: Asker): ToolAnswer =>
  asking(asker, { kind: 'network_check' }, 'network_check');

const tellLooked = (
  deps: SelfServiceDeps,
  turn: ToolTurn,
  asker: Asker,
  looked: Exclude<Looked, { kind: 'none' }>,
): ToolAnswer => {
  const { tool, turnId } = turn;
  switch (looked.kind) {
    case 'found':
      return tellFinding(deps, turn, asker, looked.finding, looked.cards, looked.sightings);
    case 'ask':
      return asking(
        asker,
        { kind: 'ask', tool, of: looked.of },
        `ask.${tool === 'deposit' ? 'deposit' : 'past_transaction'}`,
      );
    case 'pick': {
      const cards = looked.options.map((seed) => placed(turnId, seed));
      const options = cards.map(({ subjectId, cardId }) => ({ subjectId, cardId }));
      return asking(asker, { kind: 'pick', tool, options }, `pick.${tool}`, cards);
    }
  }
};

/**
 * What a tool says in this turn. In this order: who asks must be known well enough, the customer must have agreed, and
 * then the exchange and the chain are asked, for the user of the conversation and nobody else.
 */
export const answerTool = async (deps: SelfServiceDeps, turn: ToolTurn): Promise<ToolAnswer> => {
  const asker = await readAsker(deps, turn);
  const { tool, state } = turn;
  if (tool === 'network') return askNetworkCheck(asker);
  const needed = LEVEL_OF_TOOL[tool];
  if (needed !== 'none') {
    if (asker.userId === null || !reaches(asker.level, 'session'))
      return tellFinding(deps, turn, asker, generalFinding(tool, 'sign_in'));
    if (!reaches(asker.level, needed)) return askStepUp(asker, turn, null);
    if (state.assistant?.consent !== 'given')
      return asking(asker, { kind: 'consent', tool }, 'consent');
  }
  const looked = await look(deps, tool, {
    tool,
    userId: asker.userId ?? ('' as ExchangeUserId),
    subjectId: turn.subjectId,
    words: turn.words,
    level: asker.level,
    now: deps.clock.now(),
    sightings: new Map(),
  });
  return tellLooked(deps, turn, asker, looked);
};
