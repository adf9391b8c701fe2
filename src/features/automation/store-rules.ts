import { sql } from 'kysely';
import type { LiveRule, RuleDefinition } from '../../core/automation/rule.ts';
import type { AgentId, AtMs } from '../../core/ids.ts';
import type { Connection, Transaction } from '../../ports/database.ts';
import './tables.ts';

export interface RuleRow {
  readonly ruleId: string;
  readonly ready: string | null;
  readonly liveVersion: number | null;
  readonly liveSince: AtMs | null;
  readonly live: RuleDefinition | null;
  readonly draft: RuleDefinition | null;
}

interface Raw {
  rule_id: string;
  ready: string | null;
  draft: RuleDefinition | null;
  live_version: number | null;
  live_since: Date | null;
  definition: RuleDefinition | null;
}

const toRow = (raw: Raw): RuleRow => ({
  ruleId: raw.rule_id,
  ready: raw.ready,
  liveVersion: raw.live_version,
  liveSince: raw.live_since?.getTime() ?? null,
  live: raw.definition,
  draft: raw.draft,
});

const SELECT = sql`
  SELECT r.rule_id, r.ready, r.draft, r.live_version, r.live_since, v.definition
  FROM automation_rules r
  LEFT JOIN rule_versions v ON v.rule_id = r.rule_id AND v.version = r.live_version`;

/** All rules in their order. */
export const listRules = async (connection: Connection): Promise<readonly RuleRow[]> => {
  const { rows } = await sql<Raw>`
    ${SELECT} WHERE r.removed_at IS NULL ORDER BY r.position, r.created_at, r.rule_id`.execute(
    connection,
  );
  return rows.map(toRow);
};

/** What every rule is or was called: its draft's or last version's name, empty for a ready-made one. */
export const listRuleNames = async (
  connection: Connection,
): Promise<readonly { ruleId: string; ready: string | null; name: string }[]> => {
  const { rows: found } = await sql<{ rule_id: string; ready: string | null; name: string }>`
    SELECT r.rule_id, r.ready, coalesce(v.definition ->> 'name', r.draft ->> 'name', '') AS name
    FROM automation_rules r LEFT JOIN LATERAL (
      SELECT definition FROM rule_versions v WHERE v.rule_id = r.rule_id ORDER BY version DESC LIMIT 1
    ) AS v ON true`.execute(connection);
  return found.map(({ rule_id: ruleId, ready, name }) => ({ ruleId, ready, name }));
};

/** The rule, locked until the transaction ends. */
export const lockRule = async (trx: Transaction, ruleId: string): Promise<RuleRow | undefined> => {
  const { rows } = await sql<Raw>`
    ${SELECT} WHERE r.rule_id = ${ruleId} AND r.removed_at IS NULL FOR UPDATE OF r`.execute(trx);
  return rows.map(toRow)[0];
};

/** What acts, in its order. */
export const listLiveRules = async (connection: Connection): Promise<readonly LiveRule[]> => {
  const rules = await listRules(connection);
  return rows(rules);
};

const rows = (all: readonly RuleRow[]): readonly LiveRule[] =>
  all.flatMap(({ ruleId, liveVersion, liveSince, live }) =>
    liveVersion === null || liveSince === null || live === null
      ? []
      : [{ ruleId, version: liveVersion, liveSince, definition: live }],
  );

/** A version as it was published, for ever. */
export const findVersion = async (
  connection: Connection,
  ruleId: string,
  version: number,
): Promise<RuleDefinition | undefined> => {
  const { rows: found } = await sql<{ definition: RuleDefinition }>`
    SELECT definition FROM rule_versions WHERE rule_id = ${ruleId} AND version = ${version}`.execute(
    connection,
  );
  return found[0]?.definition;
};

export interface VersionRow {
  readonly version: number;
  readonly definition: RuleDefinition;
  readonly note: string;
  readonly publishedBy: string | null;
  readonly publishedAt: AtMs;
}

