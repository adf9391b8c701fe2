import type { SendReply, StartReply } from '../../../src/contract/conversation.ts';
import type { ServerFrame, WireEvent } from '../../../src/contract/live.ts';
import { type Answer, mayRetry, type Refusal } from '../../kit/api/request.ts';
import { uploadFile } from '../../kit/api/upload-file.ts';
import type { LiveClient } from '../../kit/live/live-client.ts';
import type { Handed, OutboxFile, OutboxItem } from '../../kit/state/outbox.ts';
import { ask, renewSession, sessionSecret } from './session.ts';
import { type Begun, state } from './state.ts';

/** A send by the socket that is not answered within this goes by HTTP, under the same id. */
const SOCKET_ANSWERS_WITHIN_MS = 6_000;

type Settled = Extract<ServerFrame, { type: 'sent' | 'refused' }>;
const awaited = new Map<string, (frame: Settled | null) => void>();

/** Gives a `sent` or `refused` to whoever waits for it. */
export const settleSend = (frame: Settled): void => awaited.get(frame.clientMessageId)?.(frame);

const contentOf = (item: OutboxItem) => ({
  clientMessageId: item.clientMessageId,
  text: item.text,
  fileIds: item.files.flatMap(({ fileId }) => fileId ?? []),
});

const sendBySocket = (live: LiveClient, item: OutboxItem): Promise<Settled | null> =>
  new Promise((resolve) => {
    const { clientMessageId, conversationId } = item;
    const settle = (frame: Settled | null): void => {
      awaited.delete(clientMessageId);
      clearTimeout(timer);
      resolve(frame);
    };
    const timer = setTimeout(() => settle(null), SOCKET_ANSWERS_WITHIN_MS);
    awaited.set(clientMessageId, settle);
    const content = contentOf(item);
    if (!live.send({ type: 'send', conversationId, content })) settle(null);
  });

/** No session is not the message's fault: it waits for one. */
const handRefusal = (refusal: Refusal): Handed<never> =>
  mayRetry(refusal) || refusal.status === 401
    ? { kind: 'later', afterMs: refusal.retryAfterMs }
    : { kind: 'refused', code: refusal.code };

export interface SendingPorts {
  readonly live: () => LiveClient | null;
  readonly onEvents: (conversationId: string, events: readonly WireEvent[]) => void;
  readonly onStarted: (localId: string, reply: StartReply) => void;
}

/** What was filled in since: whoever was asked for more has answered. */
const filledIn = ({ conversationId }: OutboxItem): Pick<Begun, 'fields'> => {
  const fields = state.get().begun[conversationId]?.fields;
  return fields === undefined ? {} : { fields };
};

const startByHttp = async (
  item: OutboxItem,
  { followUpOf, ...start }: NonNullable<OutboxItem['start']>,
  ports: SendingPorts,
): Promise<Handed<string>> => {
  const answer: Answer<StartReply> =
    followUpOf === undefined
      ? await ask('POST', '/api/conversations', { ...contentOf(item), ...start, ...filledIn(item) })
      : await ask('POST', `/api/conversations/${followUpOf}/follow-up`, contentOf(item));
  if (!answer.ok) return handRefusal(answer);
  ports.onStarted(item.conversationId, answer.value);
  return { kind: 'done', value: answer.value.conversation.id };
};

/** Hands one message to the server: by the socket where it is up, else by HTTP. */
export const sendItem =
  (ports: SendingPorts) =>
  async (item: OutboxItem): Promise<Handed<string>> => {
    if (item.start !== null) return startByHttp(item, item.start, ports);
    const live = ports.live();
    const { conversationId } = item;
    if (live?.status() === 'live') {
      const frame = await sendBySocket(live, item);
      if (frame?.type === 'sent') {
        // Merged meanwhile, it arrives where it goes on.
        ports.onEvents(frame.event.conversationId, [frame.event]);
        return { kind: 'done', value: frame.event.conversationId };
      }
      // A refusal is asked for once more by HTTP, which says whether and when a retry may succeed.
    }
    const path = `/api/conversations/${conversationId}/messages`;
    const answer = await ask<SendReply>('POST', path, contentOf(item));
    if (!answer.ok) return handRefusal(answer);
    const event = answer.value.event as unknown as WireEvent;
    ports.onEvents(event.conversationId, [event]);
    return { kind: 'done', value: event.conversationId };
  };

const setProgress = (localId: string, fraction: number | null): void => {
  const { [localId]: _gone, ...rest } = state.get().progress;
  state.patch({ progress: fraction === null ? rest : { ...rest, [localId]: fraction } });
};

/** Uploads under way, so that deleting the message stops them. */
const uploads = new Map<string, AbortController>();
export const stopUploads = (item: OutboxItem): void => {
  for (const { localId } of item.files) uploads.get(localId)?.abort();
};

export const uploadItemFile = async (
  _item: OutboxItem,
  file: OutboxFile,
): Promise<Handed<string>> => {
  const stop = new AbortController();
  uploads.set(file.localId, stop);
  setProgress(file.localId, 0);
  const upload = () =>
    uploadFile({
      path: '/api/files',
      file: file.blob,
      name: file.name,
      session: sessionSecret(),
      onProgress: (fraction) => setProgress(file.localId, fraction),
      signal: stop.signal,
    });
  let answer = await upload();
  if (!answer.ok && answer.status === 401 && (await renewSession())) answer = await upload();
  uploads.delete(file.localId);
  setProgress(file.localId, null);
  if (answer.ok) return { kind: 'done', value: answer.value.id };
  return answer.code === 'cancelled' ? { kind: 'refused', code: 'cancelled' } : handRefusal(answer);
};
