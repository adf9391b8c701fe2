import type { Category, Locale } from '../../../src/core/vocabulary.ts';

/** A file that leaves with a message. */
export interface OutboxFile {
  readonly localId: string;
  readonly name: string;
  readonly blob: Blob;
  /** The server's id once its bytes are there. */
  readonly fileId: string | null;
}

/** A message that the server has not yet answered for. */
export interface OutboxItem {
  readonly clientMessageId: string;
  /** Whose it is: the id of the customer or agent. Nobody else's session ever sends it. */
  readonly owner: string;
  /** The conversation's id; `new:…` while the server does not know the conversation. */
  readonly conversationId: string;
  /** The first message of a new conversation opens it. */
  readonly start: {
    /** Left out, what the message is about decides. */
    readonly category?: Category;
    readonly locale: Locale;
    /** The article that was read before asking. */
    readonly aboutArticleId?: string;
    /** False: straight to a person. */
    readonly withAssistant?: boolean;
    /** The closed request that this one goes on from. */
    readonly followUpOf?: string;
    /** What was filled in beforehand. */
    readonly fields?: readonly { readonly fieldId: string; readonly value: string }[];
  } | null;
  readonly text: string;
  readonly files: readonly OutboxFile[];
  /** When it was written; messages of a conversation leave in this order. */
  readonly at: number;
  readonly state: 'waiting' | 'failed';
  /** Why it failed: key `error.<code>`. */
  readonly error: string | null;
}

/** Where it is kept so that it survives a reload. */
export interface OutboxStore {
  list(owner: string): Promise<readonly OutboxItem[]>;
  put(item: OutboxItem): Promise<void>;
  remove(clientMessageId: string): Promise<void>;
}

/** What came of handing something over. `later`: the same may succeed later. `refused`: it never will. */
export type Handed<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'later'; readonly afterMs: number | null }
  | { readonly kind: 'refused'; readonly code: string };

export interface OutboxPorts {
  readonly owner: string;
  readonly store: OutboxStore;
  /** Gives the file's id. */
  readonly upload: (item: OutboxItem, file: OutboxFile) => Promise<Handed<string>>;
  /** Gives the id of the conversation that the message now is in. All its files have ids. */
  readonly send: (item: OutboxItem) => Promise<Handed<string>>;
  /** Runs alone among all tabs. */
  readonly alone: (run: () => Promise<void>) => Promise<void>;
  readonly now: () => number;
  readonly after: (ms: number, run: () => void) => () => void;
  /** The kept items are others now; other tabs should look too. `moved`: a new conversation has got its id. */
  readonly onChange: (moved?: { readonly from: string; readonly to: string }) => void;
}

export interface Outbox {
  items(): readonly OutboxItem[];
  /** Reads what is kept: at the start, and when another tab changed it. */
  reload(): Promise<void>;
  add(item: OutboxItem): Promise<void>;
  /** Tries a failed one again. */
  retry(clientMessageId: string): Promise<void>;
  remove(clientMessageId: string): Promise<void>;
  /** Tries now all that wait. */
  flush(): Promise<void>;
  close(): void;
}

/** After this a message that could not be sent is given back to its writer, milliseconds. */
export const EXPIRES_AFTER_MS = 24 * 3_600_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

