import { LABEL_KINDS, type LabelKind } from '../../core/tracing/state.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import { type AddressLabel, replaceLabels } from './store-labels.ts';

/** A line of the list that cannot be used. The message is one sentence for the operator. */
export class LabelFault extends Error {
  constructor(line: number, reason: string) {
    super(`Line ${line} of the address labels ${reason}.`);
    this.name = 'LabelFault';
  }
}

const MAX_NAME_CHARS = 120;

const isKind = (text: string): text is LabelKind =>
  (LABEL_KINDS as readonly string[]).includes(text);

/** Addresses of EVM chains are compared in lower case; those of others as they are written. */
const normal = (address: string): string =>
  /^0x[0-9a-f]{40}$/i.test(address) ? address.toLowerCase() : address;

/**
 * Lines `chain,address,kind,name`; empty ones and those that begin with `#` say nothing, and the name may hold commas.
 * Throws `LabelFault` on the first line that is wrong.
 */
export const parseLabels = (text: string): readonly AddressLabel[] => {
  const found = new Map<string, AddressLabel>();
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return;
    const [chain = '', address = '', kind = '', ...rest] = line
      .split(',')
      .map((part) => part.trim());
    const name = rest.join(', ');
    if (chain === '' || address === '' || name === '') {
      throw new LabelFault(index + 1, 'is not chain,address,kind,name');
    }
    if (!isKind(kind)) throw new LabelFault(index + 1, `has no kind of ${LABEL_KINDS.join(', ')}`);
    if (name.length > MAX_NAME_CHARS) throw new LabelFault(index + 1, 'has too long a name');
    const label = { chain, address: normal(address), kind, name };
    found.set(`${chain} ${label.address}`, label);
  });
  return [...found.values()];
};

/** Takes a list in place of what came from the same source before. Answers with how many addresses it knows. */
export const importLabels = async (
  deps: { readonly database: Database; readonly clock: Clock },
  source: string,
  text: string,
): Promise<number> => {
  const labels = parseLabels(text);
  await deps.database
    .transaction()
    .execute((trx) => replaceLabels(trx, source, labels, deps.clock.now()));
  return labels.length;
};
