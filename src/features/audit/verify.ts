import { compareSeal, type RowFault } from '../../core/audit/compare-seal.ts';
import type { Database } from '../../ports/database.ts';
import { HASH_BYTES, hashRow, hashSeal, NO_SEAL, toHex } from './hash-seal.ts';
import {
  newestId,
  readRows,
  readSeals,
  type Seal,
  SOURCES,
  type Source,
  sealedUpTo,
} from './store-seals.ts';

export type AuditFault =
  | RowFault
  /** The seal is not what its own hash says, or does not follow the one before it. */
  | { readonly kind: 'seal_altered' | 'seal_out_of_place'; readonly sealId: number }
  /** The head that was kept outside is not in the chain: seals were removed or made anew. */
  | { readonly kind: 'head_unknown'; readonly head: string };

export interface Verification {
  readonly seals: number;
  readonly rows: number;
  /** Rows that no seal speaks for yet. */
  readonly unsealed: number;
  /** Hash of the newest seal, in hex; null before the first. */
  readonly head: string | null;
  readonly faults: readonly AuditFault[];
}

const PAGE = 20;
/** Faults are named up to here; one is enough to know. */
const MAX_FAULTS = 1_000;

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.from(a).equals(Buffer.from(b));

const chainFaults = (
  key: Uint8Array,
  seal: Seal & { readonly source: Source },
  before: Seal | undefined,
  sealedTo: number,
): readonly AuditFault[] => {
  const { sealId } = seal;
  const follows =
    sealId === (before?.sealId ?? 0) + 1 &&
    same(seal.previousHash, before?.hash ?? NO_SEAL) &&
    seal.fromId === sealedTo + 1;
  return [
    ...(follows ? [] : [{ kind: 'seal_out_of_place', sealId } as const]),
    ...(same(hashSeal(key, seal), seal.hash) ? [] : [{ kind: 'seal_altered', sealId } as const]),
  ];
};

const rowFaults = async (
  database: Database,
  key: Uint8Array,
  { source, rowIds, rowHashes, fromId, toId }: Seal & { readonly source: Source },
): Promise<readonly RowFault[]> => {
  // Ids are given out from 1 on: the first seal speaks for everything below as well.
  const after = fromId === 1 ? Number.MIN_SAFE_INTEGER : fromId - 1;
  const rows = await readRows(database, source, after, toId, Number.MAX_SAFE_INTEGER);
  const bytes = Buffer.from(rowHashes.buffer, rowHashes.byteOffset, rowHashes.byteLength);
  const hashes = rowIds.map((_, index) =>
    bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES).toString('hex'),
  );
  const found = rows.map(({ id, text }) => ({
    id: Number(id),
    hash: toHex(hashRow(key, source, text)),
  }));
  return compareSeal({ source, ids: rowIds, hashes }, found);
};

const countUnsealed = async (database: Database): Promise<number> => {
  let unsealed = 0;
  for (const source of SOURCES) {
    const after = await sealedUpTo(database, source);
    const newest = await newestId(database, source);
    unsealed += (await readRows(database, source, after, newest, Number.MAX_SAFE_INTEGER)).length;
  }
  return unsealed;
};

/**
 * Reads the whole chain and every row that it speaks for, and names what is not as it was sealed. `knownHead`: a head
 * that was kept elsewhere, in hex; without one, seals cut off the end together with their rows cannot be noticed.
 */
export const verifyAudit = async (
  database: Database,
  key: Uint8Array,
  knownHead: string | null,
): Promise<Verification> => {
  const faults: AuditFault[] = [];
  const upTo: Record<Source, number> = { audit_events: 0, access_events: 0 };
  let before: Seal | undefined;
  let [seals, rows, headSeen] = [0, 0, knownHead === null];
  for (;;) {
    const page = await readSeals(database, before?.sealId ?? 0, PAGE);
    for (const seal of page) {
      faults.push(...chainFaults(key, seal, before, upTo[seal.source]));
      faults.push(...(await rowFaults(database, key, seal)));
      upTo[seal.source] = seal.toId;
      headSeen ||= toHex(seal.hash) === knownHead;
      before = seal;
      seals += 1;
      rows += seal.rowIds.length;
    }
    if (page.length < PAGE || faults.length >= MAX_FAULTS) break;
  }
  if (!headSeen) faults.push({ kind: 'head_unknown', head: knownHead ?? '' });
  const head = before === undefined ? null : toHex(before.hash);
  return { seals, rows, unsealed: await countUnsealed(database), head, faults };
};