class KeptOutbox implements Outbox {
  readonly #ports: OutboxPorts;
  #items: readonly OutboxItem[] = [];
  #attempt = 0;
  #closed = false;
  #running: Promise<void> | null = null;
  #again = false;
  /** The server asked for quiet until then. */
  #heldUntil = 0;
  #cancelPause = (): void => undefined;

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
  }

  items(): readonly OutboxItem[] {
    return this.#items;
  }

  async reload(): Promise<void> {
    const kept = await this.#ports.store.list(this.#ports.owner);
    this.#items = [...kept].sort((a, b) => a.at - b.at);
  }

  async add(item: OutboxItem): Promise<void> {
    // Two messages of one millisecond keep the order in which they were written.
    const last = this.#items.at(-1)?.at ?? 0;
    await this.#put({ ...item, at: Math.max(item.at, last + 1) });
    void this.flush();
  }

  async retry(clientMessageId: string): Promise<void> {
    const item = this.#find(clientMessageId);
    if (item === undefined) return;
    await this.#put({ ...item, at: this.#ports.now(), state: 'waiting', error: null });
    this.#attempt = 0;
    void this.flush();
  }

  async remove(clientMessageId: string): Promise<void> {
    const item = this.#find(clientMessageId);
    if (item === undefined) return;
    const heir = this.#items.find(
      (other) => other !== item && other.conversationId === item.conversationId,
    );
    // The next message opens the conversation instead.
    if (item.start !== null && heir !== undefined) await this.#put({ ...heir, start: item.start });
    await this.#drop(clientMessageId);
    this.#ports.onChange();
    void this.flush();
  }

  flush(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    if (this.#running !== null) {
      this.#again = true;
      return this.#running;
    }
    this.#cancelPause();
    const held = this.#heldUntil - this.#ports.now();
    if (held > 0) {
      this.#cancelPause = this.#ports.after(held, () => void this.flush());
      return Promise.resolve();
    }
    this.#running = this.#ports
      .alone(() => this.#run())
      .finally(() => {
        this.#running = null;
        if (!this.#again) return;
        this.#again = false;
        void this.flush();
      });
    return this.#running;
  }

  close(): void {
    this.#closed = true;
    this.#cancelPause();
  }

  #find(clientMessageId: string): OutboxItem | undefined {
    return this.#items.find((item) => item.clientMessageId === clientMessageId);
  }

  async #put(item: OutboxItem): Promise<void> {
    await this.#ports.store.put(item);
    const others = this.#items.filter((each) => each.clientMessageId !== item.clientMessageId);
    this.#items = [...others, item].sort((a, b) => a.at - b.at);
    this.#ports.onChange();
  }

  async #drop(clientMessageId: string): Promise<void> {
    await this.#ports.store.remove(clientMessageId);
    this.#items = this.#items.filter((item) => item.clientMessageId !== clientMessageId);
  }

  async #run(): Promise<void> {
    // Another tab may have sent some of them while we waited for our turn.
    await this.reload();
    this.#ports.onChange();
    const conversations = new Set(this.#items.map((item) => item.conversationId));
    const pauses = await Promise.all([...conversations].map((id) => this.#drain(id)));
    const asked = pauses.filter((pause) => pause !== null);
    if (asked.length === 0) {
      this.#attempt = 0;
      return;
    }
    const own = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(this.#attempt, 10));
    this.#attempt += 1;
    this.#heldUntil = this.#ports.now() + Math.max(...asked);
    this.#cancelPause = this.#ports.after(Math.max(own, ...asked), () => void this.flush());
  }

  /** Sends one conversation's messages, one after the other. Null when nothing of it waits any more. */
  async #drain(conversationId: string): Promise<number | null> {
    let here = conversationId;
    for (;;) {
      const item = this.#items.find(
        (each) => each.conversationId === here && each.state === 'waiting',
      );
      if (item === undefined || this.#closed) return null;
      // Nothing can follow into a conversation whose opening was refused.
      if (here.startsWith('new:') && item.start === null) return null;
      if (this.#ports.now() - item.at > EXPIRES_AFTER_MS) {
        await this.#fail(item, 'expired');
        continue;
      }
      const handed = await this.#hand(item);
      if (handed.kind === 'later') return handed.afterMs ?? 0;
      if (handed.kind === 'refused') {
        // Taken back by its writer meanwhile: nothing to tell.
        if (this.#find(item.clientMessageId) !== undefined) await this.#fail(item, handed.code);
        continue;
      }
      here = await this.#settle(item, handed.value);
    }
  }

  async #hand(item: OutboxItem): Promise<Handed<string>> {
    let current = item;
    for (const file of item.files) {
      if (file.fileId !== null) continue;
      const uploaded = await this.#ports.upload(current, file);
      if (uploaded.kind !== 'done') return uploaded;
      current = {
        ...current,
        files: current.files.map((each) =>
          each.localId === file.localId ? { ...each, fileId: uploaded.value } : each,
        ),
      };
      if (this.#find(item.clientMessageId) === undefined)
        return { kind: 'refused', code: 'cancelled' };
      await this.#put(current);
    }
    return this.#ports.send(current);
  }

  async #fail(item: OutboxItem, code: string): Promise<void> {
    const latest = this.#find(item.clientMessageId) ?? item;
    await this.#put({ ...latest, state: 'failed', error: code });
  }

  async #settle(item: OutboxItem, conversationId: string): Promise<string> {
    await this.#drop(item.clientMessageId);
    const from = item.conversationId;
    if (from === conversationId) {
      this.#ports.onChange();
      return conversationId;
    }
    for (const each of this.#items) {
      if (each.conversationId === from) await this.#put({ ...each, conversationId });
    }
    this.#ports.onChange({ from, to: conversationId });
    return conversationId;
  }
}

/** Keeps what was written until the server has answered for it, in order within each conversation. */
export const createOutbox = (ports: OutboxPorts): Outbox => new KeptOutbox(ports);
