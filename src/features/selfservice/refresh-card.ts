import type { Card } from '../../contract/cards.ts';
import type { MessageId } from '../../core/ids.ts';
import { fail, ok } from '../../core/outcome.ts';
import type { Finding } from '../../core/selfservice/finding.ts';
import { generalFinding } from '../../core/selfservice/general-findings.ts';
import type { Transaction } from '../../ports/database.ts';
import { updateCard } from '../conversation/index.ts';
import type { SelfServiceDeps } from './deps.ts';
import { type LookingTool, look } from './look.ts';
import type { Looked } from './looked.ts';
import { nameUuid } from './name-uuid.ts';
import { sayFinding } from './say-finding.ts';
import { checkItem, nextCheckAt, shownHash } from './start-follow.ts';
import { endFollow, type Follow, findFollow, moveFollow, type Seen } from './store-follows.ts';

/** What changes little by little is shown at most this often. */
const THROTTLE_MS = 10_000;

type Found = Extract<Looked, { kind: 'found' }>;

/** News is what changes the matter: not each step of what still only waits. */
const isNews = (follow: Follow, { code, phase }: Finding): boolean =>
  code !== follow.finding && !(phase === 'wait' && follow.seen.waits && !LOUD.has(code));
/** Told although it only waits. */
const LOUD: ReadonlySet<string> = new Set([
  'reorganised',
  'sent_reorganised',
  'network_closed',
  'on_hold',
  'late',
  'recovery_under_way',
]);

const seenAfter = (follow: Follow, found: Found, card: Card, told: boolean): Seen => {
  const fresh = new Set(found.sightings.map(({ txid }) => txid));
  return {
    sightings: [
      ...follow.seen.sightings.filter(({ txid }) => !fresh.has(txid)),
      ...found.sightings,
    ].slice(-4),
    shown: shownHash(card),
    told: follow.seen.told + (told ? 1 : 0),
    waits: found.finding.phase === 'wait',
  };
};

const tell = async (
  deps: SelfServiceDeps,
  follow: Follow,
  finding: Finding,
  final: boolean,
  alsoWrite: (trx: Transaction) => Promise<boolean>,
): Promise<void> => {
  const { timeZone } = await deps.holderOf(follow.customerId);
  const turnId = nameUuid(`news:${follow.cardId}:${follow.seen.told + 1}`);
  const messageId = nameUuid(`news-words:${turnId}`) as MessageId;
  const clientMessageId = `news-${turnId}`;
  const { locale, cardId, conversationId } = follow;
  const { tool, code, actions } = finding;
  const moved = async (trx: Transaction) =>
    (await alsoWrite(trx)) ? ok(null) : fail('conflict', 'told_already');
  const said = await deps.committer.commit({
    conversationId,
    actor: { kind: 'assistant' },
    command: {
      type: 'assistant_reply',
      turnId,
      message: { messageId, clientMessageId },
      reply: { kind: 'update', tool, code, cardId, actions, final },
      seenSeq: 0,
      cards: [],
    },
    maySee: () => true,
    words: {
      messageId,
      kind: 'assistant',
      senderId: 'assistant',
      clientMessageId,
      text: sayFinding({ texts: deps.texts, locale, timeZone }, finding),
      bodyHash: deps.bodyHash(['news', turnId]),
    },
    alsoWrite: moved,
  });
  // A person answers by now, or the conversation is over: the card has changed, and that is all.
  if (!said.ok && said.failure.class === 'precondition')
    await deps.database.transaction().execute(alsoWrite);
};

/** Shows what has changed and tells it where it is news. Gives whether it goes on being watched. */
const takeIn = async (deps: SelfServiceDeps, follow: Follow, found: Found): Promise<boolean> => {
  const { finding } = found;
  const now = deps.clock.now();
  const seed = found.cards.find(
    ({ kind, subjectId }) => kind === follow.cardKind && subjectId === follow.subjectId,
  );
  // The exchange does not answer: what was shown stays, with its time, and it is looked at again.
  if (seed === undefined && finding.code.startsWith('exchange_')) return true;
  const news = isNews(follow, finding);
  const final = !finding.follows;
  const card: Card | null = seed === undefined ? null : { ...seed, cardId: follow.cardId };
  const isOther = card !== null && shownHash(card) !== follow.seen.shown;
  const isDue = news || final || finding.code !== follow.finding;
  if (card !== null && isOther && (isDue || now - follow.updatedAt >= THROTTLE_MS))
    await updateCard(deps, { conversationId: follow.conversationId, card });
  else if (!isDue) return true;
  const to = (told: boolean) => ({
    finding: finding.code,
    seen:
      card === null
        ? { ...follow.seen, told: follow.seen.told + (told ? 1 : 0) }
        : seenAfter(follow, found, card, told),
    updatedAt: now,
  });
  if (news && follow.told)
    await tell(deps, follow, finding, final, (trx) => moveFollow(trx, follow, to(true)));
  else await moveFollow(deps.database, follow, to(false));
  return !final;
};

/** Looks at one watched thing again. May run at any time, and twice at once: nothing is told twice. */
export const refreshCard = async (deps: SelfServiceDeps, follow: Follow): Promise<void> => {
  const now = deps.clock.now();
  if (now >= follow.until) {
    const over = generalFinding(follow.tool, 'still_waiting');
    await tell(deps, follow, over, true, async (trx) => {
      await endFollow(trx, follow.cardId);
      return true;
    });
    return;
  }
  const looked = await look(deps, follow.tool as LookingTool, {
    tool: follow.tool,
    userId: follow.userId,
    subjectId: follow.subjectId,
    words: '',
    // Who looks by then is not known: what needs a fresh proof is not shown.
    level: 'session',
    now,
    sightings: new Map(follow.seen.sightings.map((each) => [each.txid, each])),
  });
  const goesOn = looked.kind === 'found' ? await takeIn(deps, follow, looked) : true;
  if (!goesOn) await endFollow(deps.database, follow.cardId);
};

/** Due work: looks again, and says when to look the next time. */
export const runCheck = async (deps: SelfServiceDeps, cardId: string): Promise<void> => {
  const follow = await findFollow(deps.database, cardId);
  if (follow === undefined) return;
  await refreshCard(deps, follow);
  const after = await findFollow(deps.database, cardId);
  if (after === undefined) return;
  const dueAt = nextCheckAt(after, deps.clock.now());
  await deps.dueWork.schedule(deps.database, [checkItem(cardId, dueAt)]);
};
