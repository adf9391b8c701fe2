import { randomUUID } from 'node:crypto';
import type { DeskConversation } from '../../src/contract/conversation.ts';
import type { ServerFrame } from '../../src/contract/live.ts';
import { LiveLine } from '../load/live-line.ts';
import type { Account } from '../load/people.ts';
import { ask, askOk, type Credentials } from '../load/request.ts';

export interface DeskAgentOptions {
  readonly base: string;
  readonly account: Account;
  readonly as: Credentials;
  /** How long the agent needs for the next one, milliseconds. */
  readonly drawHandlingMs: () => number;
}

const REACTION_MS = 150;

/** An agent at the desk: takes up what is offered, works on it for a while, answers, and is done with it. */
export class DeskAgent {
  readonly account: Account;
  readonly #options: DeskAgentOptions;
  readonly #taken = new Set<string>();
  #line: LiveLine | undefined;
  answered = 0;
  readonly problems: string[] = [];

  constructor(options: DeskAgentOptions) {
    this.#options = options;
    this.account = options.account;
  }

  async begin(): Promise<void> {
    const { base, as } = this.#options;
    this.#line = await LiveLine.open({
      base,
      as,
      onFrame: (frame) => this.#onFrame(frame),
      onClosed: (code) => this.problems.push(`${this.account.name}: the line closed with ${code}`),
    });
    await this.setStatus('available');
  }

  async setStatus(status: 'available' | 'on_break'): Promise<void> {
    const { base, as } = this.#options;
    await askOk({ base, method: 'PUT', path: '/api/desk/me/status', as, body: { status } });
  }

  end(): void {
    this.#line?.terminate();
  }

  #onFrame(frame: ServerFrame): void {
    if (frame.type !== 'desk_row' || frame.row === null) return;
    const { conversation } = frame.row;
    const offered = conversation.assignee?.id === this.account.agentId && !conversation.accepted;
    if (!offered || this.#taken.has(conversation.id)) return;
    this.#taken.add(conversation.id);
    void this.#work(conversation).catch((error: unknown) =>
      this.problems.push(`${this.account.name}: ${String(error)}`),
    );
  }

  async #work(conversation: DeskConversation): Promise<void> {
    const { base, as, drawHandlingMs } = this.#options;
    const path = `/api/desk/conversations/${conversation.id}`;
    await pause(REACTION_MS);
    const accepted = await ask({ base, method: 'POST', path: `${path}/accept`, as });
    if (accepted.status !== 200) {
      this.#taken.delete(conversation.id);
      return;
    }
    await pause(drawHandlingMs());
    const clientMessageId = randomUUID();
    const text = `${this.account.name} has looked into request ${conversation.number}.`;
    await askOk({
      base,
      method: 'POST',
      path: `${path}/messages`,
      as,
      body: { clientMessageId, text, leaveAs: 'solved' },
    });
    this.answered += 1;
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
