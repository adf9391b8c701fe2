import { sql } from 'kysely';
import type { BookFindings, BookTrial, RuleTrial, TrialSample } from '../../contract/automation.ts';
import type { RuleDefinition } from '../../core/automation/rule.ts';
import type { AgentId, AtMs } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';
import './tables.ts';

interface Raw<Samples = TrialSample[]> {
  trial_id: string;
  rule_id: string | null;
  state: RuleTrial['state'];
  from_at: Date;
  to_at: Date;
  checked: number;
  total: number;
  matched: number;
  applied: number;
  samples: Samples;
  begun_at: Date;
  ended_at: Date | null;
  silent: boolean;
}

/** A trial whose process has said nothing for so long is taken for dead. */
const SILENT_SECONDS = 60;

const toTrial = (raw: Raw): RuleTrial => ({
  trialId: raw.trial_id,
  ruleId: raw.rule_id,
  state: raw.state === 'running' && raw.silent ? 'failed' : raw.state,
  fromAt: raw.from_at.getTime(),
  toAt: raw.to_at.getTime(),
  checked: raw.checked,
  total: raw.total,
  matched: raw.matched,
  applied: raw.applied,
  samples: raw.samples,
  begunAt: raw.begun_at.getTime(),
  endedAt: raw.ended_at?.getTime() ?? null,
});

export const insertTrial = async (
  connection: Connection,
  trial: {
    readonly trialId: string;
    readonly ruleId: string | null;
    readonly definition: RuleDefinition;
    readonly from: AtMs;
    readonly to: AtMs;
    readonly total: number;
    readonly by: AgentId;
  },
): Promise<void> => {
  await sql`
    INSERT INTO rule_trials (trial_id, rule_id, definition, from_at, to_at, state, total, begun_by)
    VALUES (${trial.trialId}, ${trial.ruleId}, ${JSON.stringify(trial.definition)}::text::jsonb,
      to_timestamp(${trial.from} / 1000.0::float8), to_timestamp(${trial.to} / 1000.0::float8), 'running', ${trial.total}, ${trial.by})`.execute(
    connection,
  );
};

export const findTrial = async (
  connection: Connection,
  trialId: string,
): Promise<RuleTrial | undefined> => {
  const { rows } = await sql<Raw>`
    SELECT t.*, t.moved_at < clock_timestamp() - make_interval(secs => ${SILENT_SECONDS}) AS silent
    FROM rule_trials t WHERE trial_id = ${trialId} AND NOT definition ? 'tried'`.execute(
    connection,
  );
  return rows.map(toTrial)[0];
};

export interface TrialProgress {
  readonly checked: number;
  readonly matched: number;
  readonly applied: number;
  readonly samples: readonly TrialSample[];
}

/** How far it is. False when it is to stop: somebody has cancelled it. */
export const moveTrial = async (
  connection: Connection,
  trialId: string,
  progress: Omit<TrialProgress, 'samples'> & { readonly samples: unknown },
  ended: 'done' | 'failed' | null,
): Promise<boolean> => {
  const { rows } = await sql`
    UPDATE rule_trials SET checked = ${progress.checked}, matched = ${progress.matched}, applied = ${progress.applied},
      samples = ${JSON.stringify(progress.samples)}::text::jsonb, moved_at = clock_timestamp(),
      state = ${ended ?? 'running'}, ended_at = CASE WHEN ${ended !== null} THEN clock_timestamp() END
    WHERE trial_id = ${trialId} AND state = 'running' RETURNING 1`.execute(connection);
  return rows.length > 0;
};

export const cancelTrial = async (connection: Connection, trialId: string): Promise<void> => {
  await sql`UPDATE rule_trials SET state = 'cancelled', ended_at = clock_timestamp()
    WHERE trial_id = ${trialId} AND state = 'running'`.execute(connection);
};

/** How many run in the whole installation. */
export const countRunning = async (connection: Connection): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM rule_trials WHERE state = 'running'
      AND moved_at > clock_timestamp() - make_interval(secs => ${SILENT_SECONDS})`.execute(
    connection,
  );
  return rows[0]?.count ?? 0;
};

/** A trial of the whole book: a row like the others, told apart by what is tried, with its findings as its samples. */
export const insertBookTrial = async (
  connection: Connection,
  trial: {
    readonly trialId: string;
    readonly books: { readonly tried: unknown; readonly inForce: unknown };
    readonly from: AtMs;
    readonly to: AtMs;
    readonly total: number;
    readonly by: AgentId;
  },
): Promise<void> => {
  const nothing: BookFindings = { changed: 0, rules: [], differences: [], loops: [] };
  await sql`
    INSERT INTO rule_trials (trial_id, definition, from_at, to_at, state, total, begun_by, samples)
    VALUES (${trial.trialId}, ${JSON.stringify(trial.books)}::text::jsonb,
      to_timestamp(${trial.from} / 1000.0::float8), to_timestamp(${trial.to} / 1000.0::float8), 'running',
      ${trial.total}, ${trial.by}, ${JSON.stringify(nothing)}::text::jsonb)`.execute(connection);
};

export const findBookTrial = async (
  connection: Connection,
  trialId: string,
): Promise<BookTrial | undefined> => {
  const { rows } = await sql<Raw<BookFindings>>`
    SELECT t.*, t.moved_at < clock_timestamp() - make_interval(secs => ${SILENT_SECONDS}) AS silent
    FROM rule_trials t WHERE trial_id = ${trialId} AND definition ? 'tried'`.execute(connection);
  const [raw] = rows;
  if (raw === undefined) return undefined;
  const {
    trialId: id,
    state,
    fromAt,
    toAt,
    checked,
    total,
    begunAt,
    endedAt,
  } = toTrial({
    ...raw,
    samples: [],
  });
  return { trialId: id, state, fromAt, toAt, checked, total, begunAt, endedAt, ...raw.samples };
};

/** How far it is, as for one rule. */
export const moveBookTrial = (
  connection: Connection,
  trialId: string,
  { checked, findings }: { readonly checked: number; readonly findings: BookFindings },
  ended: 'done' | 'failed' | null,
): Promise<boolean> => {
  const applied = findings.rules.reduce((sum, rule) => sum + rule.applied, 0);
  return moveTrial(
    connection,
    trialId,
    { checked, matched: findings.changed, applied, samples: findings },
    ended,
  );
};
