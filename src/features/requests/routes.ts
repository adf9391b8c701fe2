import { z } from 'zod';
import { conversationParams, startReply } from '../../contract/conversation.ts';
import { followUp, stationsReply } from '../../contract/requests.ts';
import { type BinaryReply, defineRoute, type Route } from '../../contract/route.ts';
import type { LoggedEvent } from '../../core/conversation/event.ts';
import { presentToCustomer } from '../../core/conversation/present.ts';
import type { ConversationId } from '../../core/ids.ts';
import { ok } from '../../core/outcome.ts';
import { stationsOf } from '../../core/requests/request-steps.ts';
import { CUSTOMER_PER_MINUTE, customerOf, eventsReply } from '../conversation/index.ts';
import { beginFollowUp } from './begin-follow-up.ts';
import { composeTranscript } from './compose-transcript.ts';
import type { RequestsDeps } from './deps.ts';
import { exportData } from './export-data.ts';
import { findOwn, readPublicLog } from './read-public-log.ts';

const tag = 'Customer: requests';
/** Whole logs are read: more often than this nobody needs them. */
const WHOLE_PER_MINUTE = 10;
const EXPORTS_PER_MINUTE = 2;

const download = (text: string, name: string, contentType: string): BinaryReply => ({
  bytes: new TextEncoder().encode(text),
  contentType,
  headers: {
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  },
});

const wholeLog = async (
  { database }: RequestsDeps,
  conversationId: ConversationId,
): Promise<readonly LoggedEvent[]> =>
  (await Array.fromAsync(readPublicLog(database, conversationId))).flat();

const readingRoutes = (deps: RequestsDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/conversations/:conversationId/stations',
    summary: 'Where one of my requests has been, where it stands and what was promised',
    tag,
    params: conversationParams,
    reply: stationsReply,
    handle: async ({ principal, params }) => {
      const id = params.conversationId as ConversationId;
      const found = await findOwn(deps.database, customerOf(principal).customerId, id);
      if (!found.ok) return found;
      const stations = stationsOf(await wholeLog(deps, id));
      return ok({
        stations: stations.map((each) => ({ ...each, promises: [...each.promises] })),
      });
    },
  }),
  defineRoute({
    key: 'GET /api/conversations/:conversationId/transcript',
    summary: 'What was said in one of my requests, as a text file',
    tag,
    params: conversationParams,
    query: z.strictObject({ timeZone: z.string().max(64).default('UTC') }),
    reply: 'binary',
    perMinute: WHOLE_PER_MINUTE,
    handle: async ({ principal, params, query }) => {
      const { customerId, locale } = customerOf(principal);
      const id = params.conversationId as ConversationId;
      const found = await findOwn(deps.database, customerId, id);
      if (!found.ok) return found;
      const wire = await deps.toWire(await wholeLog(deps, id));
      const { texts, exchangeName: exchange } = deps;
      const timeZone = knownZone(query.timeZone);
      const departments = await deps.departmentNames(locale);
      const how = { texts, locale, timeZone, exchange, departments };
      const text = composeTranscript(found.value, wire, how);
      return ok(download(text, `${found.value.number}.txt`, 'text/plain; charset=utf-8'));
    },
  }),
  defineRoute({
    key: 'GET /api/me/export',
    summary: 'All that is kept of my dealings with support, as JSON',
    tag,
    reply: 'binary',
    perMinute: EXPORTS_PER_MINUTE,
    handle: async ({ principal }) =>
      ok(
        download(
          await exportData(deps, customerOf(principal).customerId),
          'my-requests.json',
          'application/json',
        ),
      ),
  }),
];

/** A device may name a zone that we do not know; the times are in UTC then, and say so. */
const knownZone = (name: string): string => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
};

export const requestsRoutes = (deps: RequestsDeps): readonly Route[] => [
  ...readingRoutes(deps),
  defineRoute({
    key: 'POST /api/conversations/:conversationId/follow-up',
    summary: 'Go on where a closed request ended; safe to repeat with the same clientMessageId',
    tag,
    params: conversationParams,
    body: followUp,
    reply: startReply,
    perMinute: CUSTOMER_PER_MINUTE.start,
    handle: async ({ principal, params, body }) => {
      const id = params.conversationId as ConversationId;
      const begun = await beginFollowUp(deps, customerOf(principal), id, body);
      if (!begun.ok) return begun;
      const { state, duplicate } = begun.value;
      const events = await eventsReply(deps, begun.value, 'everyone');
      return ok({ conversation: presentToCustomer(state), events, duplicate });
    },
  }),
];
