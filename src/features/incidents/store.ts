import { sql } from 'kysely';
import type { AgentId, AtMs, IncidentId } from '../../core/ids.ts';
import type {
  Entity,
  Impact,
  IncidentKind,
  IncidentStage,
  TextsByLocale,
} from '../../core/incidents/vocabulary.ts';
import type { Category, Locale } from '../../core/vocabulary.ts';
import type { Connection, Transaction } from '../../ports/database.ts';
import './tables.ts';

export interface Incident {
  readonly id: IncidentId;
  readonly kind: IncidentKind;
  readonly stage: IncidentStage;
  readonly impact: Impact;
  readonly categories: readonly Category[];
  readonly entities: readonly Entity[];
  readonly componentIds: readonly string[];
  readonly titles: TextsByLocale;
  readonly writtenIn: Locale;
  readonly isPublic: boolean;
  readonly hasBanner: boolean;
  readonly greetsNew: boolean;
  readonly expectedAt: AtMs | null;
  readonly openedAt: AtMs;
  readonly closedAt: AtMs | null;
}

export interface Update {
  readonly id: string;
  readonly incidentId: IncidentId;
  readonly stage: IncidentStage;
  readonly texts: TextsByLocale;
  readonly writtenIn: Locale;
  readonly publishedAt: AtMs;
}

export interface StatusComponent {
  readonly id: string;
  readonly names: TextsByLocale;
}

interface IncidentRow {
  incident_id: IncidentId;
  kind: IncidentKind;
  stage: IncidentStage;
  impact: Impact;
  categories: Category[];
  entities: Entity[];
  component_ids: string[];
  titles: TextsByLocale;
  written_in: Locale;
  is_public: boolean;
  has_banner: boolean;
  greets_new: boolean;
  expected_at: Date | null;
  opened_at: Date;
  closed_at: Date | null;
}

const COLUMNS = sql.raw(
  `incident_id, kind, stage, impact, categories, entities, component_ids, titles, written_in, is_public, has_banner,
   greets_new, expected_at, opened_at, closed_at`,
);

const toIncident = (row: IncidentRow): Incident => ({
  id: row.incident_id,
  kind: row.kind,
  stage: row.stage,
  impact: row.impact,
  categories: row.categories,
  entities: row.entities,
  componentIds: row.component_ids,
  titles: row.titles,
  writtenIn: row.written_in,
  isPublic: row.is_public,
  hasBanner: row.has_banner,
  greetsNew: row.greets_new,
  expectedAt: row.expected_at?.getTime() ?? null,
  openedAt: row.opened_at.getTime(),
  closedAt: row.closed_at?.getTime() ?? null,
});

interface UpdateRow {
  update_id: string;
  incident_id: IncidentId;
  stage: IncidentStage;
  texts: TextsByLocale;
  written_in: Locale;
  published_at: Date;
}

const toUpdate = (row: UpdateRow): Update => ({
  id: row.update_id,
  incidentId: row.incident_id,
  stage: row.stage,
  texts: row.texts,
  writtenIn: row.written_in,
  publishedAt: row.published_at.getTime(),
});

const at = (time: AtMs | null) => sql`to_timestamp(${time}::float8 / 1000.0)`;
const json = (value: unknown) => sql`${JSON.stringify(value)}::text::jsonb`;

export type NewIncident = Omit<Incident, 'openedAt' | 'closedAt'>;

export const insertIncident = async (
  trx: Transaction,
  incident: NewIncident,
  openedBy: AgentId,
): Promise<void> => {
  const { id, kind, stage, impact, categories, entities, componentIds, titles } = incident;
  await sql`
    INSERT INTO incidents (incident_id, kind, stage, impact, categories, entities, component_ids, titles, written_in,
      is_public, has_banner, greets_new, expected_at, opened_by)
    VALUES (${id}, ${kind}, ${stage}, ${impact}, ${[...categories]}::text[], ${json(entities)},
      ${[...componentIds]}::text[], ${json(titles)}, ${incident.writtenIn}, ${incident.isPublic},
      ${incident.hasBanner}, ${incident.greetsNew}, ${at(incident.expectedAt)}, ${openedBy})`.execute(
    trx,
  );
};

export const findIncident = async (
  connection: Connection,
  incidentId: IncidentId,
): Promise<Incident | undefined> => {
  const { rows } = await sql<IncidentRow>`
    SELECT ${COLUMNS} FROM incidents WHERE incident_id = ${incidentId}`.execute(connection);
  return rows[0] && toIncident(rows[0]);
};

