import { treat } from '../../core/incidents/surge.ts';
import type { Database } from '../../ports/database.ts';
import type { Log } from '../../ports/log.ts';
import type { Asked, Opening } from '../conversation/index.ts';
import { readMode } from './store.ts';

/** A switch is known to every process within this time. */
const LOOK_EVERY_MS = 2_000;

/** Whether surge mode is on, in memory: new requests do not wait for it. */
export class SurgeSwitch {
  isOn = false;
  readonly #database: Database;
  readonly #log: Log;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor({ database, log }: { readonly database: Database; readonly log: Log }) {
    this.#database = database;
    this.#log = log;
  }

  async start(): Promise<void> {
    await this.read();
    this.#lookLater();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async read(): Promise<void> {
    this.isOn = (await readMode(this.#database)).isOn;
  }

  #lookLater(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.read()
        .catch((error: unknown) => this.#log.warn({ error }, 'surge mode was not read anew'))
        .finally(() => this.#lookLater());
    }, LOOK_EVERY_MS);
    this.#timer.unref();
  }
}

/** How new requests begin: as always, but while surge mode is on as `treat` says. */
export const triageInSurge =
  (
    surge: Pick<SurgeSwitch, 'isOn'>,
    triage: (asked: Asked) => Promise<Opening>,
    hasAssistant: boolean,
  ) =>
  async (asked: Asked): Promise<Opening> => {
    const opening = await triage(asked);
    if (!surge.isOn || opening.urgent) return opening;
    const { first } = treat({
      category: opening.category,
      priority: null,
      hasAssistant,
      hasFiles: asked.hasFiles,
    });
    return { ...opening, engage: first === 'assistant' };
  };
