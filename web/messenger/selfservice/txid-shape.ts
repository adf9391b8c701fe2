/** Hashes of EVM and Bitcoin transactions, and signatures as Solana and its like write them (base58). */
const HEX = /^(0x)?[0-9a-f]{64}$/i;
const BASE58 = /^[1-9A-HJ-NP-Za-km-z]{43,90}$/;

/** What is likely meant by what was pasted: blanks, and the address of an explorer around it, are taken off. */
export const readTxid = (typed: string): string => {
  const words = typed.trim();
  const [found] = /(0x)?[0-9a-f]{64}/i.exec(words) ?? [];
  if (/^https?:\/\//i.test(words)) return found ?? words;
  return words.replace(/\s+/g, '');
};

/** Whether it can be a transaction’s id on any of the usual chains. */
export const looksLikeTxid = (id: string): boolean => HEX.test(id) || BASE58.test(id);