/** `update`: nobody else may tell of it or attach to it meanwhile. `share`: nobody may tell of it. */
export const lockIncident = async (
  trx: Transaction,
  incidentId: IncidentId,
  strength: 'update' | 'share',
): Promise<Incident | undefined> => {
  const lock = sql.raw(strength === 'update' ? 'FOR UPDATE' : 'FOR SHARE');
  const { rows } = await sql<IncidentRow>`
    SELECT ${COLUMNS} FROM incidents WHERE incident_id = ${incidentId} ${lock}`.execute(trx);
  return rows[0] && toIncident(rows[0]);
};

/** Those that are open, and those that closed since; the newest first. */
export const listIncidents = async (
  connection: Connection,
  closedSince: AtMs,
): Promise<readonly Incident[]> => {
  const { rows } = await sql<IncidentRow>`
    SELECT ${COLUMNS} FROM incidents WHERE closed_at IS NULL OR closed_at >= ${at(closedSince)}
    ORDER BY opened_at DESC LIMIT 500`.execute(connection);
  return rows.map(toIncident);
};

export const saveSettings = async (
  trx: Transaction,
  incidentId: IncidentId,
  settings: Pick<Incident, 'impact' | 'componentIds' | 'isPublic' | 'hasBanner' | 'greetsNew'>,
): Promise<void> => {
  await sql`
    UPDATE incidents SET impact = ${settings.impact}, component_ids = ${[...settings.componentIds]}::text[],
      is_public = ${settings.isPublic}, has_banner = ${settings.hasBanner}, greets_new = ${settings.greetsNew},
      changed_at = clock_timestamp()
    WHERE incident_id = ${incidentId}`.execute(trx);
};

/** False where this very update was told already. */
export const insertUpdate = async (
  trx: Transaction,
  update: Omit<Update, 'publishedAt'>,
  publishedBy: AgentId,
): Promise<boolean> => {
  const { rows } = await sql`
    INSERT INTO incident_updates (update_id, incident_id, stage, texts, written_in, published_by)
    VALUES (${update.id}, ${update.incidentId}, ${update.stage}, ${json(update.texts)}, ${update.writtenIn},
      ${publishedBy})
    ON CONFLICT (update_id) DO NOTHING RETURNING 1`.execute(trx);
  return rows.length > 0;
};

/** What the incident is after an update. */
export const moveIncident = async (
  trx: Transaction,
  incidentId: IncidentId,
  stage: IncidentStage,
  expectedAt: AtMs | null,
): Promise<void> => {
  await sql`
    UPDATE incidents SET stage = ${stage}, expected_at = ${at(expectedAt)}, changed_at = clock_timestamp(),
      closed_at = CASE WHEN ${stage} = 'resolved' THEN clock_timestamp() END
    WHERE incident_id = ${incidentId}`.execute(trx);
};

/** Of these incidents, newest first. */
export const listUpdates = async (
  connection: Connection,
  incidentIds: readonly IncidentId[],
): Promise<readonly Update[]> => {
  if (incidentIds.length === 0) return [];
  const { rows } = await sql<UpdateRow>`
    SELECT update_id, incident_id, stage, texts, written_in, published_at FROM incident_updates
    WHERE incident_id = ANY(${[...incidentIds]}::uuid[]) ORDER BY published_at DESC, update_id DESC`.execute(
    connection,
  );
  return rows.map(toUpdate);
};

export const findUpdate = async (
  connection: Connection,
  updateId: string,
): Promise<Update | undefined> => {
  const { rows } = await sql<UpdateRow>`
    SELECT update_id, incident_id, stage, texts, written_in, published_at FROM incident_updates
    WHERE update_id = ${updateId}`.execute(connection);
  return rows[0] && toUpdate(rows[0]);
};

export const listComponents = async (
  connection: Connection,
): Promise<readonly StatusComponent[]> => {
  const { rows } = await sql<{ component_id: string; names: TextsByLocale }>`
    SELECT component_id, names FROM status_components ORDER BY position`.execute(connection);
  return rows.map(({ component_id: id, names }) => ({ id, names }));
};

export const replaceComponents = async (
  trx: Transaction,
  components: readonly StatusComponent[],
): Promise<void> => {
  await sql`DELETE FROM status_components`.execute(trx);
  const rows = components.map(({ id, names }, position) => ({ id, names, position }));
  await sql`
    INSERT INTO status_components (component_id, names, position)
    SELECT id, names, position FROM jsonb_to_recordset(${json(rows)}) AS x(id text, names jsonb, position int)`.execute(
    trx,
  );
};
