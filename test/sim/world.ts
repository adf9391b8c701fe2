import { drawExponential, type Random, seededRandom } from '../../src/core/routing/random.ts';

interface Timer {
  readonly at: number;
  /** Timers of the same instant run in the order in which they were set. */
  readonly order: number;
  readonly run: () => void;
}

const isBefore = (left: Timer, right: Timer): boolean =>
  left.at !== right.at ? left.at < right.at : left.order < right.order;

/** A binary heap of timers, the next one on top. */
class Timers {
  readonly #heap: Timer[] = [];

  get next(): Timer | undefined {
    return this.#heap[0];
  }

  push(timer: Timer): void {
    const heap = this.#heap;
    let index = heap.push(timer) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent] as Timer;
      if (!isBefore(timer, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = timer;
  }

  pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Timer, heap[child] as Timer))
        child++;
      if (!isBefore(heap[child] as Timer, last)) break;
      heap[index] = heap[child] as Timer;
      index = child;
    }
    heap[index] = last;
  }
}

/** The only clock, the only scheduler and the only source of chance of a simulation. */
export class World {
  readonly random: Random;
  /** Milliseconds since the epoch, virtual. */
  now = 1_750_000_000_000;
  readonly startedAt = this.now;
  readonly #timers = new Timers();
  readonly #lines: string[] | undefined;
  #order = 0;
  #ids = 0;

  constructor(seed: number, tracing: boolean) {
    this.random = seededRandom(seed);
    this.#lines = tracing ? [] : undefined;
  }

  after(delayMs: number, run: () => void): void {
    this.#timers.push({ at: this.now + delayMs, order: this.#order++, run });
  }

  /** Runs until that time, or until `isDone` says so (asked once a virtual second). Returns whether it was done. */
  runUntil(at: number, isDone: () => boolean = () => false): boolean {
    let askAt = this.now + 1_000;
    for (
      let timer = this.#timers.next;
      timer !== undefined && timer.at <= at;
      timer = this.#timers.next
    ) {
      if (timer.at >= askAt) {
        this.now = askAt;
        if (isDone()) return true;
        askAt += 1_000;
        continue;
      }
      this.#timers.pop();
      this.now = timer.at;
      timer.run();
    }
    this.now = at;
    return isDone();
  }

  id(prefix: string): string {
    this.#ids += 1;
    return `${prefix}-${this.#ids}`;
  }

  chance(probability: number): boolean {
    return probability > 0 && this.random() < probability;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.random() * (high - low + 1));
  }

  exponential(mean: number): number {
    return drawExponential(mean, this.random);
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T;
  }

  /** `line` is only made while tracing. */
  trace(line: () => string): void {
    this.#lines?.push(`${((this.now - this.startedAt) / 1_000).toFixed(3).padStart(9)} ${line()}`);
  }

  get traced(): string {
    return this.#lines === undefined ? '' : `${this.#lines.join('\n')}\n`;
  }
}
