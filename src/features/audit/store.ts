import type { Generated } from 'kysely';
import type { Connection } from '../../ports/database.ts';
import { currentAsker } from './asker.ts';

interface AuditEventsTable {
  audit_id: Generated<number>;
  at: Generated<Date>;
  actor_kind: string;
  actor_id: string | null;
  action: string;
  subject_kind: string;
  subject_id: string;
  data: unknown;
  from_address: string | null;
  session_id: string | null;
}

declare module '../../ports/database.ts' {
  interface Tables {
    audit_events: AuditEventsTable;
  }
}

const KEY = 'key:';

export interface AuditEntry {
  readonly actor: {
    readonly kind: 'staff' | 'customer' | 'system' | 'key';
    readonly id: string | null;
  };
  /** In the past tense, for example `customer_blocked`. */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  /** Codes, ids and times: never anyone's words. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** A key that acts by a route of the desk is named there as an agent is; here it is a key. */
const actorOf = ({ actor }: AuditEntry): AuditEntry['actor'] =>
  actor.kind === 'staff' && actor.id?.startsWith(KEY) === true
    ? { kind: 'key', id: actor.id.slice(KEY.length) }
    : actor;

/** Writes one audit row; call it in the transaction of the change, so that neither is without the other. */
export const writeAudit = (connection: Connection, entry: AuditEntry): Promise<void> =>
  writeAudits(connection, [entry]);

/** The same for several at once; at least one. */
export const writeAudits = async (
  connection: Connection,
  entries: readonly AuditEntry[],
): Promise<void> => {
  await connection.insertInto('audit_events').values(entries.map(rowOf)).execute();
};

const rowOf = (entry: AuditEntry) => {
  const { kind, id } = actorOf(entry);
  // Addresses of customers are never stored.
  const asker = kind === 'staff' || kind === 'key' ? currentAsker() : undefined;
  return {
    actor_kind: kind,
    actor_id: id,
    action: entry.action,
    subject_kind: entry.subject.kind,
    subject_id: entry.subject.id,
    data: entry.data ?? {},
    from_address: asker?.address ?? null,
    session_id: asker?.sessionId ?? null,
  };
};
