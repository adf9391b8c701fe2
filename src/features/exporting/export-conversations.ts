import type { ExportFormat } from '../../contract/exporting.ts';
import type { AgentId, AtMs, ConversationId, CustomerId } from '../../core/ids.ts';
import type { Category, Status } from '../../core/vocabulary.ts';
import { keepAsker, writeAudit } from '../audit/index.ts';
import { type ConversationDeps, readStretch, recordAccesses } from '../conversation/index.ts';
import {
  type Exported,
  type ExportedMessage,
  headOf,
  lineOf,
  toExportedMessage,
  toExportRow,
} from './present.ts';

export type ExportDeps = Pick<ConversationDeps, 'database' | 'vault' | 'files' | 'contactsOf'>;

export interface ExportWish {
  readonly format: ExportFormat;
  readonly words: boolean;
  readonly status?: Status | undefined;
  readonly category?: Category | undefined;
  readonly since?: AtMs | undefined;
  readonly until?: AtMs | undefined;
}

/** A page of conversations and where the next begins; null at the end. */
export interface ExportPage {
  readonly conversations: readonly Exported[];
  readonly next: string | null;
}
/** Throws where a page cannot be read any more: an export that is cut must not look whole. */
export type ReadExportPage = (cursor: string | null) => Promise<ExportPage>;

/** Who asks, as the audit and the list of accesses name them. */
export interface Exporter {
  readonly kind: 'staff' | 'system';
  readonly id: AgentId;
}

const STRETCH = 200;

const readMessages = async (
  deps: ExportDeps,
  id: ConversationId,
): Promise<readonly ExportedMessage[]> => {
  const messages: ExportedMessage[] = [];
  let after = 0;
  for (;;) {
    const stretch = await readStretch(deps, id, { after, limit: STRETCH }, 'staff', () => true);
    if (!stretch.ok) return messages;
    const { events, hasLater } = stretch.value;
    messages.push(...events.flatMap((event) => toExportedMessage(event) ?? []));
    after = events.at(-1)?.seq ?? after;
    if (!hasLater) return messages;
  }
};

const fits = ({ status, category, since, until }: ExportWish, one: Exported): boolean => {
  const at = one.lastMessageAt ?? one.createdAt;
  return (
    (status === undefined || one.status === status) &&
    (category === undefined || one.category === category) &&
    (since === undefined || at >= since) &&
    (until === undefined || at < until)
  );
};

const linesOf = async (
  deps: ExportDeps,
  by: Exporter,
  wish: ExportWish,
  conversations: readonly Exported[],
): Promise<string> => {
  const chosen = conversations.filter((one) => fits(wish, one));
  // Written before anything of it leaves: no row, no data.
  await recordAccesses(
    deps.database,
    by.id,
    wish.words ? 'exported_with_words' : 'exported',
    chosen.map(({ id, customerId }) => ({
      subjectKind: 'conversation' as const,
      subjectId: id,
      customerId: customerId as CustomerId,
    })),
  );
  let lines = '';
  for (const one of chosen) {
    const messages = wish.words ? await readMessages(deps, one.id as ConversationId) : undefined;
    lines += lineOf(wish.format, toExportRow(one), messages);
  }
  return lines;
};

/**
 * The file, page by page, as fast as it is taken. That it was asked for is written down before its first line leaves,
 * and each conversation in it before that conversation does.
 */
export const exportConversations = (
  deps: ExportDeps,
  by: Exporter,
  wish: ExportWish,
  readPage: ReadExportPage,
): AsyncIterable<string> => {
  const next = keepAsker(async (cursor: string | null) => {
    const page = await readPage(cursor);
    return { lines: await linesOf(deps, by, wish, page.conversations), next: page.next };
  });
  const begin = keepAsker(() =>
    writeAudit(deps.database, {
      actor: { kind: by.kind, id: by.id },
      action: 'conversations_exported',
      subject: { kind: 'conversations', id: 'export' },
      data: { ...wish },
    }),
  );
  return (async function* () {
    await begin();
    const head = headOf(wish.format);
    if (head !== '') yield head;
    let cursor: string | null = null;
    do {
      const page: { lines: string; next: string | null } = await next(cursor);
      if (page.lines !== '') yield page.lines;
      cursor = page.next;
    } while (cursor !== null);
  })();
};
