import type { StatusBanner } from '../../contract/incidents.ts';
import type { AtMs } from '../../core/ids.ts';
import { wordsFor } from '../../core/incidents/vocabulary.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { IncidentsDeps } from './deps.ts';
import {
  type Incident,
  listComponents,
  listIncidents,
  listUpdates,
  type StatusComponent,
  type Update,
} from './store.ts';

/** A change is on every process's pages within this time. */
const LOOK_EVERY_MS = 2_000;
export const STATUS_DAYS = 90;
const DAY_MS = 86_400_000;

/** An incident with its updates, newest first. */
export interface Told extends Incident {
  readonly updates: readonly Update[];
}

/**
 * Incidents in memory, the same as in the database but for moments. Pages and banners are made of it alone: they are
 * there while the database is slow or away, with what was known last.
 */
export class CurrentStatus {
  /** Open, the newest first. */
  open: readonly Told[] = [];
  /** Public, open or closed within the days that the status page shows; the newest first. */
  shown: readonly Told[] = [];
  components: readonly StatusComponent[] = [];
  readonly #deps: Pick<IncidentsDeps, 'database' | 'clock' | 'log'>;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(deps: Pick<IncidentsDeps, 'database' | 'clock' | 'log'>) {
    this.#deps = deps;
  }

  /** Reads once, then keeps looking. */
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
    const { database, clock } = this.#deps;
    const [incidents, components] = await Promise.all([
      listIncidents(database, clock.now() - STATUS_DAYS * DAY_MS),
      listComponents(database),
    ]);
    const updates = await listUpdates(
      database,
      incidents.map(({ id }) => id),
    );
    const told = incidents.map((incident) => ({
      ...incident,
      updates: updates.filter(({ incidentId }) => incidentId === incident.id),
    }));
    this.open = told.filter(({ closedAt }) => closedAt === null);
    this.shown = told.filter(({ isPublic }) => isPublic);
    this.components = components;
  }

  /** What stands above pages, in the reader's language. */
  banners(locale: Locale): readonly StatusBanner[] {
    return this.open
      .filter(({ isPublic, hasBanner }) => isPublic && hasBanner)
      .flatMap((incident) => {
        const [update] = incident.updates;
        if (update === undefined) return [];
        const said = wordsFor(update.texts, update.writtenIn, locale);
        return [
          {
            id: incident.id,
            title: wordsFor(incident.titles, incident.writtenIn, locale).text,
            text: said.text,
            locale: said.locale,
            stage: incident.stage,
            impact: incident.impact,
            expectedAt: incident.expectedAt,
            updatedAt: update.publishedAt as AtMs,
          },
        ];
      });
  }

  #lookLater(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.read()
        .catch((error: unknown) =>
          this.#deps.log.warn({ error }, 'incidents were not read anew; what was read stays'),
        )
        .finally(() => this.#lookLater());
    }, LOOK_EVERY_MS);
    this.#timer.unref();
  }
}
