import { type OfficialBook, openBook } from '../../core/official/classify.ts';
import { canonicalHost } from '../../core/official/host.ts';
import type { OfficialIdentity, OfficialRegistry } from '../../core/official/identity.ts';
import type { OfficialDeps } from './deps.ts';
import { readKnownServices } from './known-services.ts';
import { listIdentities, readVersion } from './store.ts';
import { listAllowedHosts, listPhishingHosts } from './store-hosts.ts';

/** A change is known to every process within this time. */
const LOOK_EVERY_MS = 2_000;

/** Keeps the registry in memory the same as the database. What was read last stays when something fails. */
export class CurrentBook {
  book: OfficialBook;
  readonly #deps: OfficialDeps;
  readonly #knownServices: OfficialRegistry['knownServices'];
  readonly #own: readonly OfficialIdentity[];
  #state = '';
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(deps: OfficialDeps) {
    this.#deps = deps;
    this.#knownServices = readKnownServices(deps.folder);
    this.#own = deps.ownHosts.flatMap((host) => {
      const value = canonicalHost(host);
      return value === null
        ? []
        : [{ kind: 'domain' as const, network: null, value, from: 0, until: null }];
    });
    this.book = openBook(
      {
        identities: this.#own,
        badges: new Set(),
        allowedHosts: new Set(),
        phishingHosts: new Set(),
        knownServices: this.#knownServices,
      },
      deps.splitHost,
    );
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

  /** Reads what is stored now, where it is not what was read last. */
  async read(): Promise<void> {
    const { database, listBadges, splitHost } = this.#deps;
    const version = await readVersion(database);
    const badges = await listBadges();
    const state = `${version} ${badges.join(' ')}`;
    if (state === this.#state) return;
    const [identities, allowed, phishing] = await Promise.all([
      listIdentities(database),
      listAllowedHosts(database),
      listPhishingHosts(database),
    ]);
    this.book = openBook(
      {
        identities: [...identities, ...this.#own],
        badges: new Set(badges.map((badge) => badge.toUpperCase())),
        allowedHosts: new Set(allowed.map(({ host }) => host)),
        phishingHosts: new Set(phishing),
        knownServices: this.#knownServices,
      },
      splitHost,
    );
    this.#state = state;
  }

  #lookLater(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.read()
        .catch((error: unknown) =>
          this.#deps.log.warn({ error }, 'what is official was not read anew; what was read stays'),
        )
        .finally(() => this.#lookLater());
    }, LOOK_EVERY_MS);
    this.#timer.unref();
  }
}
