import assert from 'node:assert/strict';
import { sql } from 'kysely';
import sharp from 'sharp';
import { createSharpImages } from '../../src/adapters/image-sharp/sharp-images.ts';
import { createServerSecretGuard } from '../../src/adapters/secret-guard-bip39/create-guard.ts';
import { systemIds } from '../../src/adapters/system/ids.ts';
import type { Attachment } from '../../src/contract/conversation.ts';
import type { Principal, StaffPrincipal } from '../../src/contract/principal.ts';
import type { BinaryReply, RouteKey } from '../../src/contract/route.ts';
import type { AgentId, ConversationId, CustomerId, FileId, MessageId } from '../../src/core/ids.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import type { FilesDeps } from '../../src/features/files/deps.ts';
import { attachFiles, fileJobs, fileRoutes } from '../../src/features/files/index.ts';
import { holdsLastingSecret } from '../../src/features/intake/index.ts';
import { createVault } from '../../src/features/vault/index.ts';
import type { Database } from '../../src/ports/database.ts';
import type { DueItem } from '../../src/ports/due-work.ts';
import type { Scanner } from '../../src/ports/scanner.ts';
import { withTestDatabase } from '../database.ts';
import { memoryKeyWrapper } from './key-wrapper.ts';
import { createMemoryBlobs, type MemoryBlobs } from './memory-blobs.ts';

const guard = createServerSecretGuard();
export const png = await sharp({
  create: { width: 900, height: 600, channels: 3, background: '#a04' },
})
  .png()
  .toBuffer();
export const text = (words: string): Uint8Array => new TextEncoder().encode(words);

/** The files slice on a database of its own, with every port faked, and two customers and two agents. */
export interface World {
  readonly deps: FilesDeps;
  readonly database: Database;
  readonly blobs: MemoryBlobs;
  readonly due: DueItem[];
  readonly checked: FileId[];
  readonly scanner: { verdict: 'clean' | 'infected' | 'down'; scans: number };
  readonly ana: Principal;
  readonly ben: Principal;
  readonly agent: StaffPrincipal;
  readonly stranger: StaffPrincipal;
  readonly conversationId: ConversationId;
  /** Messages that are internal notes. */
  readonly notes: Set<MessageId>;
  call<T>(
    key: RouteKey,
    principal: Principal,
    input?: Record<string, unknown>,
  ): Promise<Outcome<T>>;
  upload(who: Principal, name: string, bytes: Uint8Array): Promise<Outcome<Attachment>>;
  runDue(): Promise<void>;
}

const customer = async (database: Database): Promise<Principal & { customerId: CustomerId }> => {
  const customerId = systemIds.uuid() as CustomerId;
  await sql`INSERT INTO customers (customer_id, kind, tier, locale) VALUES (${customerId}, 'visitor', 'standard', 'en')`.execute(
    database,
  );
  return {
    kind: 'visitor',
    customerId,
    sessionId: 's',
    tier: 'standard',
    locale: 'en',
    assurance: 'none',
    blocked: false,
  };
};

const staff = (agentId: string): StaffPrincipal => ({
  kind: 'staff',
  agentId: agentId as AgentId,
  role: 'agent',
  teamIds: [],
  locale: 'en',
  publicName: 'Mia',
  badge: 'M-1',
  sessionId: agentId,
});

const conversationOf = async (
  database: Database,
  customerId: CustomerId,
): Promise<ConversationId> => {
  const id = systemIds.uuid() as ConversationId;
  await sql`
    INSERT INTO conversations (conversation_id, number, customer_id, customer_kind, channel, locale, category, tier,
      priority, status, team_id, accepted, created_at, last_seq, state)
    VALUES (${id}, ${id}, ${customerId}, 'visitor', 'livechat', 'en', 'deposit', 'standard', 'normal', 'open', 't',
      false, now(), 1, '{}')`.execute(database);
  return id;
};

