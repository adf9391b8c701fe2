import type { BookFindings, BookRule, BookTrial } from '../../contract/automation.ts';
import { circleOf, differences } from '../../core/automation/compare-books.ts';
import { compileRules } from '../../core/automation/compile-rules.ts';
import type { LiveRule } from '../../core/automation/rule.ts';
import { type Explored, exploring, type Trial } from '../../core/automation/simulate.ts';
import type { AgentId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { writeAudit } from '../audit/index.ts';
import type { WholeLog } from '../conversation/index.ts';
import type { AutomationDeps } from './deps.ts';
import type { CurrentRules } from './rule-book.ts';
import type { RuleRow } from './store-rules.ts';
import { findBookTrial, insertBookTrial, moveBookTrial } from './store-trials.ts';
import { beginTrial, inBackground, walkLogs } from './walk-logs.ts';

const MOST_SAMPLES = 3;
const MOST_DIFFERENCES = 30;
const MOST_LOOPS = 20;
/** What was found is written no more often, ms: it may be long. */
const REPORT_MS = 250;

/** The books to compare: as it would be published, and as it acts now. Both as if they had always been live. */
export interface Books {
  readonly tried: readonly LiveRule[];
  readonly inForce: readonly LiveRule[];
}

const always = (ruleId: string, definition: LiveRule['definition']): LiveRule => ({
  ruleId,
  version: 0,
  liveSince: 0,
  definition,
});

/** Rules in their order; those named in `drafts` say what their drafts say. */
export const booksOf = (rows: readonly RuleRow[], drafts: ReadonlySet<string>): Books => ({
  tried: rows.flatMap(({ ruleId, draft, live }) => {
    const definition = drafts.has(ruleId) ? (draft ?? live) : live;
    return definition === null ? [] : [always(ruleId, definition)];
  }),
  inForce: rows.flatMap(({ ruleId, live }) => (live === null ? [] : [always(ruleId, live)])),
});

export interface BookProgress {
  readonly checked: number;
  readonly findings: BookFindings;
}

type Counted = Omit<BookRule, 'samples'> & { readonly samples: BookRule['samples'] };

/** Counts what both books do, request by request. */
class Counting {
  checked = 0;
  #changed = 0;
  readonly #rules = new Map<string, Counted>();
  readonly #differences: BookFindings['differences'] = [];
  readonly #loops = new Map<string, { readonly ruleIds: string[]; count: number }>();

  constructor({ tried, inForce }: Books) {
    for (const { ruleId } of [...tried, ...inForce])
      this.#rules.set(ruleId, {
        ruleId,
        matched: 0,
        applied: 0,
        led: 0,
        refused: 0,
        inForce: { matched: 0, applied: 0 },
        samples: [],
      });
  }

  take(log: WholeLog, tried: Explored, inForce: Explored): void {
    this.checked += 1;
    this.#countTried(log, tried);
    this.#countInForce(inForce);
    for (const stopped of tried.stopped) this.#loop(circleOf(stopped));
    const found = differences(tried.found, inForce.found);
    if (found.length > 0) this.#changed += 1;
    for (const { how, ...each } of found) {
      if (this.#differences.length >= MOST_DIFFERENCES) break;
      this.#differences.push({ ...this.#sample(log, each), ruleId: each.ruleId, how });
    }
  }

  get findings(): BookFindings {
    return {
      changed: this.#changed,
      rules: [...this.#rules.values()],
      differences: this.#differences,
      loops: [...this.#loops.values()].slice(0, MOST_LOOPS),
    };
  }

  #sample(
    { conversationId, number }: WholeLog,
    would: Pick<Explored['found'][number], 'at' | 'actions' | 'refused'>,
  ) {
    const { at, actions, refused } = would;
    return { conversationId, number, at, actions: [...actions], refused: [...refused] };
  }

  #countTried(log: WholeLog, { found }: Explored): void {
    const seen = new Set<string>();
    for (const would of found) {
      const rule = this.#rules.get(would.ruleId);
      if (rule === undefined) continue;
      rule.applied += 1;
      if (would.chain.length > 1) rule.led += 1;
      if (would.refused.length > 0) rule.refused += 1;
      if (seen.has(would.ruleId)) continue;
      seen.add(would.ruleId);
      rule.matched += 1;
      const { cause, chain } = would;
      if (rule.samples.length < MOST_SAMPLES)
        rule.samples.push({ ...this.#sample(log, would), cause, chain: [...chain] });
    }
  }

  #countInForce({ found }: Explored): void {
    const seen = new Set<string>();
    for (const { ruleId } of found) {
      const counts = this.#rules.get(ruleId)?.inForce;
      if (counts === undefined) continue;
      counts.applied += 1;
      if (!seen.has(ruleId)) counts.matched += 1;
      seen.add(ruleId);
    }
  }

  #loop(ruleIds: readonly string[]): void {
    const key = ruleIds.toSorted().join();
    const known = this.#loops.get(key);
    if (known === undefined) this.#loops.set(key, { ruleIds: [...ruleIds], count: 1 });
    else known.count += 1;
  }
}

