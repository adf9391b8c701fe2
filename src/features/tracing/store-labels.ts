import type { Label, LabelKind } from '../../core/tracing/state.ts';
import type { Connection } from '../../ports/database.ts';

interface AddressLabelsTable {
  chain: string;
  address: string;
  name: string;
  kind: string;
  source: string;
  imported_at: Date;
}

declare module '../../ports/database.ts' {
  interface Tables {
    address_labels: AddressLabelsTable;
  }
}

export interface AddressLabel extends Label {
  readonly chain: string;
  readonly address: string;
}

const ROWS_AT_ONCE = 1_000;

/** Replaces all that came from the same source before. */
export const replaceLabels = async (
  connection: Connection,
  source: string,
  labels: readonly AddressLabel[],
  importedAt: number,
): Promise<void> => {
  await connection.deleteFrom('address_labels').where('source', '=', source).execute();
  for (let start = 0; start < labels.length; start += ROWS_AT_ONCE) {
    const values = labels.slice(start, start + ROWS_AT_ONCE).map((label) => ({
      ...label,
      source,
      imported_at: new Date(importedAt),
    }));
    await connection
      .insertInto('address_labels')
      .values(values)
      .onConflict((conflict) =>
        conflict.columns(['chain', 'address']).doUpdateSet((excluded) => ({
          name: excluded.ref('excluded.name'),
          kind: excluded.ref('excluded.kind'),
          source: excluded.ref('excluded.source'),
          imported_at: excluded.ref('excluded.imported_at'),
        })),
      )
      .execute();
  }
};

/** All labels of a chain, by address. */
export const readLabels = async (
  connection: Connection,
  chain: string,
): Promise<ReadonlyMap<string, Label>> => {
  const rows = await connection
    .selectFrom('address_labels')
    .select(['address', 'name', 'kind'])
    .where('chain', '=', chain)
    .execute();
  return new Map(
    rows.map(({ address, name, kind }) => [address, { name, kind: kind as LabelKind }]),
  );
};
