import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importJWK, SignJWT } from 'jose';
import type {
  CustomerConversation,
  DeskConversationRow,
} from '../../../src/contract/conversation.ts';
import type { QueuePlace } from '../../../src/contract/routing.ts';
import type { OpenSessionReply } from '../../../src/contract/session.ts';
import type { AgentStatus, Category, Locale, Tier } from '../../../src/core/vocabulary.ts';
import type { DemoServer } from './demo-server.ts';
import type { SampleFile } from './samples.ts';

/** The demo's password, as `npm start` prints it. */
const DEMO_PASSWORD = 'fjord-lantern-7184';
const AUDIENCE = 'mainstay-demo';
const TOKEN_LIFE_SECONDS = 240;

export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(question: string, status: number, code: string) {
    super(`${question}: ${status} ${code}`);
    this.status = status;
    this.code = code;
  }
}

type Headers = Readonly<Record<string, string>>;

const ask = async <T>(
  server: DemoServer,
  method: string,
  path: string,
  headers: Headers,
  body?: unknown,
): Promise<{ readonly body: T; readonly cookies: readonly string[] }> => {
  const reply = await fetch(`${server.origin}${path}`, {
    method,
    headers: {
      origin: server.origin,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await reply.text();
  const parsed = text === '' ? null : JSON.parse(text);
  if (!reply.ok) {
    throw new Refused(`${method} ${path}`, reply.status, parsed?.error?.code ?? 'no_code');
  }
  return { body: parsed as T, cookies: reply.headers.getSetCookie() };
};

export interface CookieParts {
  readonly name: string;
  readonly value: string;
}

/** A member of staff who speaks to the API as the desk does. */
export class Staff {
  readonly email: string;
  readonly agentId: string;
  /** The language that they chose, or speak first. */
  readonly locale: Locale;
  readonly cookies: readonly CookieParts[];
  readonly #server: DemoServer;

  private constructor(
    server: DemoServer,
    email: string,
    me: { readonly agentId: string; readonly locale: Locale },
    cookies: readonly CookieParts[],
  ) {
    this.#server = server;
    this.email = email;
    this.agentId = me.agentId;
    this.locale = me.locale;
    this.cookies = cookies;
  }

  static async signIn(server: DemoServer, email: string): Promise<Staff> {
    const reply = await ask(
      server,
      'POST',
      '/api/auth/sign-in/email',
      {},
      {
        email,
        password: DEMO_PASSWORD,
      },
    );
    const cookies = reply.cookies.map((line) => {
      const [pair = ''] = line.split(';', 1);
      const at = pair.indexOf('=');
      return { name: pair.slice(0, at), value: decodeURIComponent(pair.slice(at + 1)) };
    });
    const header = reply.cookies.map((line) => line.split(';', 1)[0]).join('; ');
    const me = await ask<{ agentId: string; locale: Locale }>(server, 'GET', '/api/desk/me', {
      cookie: header,
    });
    return new Staff(server, email, me.body, cookies);
  }

  async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const cookie = this.cookies
      .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
      .join('; ');
    return (await ask<T>(this.#server, method, path, { cookie }, body)).body;
  }

  /** False after a sign-out. */
  async isSignedIn(): Promise<boolean> {
    try {
      await this.ask('GET', '/api/desk/me');
      return true;
    } catch (error) {
      if (error instanceof Refused && error.status === 401) return false;
      throw error;
    }
  }

  setStatus(status: AgentStatus): Promise<unknown> {
    return this.ask('PUT', '/api/desk/me/status', { status });
  }

  /** Internal notes, one after the other: what came before them is no longer on the first page. */
  async noteOften(conversationId: string, times: number): Promise<void> {
    for (let at = 1; at <= times; at += 1) {
      await this.ask('POST', `/api/desk/conversations/${conversationId}/notes`, {
        clientMessageId: randomUUID(),
        text: `Looked at it again, for the ${at}th time.`,
      });
    }
  }

  async rows(view = 'all'): Promise<readonly DeskConversationRow[]> {
    const reply = await this.ask<{ rows: readonly DeskConversationRow[] }>(
      'GET',
      `/api/desk/conversations?view=${view}&limit=200`,
    );
    return reply.rows;
  }
}

export interface CustomerFacts {
  readonly userId: string;
  readonly name?: string;
  readonly locale?: Locale;
  readonly tier?: Tier;
  readonly email?: string;
}

const newMessageId = (): string => randomUUID().replaceAll('-', '');

/** A customer who speaks to the API as the messenger does. */
export class Customer {
  readonly #server: DemoServer;
  readonly session: string;

  private constructor(server: DemoServer, session: string) {
    this.#server = server;
    this.session = session;
  }

  /** The demo exchange vouches for them, with its own key. */
  static async open(server: DemoServer, facts: CustomerFacts): Promise<Customer> {
    const { exchangeSigningKey } = JSON.parse(
      readFileSync(join(server.dataDir, 'demo-secrets.json'), 'utf8'),
    );
    const key = await importJWK(exchangeSigningKey, 'ES256');
    const issuedAt = Math.floor(Date.now() / 1_000);
    const { userId, ...claims } = { locale: 'en' as const, tier: 'standard' as const, ...facts };
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: exchangeSigningKey.kid })
      .setSubject(userId)
      .setAudience(AUDIENCE)
      .setJti(randomUUID())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + TOKEN_LIFE_SECONDS)
      .sign(key);
    const reply = await ask<OpenSessionReply>(server, 'POST', '/api/session', {}, { token });
    return new Customer(server, reply.body.session);
  }

  async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const headers = { authorization: `Bearer ${this.session}` };
    return (await ask<T>(this.#server, method, path, headers, body)).body;
  }

  /** A request that goes straight to a person. */
  begin(category: Category, text: string, locale: Locale = 'en'): Promise<string> {
    return this.#start({ text, category, locale, withAssistant: false });
  }

  /** Words of which nothing is known; the assistant answers first. */
  askAssistant(text: string, locale: Locale = 'en'): Promise<string> {
    return this.#start({ text, locale });
  }

  async #start(request: object): Promise<string> {
    const reply = await this.ask<{ conversation: CustomerConversation }>(
      'POST',
      '/api/conversations',
      { clientMessageId: newMessageId(), fileIds: [], ...request },
    );
    return reply.conversation.id;
  }

  say(conversationId: string, text: string, fileIds: readonly string[] = []): Promise<unknown> {
    return this.ask('POST', `/api/conversations/${conversationId}/messages`, {
      clientMessageId: newMessageId(),
      text,
      fileIds,
    });
  }

  /** Sends a file's bytes and gives its id. */
  async upload(file: SampleFile): Promise<string> {
    const reply = await fetch(
      `${this.#server.origin}/api/files?name=${encodeURIComponent(file.name)}`,
      {
        method: 'POST',
        headers: {
          origin: this.#server.origin,
          authorization: `Bearer ${this.session}`,
          'content-type': 'application/octet-stream',
        },
        body: new Uint8Array(file.buffer),
      },
    );
    if (!reply.ok) throw new Error(`upload: ${reply.status} ${await reply.text()}`);
    return ((await reply.json()) as { file: { id: string } }).file.id;
  }

  place(conversationId: string): Promise<QueuePlace> {
    return this.ask('GET', `/api/conversations/${conversationId}/queue`);
  }

  end(conversationId: string): Promise<unknown> {
    return this.ask('POST', `/api/conversations/${conversationId}/end`);
  }
}