const scannerOf = (state: World['scanner']): Scanner => ({
  name: 'fake',
  scan: async () => {
    state.scans += 1;
    if (state.verdict === 'down') throw new Error('scanner is down');
    return state.verdict === 'clean'
      ? { verdict: 'clean' }
      : { verdict: 'infected', signature: 'Test' };
  },
});

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export const withFilesWorld = (work: (world: World) => Promise<void>): Promise<void> =>
  withTestDatabase(async (database) => {
    const blobs = createMemoryBlobs();
    const due: DueItem[] = [];
    const checked: FileId[] = [];
    const notes = new Set<MessageId>();
    const scanner: World['scanner'] = { verdict: 'clean', scans: 0 };
    const ana = await customer(database);
    const ben = await customer(database);
    const agent = staff('agent-1');
    const conversationId = await conversationOf(database, ana.customerId);
    const deps: FilesDeps = {
      database,
      blobs,
      vault: createVault({ database, wrapper: memoryKeyWrapper(), ids: systemIds }),
      images: createSharpImages(),
      scanner: scannerOf(scanner),
      dueWork: { schedule: async (_connection, items) => void due.push(...items), wake: () => {} },
      ids: systemIds,
      clock: { now: () => Date.now() },
      log: quiet,
      redact: (words) => guard.redact(words).text,
      fileText: {
        read: async (bytes, mime) =>
          mime.startsWith('text/') ? new TextDecoder().decode(bytes) : '',
      },
      holdsSecret: holdsLastingSecret(guard),
      customerSeenBy: async (who, id) =>
        who.agentId === agent.agentId && id === conversationId ? ana.customerId : undefined,
      isPublicMessage: async (messageId) => !notes.has(messageId),
      recordAccess: async (connection, access) => {
        await sql`INSERT INTO access_events (agent_id, subject_kind, subject_id, customer_id, reason)
          VALUES (${access.agentId}, ${access.subjectKind}, ${access.subjectId}, ${access.customerId}, ${access.reason})`.execute(
          connection,
        );
      },
      onChecked: ({ fileId }) => void checked.push(fileId),
    };
    const routes = new Map(fileRoutes(deps).map((route) => [route.key, route]));
    const call: World['call'] = async (key, principal, input = {}) => {
      const handle = routes.get(key)?.handle as (input: unknown) => Promise<Outcome<never>>;
      return handle({ principal, params: {}, query: {}, body: undefined, ...input });
    };
    await work({
      deps,
      database,
      blobs,
      due,
      checked,
      notes,
      scanner,
      ana,
      ben,
      agent,
      stranger: staff('agent-2'),
      conversationId,
      call,
      upload: async (who, name, bytes) => {
        const key = who.kind === 'staff' ? 'POST /api/desk/files' : 'POST /api/files';
        const query = who.kind === 'staff' ? { name, conversationId } : { name };
        const outcome = await call<{ file: Attachment }>(key, who, { query, body: bytes });
        return outcome.ok ? { ok: true, value: outcome.value.file } : outcome;
      },
      runDue: async () => {
        for (const item of due.splice(0)) await fileJobs(deps).get(item.kind)?.(item.payload);
      },
    });
  });

export const good = <T>(outcome: Outcome<T>): T => {
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value;
};
export const codeOf = (outcome: Outcome<unknown>): string => {
  assert.ok(!outcome.ok, 'should have been refused');
  return outcome.failure.code;
};

export const attach = (
  world: World,
  fileIds: readonly string[],
  more: Partial<Parameters<typeof attachFiles>[1]> = {},
): Promise<Outcome<null>> =>
  world.database.transaction().execute((trx) =>
    attachFiles(trx, {
      fileIds: fileIds as readonly FileId[],
      customerId: (world.ana as { customerId: CustomerId }).customerId,
      conversationId: world.conversationId,
      messageId: systemIds.uuid() as MessageId,
      uploader: { kind: 'customer', id: (world.ana as { customerId: CustomerId }).customerId },
      ...more,
    }),
  );

export const open = (world: World, who: Principal, fileId: string, variant = 'full') =>
  world.call<BinaryReply>(
    who.kind === 'staff' ? 'GET /api/desk/files/:fileId/content' : 'GET /api/files/:fileId/content',
    who,
    { params: { fileId }, query: { variant } },
  );
