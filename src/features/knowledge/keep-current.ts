import type { ArticleFault } from '../../core/knowledge/source.ts';
import { importArticles } from './import-articles.ts';
import { bindLibrary, emptyLibrary, type Library } from './library.ts';
import type { KnowledgeOptions } from './options.ts';
import { type FolderFile, listFolder, readFolder } from './read-folder.ts';
import { type KnowledgeState, listTranslations, readState } from './store.ts';
import { countRatings, type RatingCount } from './store-ratings.ts';

/** An edit is noticed, imported and read by every process within 2 s: one look, one import, one more look. */
const LOOK_EVERY_MS = 700;
const COUNT_EVERY_MS = 60_000;

const signatureOf = (files: readonly FolderFile[]): string =>
  files
    .map((file) => `${file.locale}/${file.name} ${file.sizeBytes} ${file.changedAtMs}`)
    .join('\n');

/**
 * Keeps the memory the same as the database, and the database the same as the folder. What was read last stays when
 * something fails: a faulty edit, an unreadable folder, a database out of reach.
 */
export class CurrentKnowledge {
  library: Library = emptyLibrary();
  state: KnowledgeState = { revision: -1, changedAt: 0 };
  ratings: readonly RatingCount[] = [];
  readonly #options: KnowledgeOptions;
  #signature = '';
  #folderFailure = '';
  #countedAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: KnowledgeOptions) {
    this.#options = options;
  }

  /** Imports and reads once, then keeps looking. Faults of the articles are logged and returned; it starts all the same. */
  async start(): Promise<readonly ArticleFault[]> {
    const faults = await this.#importFolder();
    await this.#readStored();
    this.#lookLater();
    return faults;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #lookLater(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#look().finally(() => this.#lookLater());
    }, LOOK_EVERY_MS);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    try {
      await this.#importFolder();
      await this.#readStored();
    } catch (error) {
      this.#options.log.warn({ error }, 'articles not refreshed; the earlier ones stay');
    }
  }

  /** Does nothing while the files are as they were. */
  async #importFolder(): Promise<readonly ArticleFault[]> {
    const { folder, database, log } = this.#options;
    let files: readonly FolderFile[];
    try {
      files = await listFolder(folder);
      this.#folderFailure = '';
    } catch (error) {
      return this.#refuseFolder(error);
    }
    const signature = signatureOf(files);
    if (signature === this.#signature && files.length > 0) return [];
    const content = await readFolder(folder, files);
    if (!content.ok) {
      if (signature !== this.#signature || this.#signature === '') this.#tell(content.faults);
      this.#signature = signature;
      return content.faults;
    }
    const count = await importArticles(database, content.sources);
    this.#signature = signature;
    if (count.newVersions + count.changedApart + count.retired > 0) {
      log.info({ ...count }, 'articles imported');
    }
    return [];
  }

  /** A folder that cannot be read is told once, not at every look. */
  #refuseFolder(error: unknown): readonly ArticleFault[] {
    const { folder, log } = this.#options;
    const fault = { file: folder, fault: 'the folder of articles cannot be read' };
    const told = error instanceof Error ? error.message : String(error);
    if (told !== this.#folderFailure) log.error({ error, folder }, fault.fault);
    this.#folderFailure = told;
    return [fault];
  }

  #tell(faults: readonly ArticleFault[]): void {
    const { log } = this.#options;
    for (const { file, fault } of faults) log.error({ file }, `Article ${file}: ${fault}.`);
    log.error(
      { faults: faults.length },
      'Nothing was imported: the articles stay as they were until every file is sound.',
    );
  }

  async #readStored(): Promise<void> {
    const { database } = this.#options;
    const state = await readState(database);
    if (state.revision !== this.state.revision) {
      this.library = await bindLibrary(
        await listTranslations(database),
        this.#options,
        this.library,
      );
      this.state = state;
    }
    if (performance.now() - this.#countedAt < COUNT_EVERY_MS) return;
    this.ratings = await countRatings(database);
    this.#countedAt = performance.now();
  }
}
