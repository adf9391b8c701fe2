import type { World } from './world.ts';

/** Starts something that goes on later: calls `wake` or `fail`, once. */
export type Wait = (wake: () => void, fail: (error: Error) => void) => void;
/** A piece of work of a process that may wait. Values come back through closures, so that they keep their types. */
export type Task<T> = Generator<Wait, T, void>;

/**
 * A process that can be killed (its tasks never go on), or stopped and continued (they go on late).
 * Each start is a new incarnation: what belonged to the one before is gone.
 */
export class SimProcess {
  readonly name: string;
  readonly world: World;
  incarnation = 1;
  up = true;
  pausedUntil = 0;

  constructor(world: World, name: string) {
    this.world = world;
    this.name = name;
  }

  kill(): void {
    this.up = false;
    this.incarnation += 1;
    this.pausedUntil = 0;
  }

  start(): void {
    this.up = true;
  }

  get paused(): boolean {
    return this.pausedUntil > this.world.now;
  }

  /** Runs now, or when the process goes on; never when it was killed meanwhile. */
  whenAwake(run: () => void, incarnation = this.incarnation): void {
    if (!this.up || this.incarnation !== incarnation) return;
    if (this.paused) {
      this.world.after(this.pausedUntil - this.world.now, () => this.whenAwake(run, incarnation));
    } else {
      run();
    }
  }

  /** Runs a task to its end. What it throws is given to `onError`; without one it is a bug of the simulation. */
  spawn(task: Task<void>, onError?: (error: Error) => void): void {
    const { incarnation } = this;
    const go = (step: () => IteratorResult<Wait, void>) =>
      this.whenAwake(() => {
        let result: IteratorResult<Wait, void>;
        try {
          result = step();
        } catch (error) {
          if (onError === undefined || !(error instanceof Error)) throw error;
          onError(error);
          return;
        }
        if (result.done === true) return;
        result.value(
          () => go(() => task.next()),
          (error) => go(() => task.throw(error)),
        );
      }, incarnation);
    go(() => task.next());
  }

  /** Calls `run` again and again while this incarnation lives. */
  every(meanMs: number, run: () => void): void {
    const { incarnation, world } = this;
    const tick = () =>
      this.whenAwake(() => {
        run();
        world.after(meanMs * (0.75 + world.random() / 2), tick);
      }, incarnation);
    world.after(world.random() * meanMs, tick);
  }
}