/** The newest first. */
export const listVersions = async (
  connection: Connection,
  ruleId: string,
): Promise<readonly VersionRow[]> => {
  const { rows: found } = await sql<{
    version: number;
    definition: RuleDefinition;
    note: string;
    published_by: string | null;
    published_at: Date;
  }>`SELECT version, definition, note, published_by, published_at FROM rule_versions
     WHERE rule_id = ${ruleId} ORDER BY version DESC`.execute(connection);
  return found.map((row) => ({
    version: row.version,
    definition: row.definition,
    note: row.note,
    publishedBy: row.published_by,
    publishedAt: row.published_at.getTime(),
  }));
};

const json = (value: unknown) => sql`${JSON.stringify(value)}::text::jsonb`;

/** A new rule, at the end of the order. */
export const insertRule = async (
  connection: Connection,
  rule: {
    readonly ruleId: string;
    readonly ready: string | null;
    readonly draft: RuleDefinition;
    readonly by: AgentId | null;
  },
): Promise<boolean> => {
  const { rows: made } = await sql`
    INSERT INTO automation_rules (rule_id, ready, position, draft, drafted_by, drafted_at)
    SELECT ${rule.ruleId}, ${rule.ready}, coalesce(max(position), 0) + 1, ${json(rule.draft)}, ${rule.by}, clock_timestamp()
    FROM automation_rules
    ON CONFLICT (ready) DO NOTHING RETURNING 1`.execute(connection);
  return made.length > 0;
};

export const writeDraft = async (
  trx: Transaction,
  ruleId: string,
  draft: RuleDefinition | null,
  by: AgentId,
): Promise<void> => {
  await sql`UPDATE automation_rules SET draft = ${draft === null ? sql`NULL` : json(draft)},
    drafted_by = ${by}, drafted_at = clock_timestamp() WHERE rule_id = ${ruleId}`.execute(trx);
};

/** Writes the next version and puts it live; the draft is done with. */
export const publishVersion = async (
  trx: Transaction,
  ruleId: string,
  published: {
    readonly definition: RuleDefinition;
    readonly note: string;
    readonly by: AgentId | null;
  },
): Promise<number> => {
  const { rows: made } = await sql<{ version: number }>`
    INSERT INTO rule_versions (rule_id, version, definition, note, published_by)
    SELECT ${ruleId}, coalesce(max(version), 0) + 1, ${json(published.definition)}, ${published.note}, ${published.by}
    FROM rule_versions WHERE rule_id = ${ruleId}
    RETURNING version`.execute(trx);
  const version = made[0]?.version ?? 1;
  await sql`UPDATE automation_rules SET draft = NULL WHERE rule_id = ${ruleId}`.execute(trx);
  await goLive(trx, ruleId, version);
  return version;
};

/** Puts a version live from now on; null switches the rule off. */
export const goLive = async (
  trx: Transaction,
  ruleId: string,
  version: number | null,
): Promise<void> => {
  await sql`UPDATE automation_rules SET live_version = ${version},
    live_since = CASE WHEN ${version}::int IS NULL THEN NULL ELSE clock_timestamp() END
    WHERE rule_id = ${ruleId}`.execute(trx);
};

export const removeRule = async (trx: Transaction, ruleId: string): Promise<void> => {
  await sql`UPDATE automation_rules SET removed_at = clock_timestamp(), live_version = NULL, live_since = NULL
    WHERE rule_id = ${ruleId}`.execute(trx);
};

/** The order from now on; rules that are not named come after those that are, as they were. */
export const writeOrder = async (trx: Transaction, ruleIds: readonly string[]): Promise<void> => {
  await sql`
    UPDATE automation_rules r SET position = o.place FROM (
      SELECT rule_id, row_number() OVER (ORDER BY array_position(${[...ruleIds]}::uuid[], rule_id) NULLS LAST, position, created_at) AS place
      FROM automation_rules WHERE removed_at IS NULL
    ) AS o WHERE o.rule_id = r.rule_id`.execute(trx);
};

/** One at a time changes rules. */
export const lockRules = async (trx: Transaction): Promise<void> => {
  await sql`LOCK TABLE automation_rules IN SHARE ROW EXCLUSIVE MODE`.execute(trx);
};
