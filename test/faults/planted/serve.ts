/**
 * `node test/faults/planted/serve.ts`: a server for the faults harness with one fault planted in it. It speaks the part
 * of the public HTTP interface that the harness uses, and believes everybody who they say they are.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Command } from '../../../src/core/conversation/command.ts';
import { presentToStaff } from '../../../src/core/conversation/present.ts';
import type { AgentId, CustomerId, MessageId, TeamId } from '../../../src/core/ids.ts';
import type { Outcome } from '../../../src/core/outcome.ts';
import { type Plant, PlantedStore, type Stored } from './planted-store.ts';

const { PLANTED_PORT, PLANTED_DATABASE, PLANTED_FAULT } = process.env;
const store = new PlantedStore(String(PLANTED_DATABASE), PLANTED_FAULT as Plant);

const STATUS = {
  not_found: 404,
  conflict: 409,
  invalid: 422,
  precondition: 412,
  forbidden: 403,
} as const;

const readBody = async (request: IncomingMessage): Promise<Record<string, string>> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? {} : (JSON.parse(text) as Record<string, string>);
};

const reply = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const replyOutcome = (
  response: ServerResponse,
  result: Outcome<Stored>,
  present: (stored: Stored) => unknown,
): void => {
  if (result.ok) {
    reply(response, 200, present(result.value));
    return;
  }
  const { class: failureClass, code, details } = result.failure;
  reply(response, STATUS[failureClass as keyof typeof STATUS] ?? 500, { error: { code, details } });
};

const startCommand =
  (customerId: CustomerId, clientMessageId: string) =>
  (messageId: MessageId): Command => ({
    type: 'start',
    customerId,
    customerKind: 'customer',
    number: '0000-0000-0',
    channel: 'livechat',
    locale: 'en',
    category: 'withdrawal',
    tier: 'standard',
    teamId: 'general' as TeamId,
    preferredAgentId: null,
    aboutArticleId: null,
    engage: false,
    urgent: false,
    message: { messageId, clientMessageId, fileIds: [], destroyed: [] },
  });

const acting = (agentId: AgentId) => ({ id: agentId, name: agentId, badge: agentId, leads: false });

const say = async (
  response: ServerResponse,
  reader: string,
  staff: boolean,
  id: string | null,
  body: Record<string, string>,
): Promise<void> => {
  const { clientMessageId = '', text = '' } = body;
  const words = { clientMessageId, text };
  const facts = (messageId: MessageId) => ({
    messageId,
    clientMessageId,
    fileIds: [],
    destroyed: [],
  });
  const actor = staff
    ? { kind: 'agent' as const, id: reader as AgentId }
    : { kind: 'customer' as const, id: reader as CustomerId };
  const customerId = reader as CustomerId;
  const command = (messageId: MessageId): Command =>
    staff
      ? {
          type: 'send_as_agent',
          agent: acting(reader as AgentId),
          message: facts(messageId),
          leaveAs: null,
        }
      : { type: 'send_as_customer', customerId, message: facts(messageId) };
  await store.say(
    actor,
    id,
    words,
    id === null ? startCommand(customerId, clientMessageId) : command,
    (result) =>
      replyOutcome(response, result, ({ state, events, duplicate }) =>
        id === null
          ? { conversation: presentToStaff(state), events, duplicate }
          : { event: events[0], duplicate },
      ),
  );
};

const changeCommand = (agentId: AgentId, verb: string, body: Record<string, string>): Command => {
  if (verb === 'claim') return { type: 'claim', agent: acting(agentId) };
  if (verb === 'release') return { type: 'requeue', agentId, reason: 'released' };
  return { type: 'set_status', agent: acting(agentId), to: body.status as 'solved' };
};

const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname === '/readyz' || url.pathname === '/api/desk/me/status')
    return reply(response, 200, {});
  const staff = request.headers.cookie !== undefined;
  const reader = staff
    ? String(request.headers.cookie)
    : String(request.headers.authorization).slice('Bearer '.length);
  const [, id = null, verb = ''] =
    /^\/api\/(?:desk\/)?conversations(?:\/([^/]+)(?:\/(\w+))?)?$/.exec(url.pathname) ?? [];
  if (request.method === 'GET') {
    const limit = Number(url.searchParams.get('limit') ?? 100);
    const events = await store.read(
      reader,
      staff,
      String(id),
      Number(url.searchParams.get('after') ?? 0),
      limit,
    );
    return reply(response, 200, { events, hasLater: events.length === limit });
  }
  const body = await readBody(request);
  if (id === null || verb === 'messages') return say(response, reader, staff, id, body);
  const result = await store.change(
    { kind: 'agent', id: reader as AgentId },
    id,
    changeCommand(reader as AgentId, verb, body),
  );
  replyOutcome(response, result, ({ state }) => ({ conversation: presentToStaff(state) }));
};

await store.prepare();
createServer((request, response) => {
  handle(request, response).catch((error: unknown) => {
    console.error(error);
    if (!response.headersSent) reply(response, 503, { error: { code: 'temporarily_unavailable' } });
  });
}).listen(Number(PLANTED_PORT), '127.0.0.1');
