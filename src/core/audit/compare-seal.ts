/** A batch of rows as it was sealed: hashes in the order of the ids, as text. */
export interface Sealed {
  readonly source: string;
  readonly ids: readonly number[];
  readonly hashes: readonly string[];
}

/** A row as it is found now. */
export interface Found {
  readonly id: number;
  readonly hash: string;
}

export type RowFault = {
  readonly kind: 'altered' | 'removed' | 'inserted';
  readonly source: string;
  readonly id: number;
};

/** Names each row that is not as it was sealed. `found`: all rows of the stretch that the seal speaks for. */
export const compareSeal = (sealed: Sealed, found: readonly Found[]): readonly RowFault[] => {
  const { source } = sealed;
  const now = new Map(found.map(({ id, hash }) => [id, hash]));
  const then = new Set(sealed.ids);
  const faults: RowFault[] = [];
  sealed.ids.forEach((id, index) => {
    const hash = now.get(id);
    if (hash === undefined) faults.push({ kind: 'removed', source, id });
    else if (hash !== sealed.hashes[index]) faults.push({ kind: 'altered', source, id });
  });
  for (const { id } of found) if (!then.has(id)) faults.push({ kind: 'inserted', source, id });
  return faults.sort((a, b) => a.id - b.id);
};
