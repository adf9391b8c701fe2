import { readableLabel } from './punycode.ts';

/** Dots of other scripts that browsers take for the dot between labels. */
const DOTS = /[。．｡]/g;
const LAST_ASCII = '\u007f';
const LONGEST_HOST = 253;
const LONGEST_LABEL = 63;

/** Small letters, one by one; a letter that would become ASCII only by that stays what it was. */
const lower = (text: string): string =>
  Array.from(text, (char) => {
    const small = char.toLowerCase();
    return char > LAST_ASCII && Array.from(small).some((each) => each <= LAST_ASCII) ? char : small;
  }).join('');

/**
 * A host in its one canonical form: small letters, no dot at the end, each label as it is read. Two hosts are the same
 * exactly when their canonical forms are. Null for what cannot be a host.
 */
export const canonicalHost = (text: string): string | null => {
  const labels = lower(text.trim().replace(DOTS, '.')).replace(/\.$/, '').split('.');
  const isHost = labels.every(
    (label) =>
      label !== '' &&
      label.length <= LONGEST_LABEL &&
      /^[\p{L}\p{N}\p{M}_-]+$/u.test(label) &&
      !label.startsWith('-'),
  );
  const host = labels.map(readableLabel).join('.');
  return isHost && labels.length > 1 && host.length <= LONGEST_HOST ? host : null;
};

/** Whether a host is one of `hosts` or lies below one. */
export const liesWithin = (host: string, hosts: ReadonlySet<string>): boolean => {
  for (let at = 0; at >= 0; at = nextLabel(host, at)) {
    if (hosts.has(at === 0 ? host : host.slice(at))) return true;
  }
  return false;
};

const nextLabel = (host: string, at: number): number => {
  const dot = host.indexOf('.', at);
  return dot < 0 ? -1 : dot + 1;
};
