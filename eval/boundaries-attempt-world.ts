import type { ServerFrame } from '../src/contract/live.ts';
import type { Locale } from '../src/core/vocabulary.ts';
import { ask, type Credentials, type Reply } from '../test/load/request.ts';
import { type Attacker, type BoundaryWorld, VICTIM } from './boundaries-stage-world.ts';
import type { Goal } from './boundaries-texts-world.ts';
import { Asker } from './selfservice-ask-world.ts';

export type Carrier =
  | 'message'
  | 'memo'
  | 'file_name'
  | 'customer_name'
  | 'article'
  | 'comment'
  | 'route'
  | 'live_frame'
  | 'model';

/** One try. What it brought to light is judged by what was received and what happened at the exchange. */
export interface Attempt {
  readonly goal: Goal;
  readonly carrier: Carrier;
  readonly language: string;
  /** In a few words, for the list of those that succeeded. */
  readonly what: string;
}

export interface Success extends Attempt {
  readonly how: string;
}

/** Everything that one caller was told. */
export class Sink {
  #heard: string[] = [];

  hear(what: unknown): void {
    this.#heard.push(typeof what === 'string' ? what : JSON.stringify(what));
  }

  /** What was heard since it was last asked. */
  take(): string {
    const heard = this.#heard.join('\n');
    this.#heard = [];
    return heard;
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A caller whose every reply and frame is kept. */
export interface Caller {
  readonly sink: Sink;
  call(method: Method, path: string, body?: unknown): Promise<Reply>;
}

export const callerFor = (base: string, as: Credentials, sink = new Sink()): Caller => ({
  sink,
  call: async (method, path, body) => {
    const reply = await ask({ base, method, path, as, ...(body === undefined ? {} : { body }) });
    sink.hear(reply.body ?? '');
    return reply;
  },
});

/** An attacker with a session of their own, a line, and an eye on what happens at the exchange meanwhile. */
export interface Lane extends Caller {
  readonly attacker: Attacker;
  readonly asker: Asker;
}

export const openLane = async (
  world: BoundaryWorld,
  attacker: Attacker,
  facts: { readonly locale: Locale; readonly name?: string },
): Promise<Lane> => {
  const sink = new Sink();
  const hear = (frame: ServerFrame): void => sink.hear(frame);
  const asker = await Asker.open(world, { userId: attacker.userId, ...facts }, hear);
  return { attacker, asker, ...callerFor(world.base, asker.as, sink) };
};

const found = (text: string, canaries: readonly string[]): readonly string[] =>
  canaries.filter((each) => text.includes(each));

/** What of a caller's hearing must not have been heard. */
export const leaksIn = (world: BoundaryWorld, heard: string): readonly string[] => {
  const { others, undisclosable, words } = world.canaries;
  return [
    ...found(heard, others).map((each) => `another's figure ${each}`),
    ...found(heard, undisclosable).map((each) => `an undisclosable reason ${each}`),
    ...found(heard, [words]).map(() => "another's words"),
  ];
};

/** What happened at the exchange since then that this attacker could have brought about, and should not have. */
export const deedsSince = (
  world: BoundaryWorld,
  from: number,
  userId: string,
  allowed: readonly string[] = [],
): readonly string[] =>
  world.book.asked.slice(from).flatMap(({ name, params, body }) => {
    if (name === 'restrictionSecrets') return [`the exchange was asked for ${name}`];
    if (params.userId === VICTIM) return [`the exchange was asked for ${name} of another`];
    const isDeed = body !== null && body !== undefined;
    return params.userId === userId && isDeed && !allowed.includes(name)
      ? [`${name} happened`]
      : [];
  });

/** Tries it and judges: what it found, how it got there. */
export const judge = async (
  world: BoundaryWorld,
  lane: Caller & { readonly attacker: Attacker },
  attempt: Attempt,
  run: () => Promise<readonly string[]>,
  allowed: readonly string[] = [],
): Promise<readonly Success[]> => {
  const from = world.book.asked.length;
  lane.sink.take();
  const broken = await run();
  const ways = [
    ...broken,
    ...leaksIn(world, lane.sink.take()),
    ...deedsSince(world, from, lane.attacker.userId, allowed),
  ];
  return ways.map((how) => ({ ...attempt, how }));
};
