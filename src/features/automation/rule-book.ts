import { compileRules, type RuleBook } from '../../core/automation/compile-rules.ts';
import type { Database } from '../../ports/database.ts';
import type { Log } from '../../ports/log.ts';
import { listLiveRules } from './store-rules.ts';

/** Other processes learn of a change within this time. */
const READ_AGAIN_MS = 3_000;

/** The published rules as this process knows them. */
export interface CurrentRules {
  /** Empty before the first reading. */
  readonly book: () => RuleBook;
  readonly read: () => Promise<RuleBook>;
  readonly start: () => Promise<void>;
  readonly stop: () => void;
}

export const createCurrentRules = ({
  database,
  log,
}: {
  readonly database: Database;
  readonly log: Log;
}): CurrentRules => {
  let book: RuleBook = compileRules([]);
  let known = '';
  let timer: NodeJS.Timeout | undefined;
  const read = async (): Promise<RuleBook> => {
    const rules = await listLiveRules(database);
    const now = JSON.stringify(
      rules.map(({ ruleId, version, liveSince }) => [ruleId, version, liveSince]),
    );
    if (now !== known) {
      known = now;
      book = compileRules(rules);
    }
    return book;
  };
  return {
    book: () => book,
    read,
    start: async () => {
      await read();
      timer = setInterval(() => {
        read().catch((error: unknown) => log.warn({ error }, 'rules could not be read again'));
      }, READ_AGAIN_MS);
      timer.unref();
    },
    stop: () => clearInterval(timer),
  };
};