/** The rules that the book under trial has beside those in force; null where it changes one or leaves one out. */
const addedBy = ({ tried, inForce }: Books): readonly string[] | null => {
  const ofTried = new Map(tried.map(({ ruleId, definition }) => [ruleId, definition]));
  if (inForce.some(({ ruleId, definition }) => ofTried.get(ruleId) !== definition)) return null;
  const known = new Set(inForce.map(({ ruleId }) => ruleId));
  return tried.flatMap(({ ruleId }) => (known.has(ruleId) ? [] : [ruleId]));
};

/**
 * Goes through all conversations that moved in that time with both books: in their order, up to one that ends the
 * asking, and with what one rule's doing brings about for others. Changes nothing.
 */
export const runBookTrial = async (
  deps: Pick<AutomationDeps, 'database' | 'readGiven'>,
  world: Omit<Trial, 'book' | 'only'>,
  books: Books,
  report: (progress: BookProgress) => Promise<boolean>,
): Promise<BookProgress> => {
  const tried: Trial = { ...world, book: compileRules(books.tried), only: null };
  const inForce: Trial = { ...world, book: compileRules(books.inForce), only: null };
  const added = addedBy(books);
  const counting = new Counting(books);
  const progress = (): BookProgress => ({
    checked: counting.checked,
    findings: counting.findings,
  });
  let reported = performance.now();
  await walkLogs(
    deps,
    { from: world.from, to: world.to, books: [tried.book, inForce.book], needed: world.needed },
    function* (log, fields) {
      const would = yield* exploring(tried, log.logged, fields);
      // What the drafts only add and what never held makes no difference: it need not be gone through twice.
      const isSame = added !== null && !added.some((ruleId) => would.held.has(ruleId));
      const does = isSame ? would : yield* exploring(inForce, log.logged, fields);
      counting.take(log, would, does);
    },
    async () => {
      if (performance.now() - reported < REPORT_MS) return true;
      reported = performance.now();
      return report(progress());
    },
  );
  return progress();
};

const NOTHING: BookProgress = {
  checked: 0,
  findings: { changed: 0, rules: [], differences: [], loops: [] },
};

/** Begins a dry run of all rules as they would be published. Failure: `limit_reached` where enough of them run. */
export const startBookTrial = async (
  deps: AutomationDeps,
  rules: CurrentRules,
  books: Books,
  by: AgentId,
): Promise<Outcome<BookTrial>> => {
  const begun = await beginTrial(deps, rules);
  if (!begun.ok) return begun;
  const { trialId, live: _live, total, ...world } = begun.value;
  await deps.database.transaction().execute(async (trx) => {
    await insertBookTrial(trx, { trialId, total, by, books, from: world.from, to: world.to });
    await writeAudit(trx, {
      actor: { kind: 'staff', id: by },
      action: 'rules_tried',
      subject: { kind: 'rules', id: 'all' },
      data: { trialId, rules: books.tried.length },
    });
  });
  const move = (progress: BookProgress, ended: 'done' | 'failed' | null): Promise<boolean> =>
    moveBookTrial(deps.database, trialId, progress, ended);
  inBackground(
    deps,
    trialId,
    () => runBookTrial(deps, world, books, (progress) => move(progress, null)),
    (progress, ended) => move(progress ?? NOTHING, ended),
  );
  return readBookTrial(deps, trialId);
};

export const readBookTrial = async (
  deps: Pick<AutomationDeps, 'database'>,
  trialId: string,
): Promise<Outcome<BookTrial>> => {
  const trial = await findBookTrial(deps.database, trialId);
  return trial === undefined ? fail('not_found', 'trial_not_found') : ok(trial);
};
