import { canonicalHost } from '../../core/official/host.ts';
import type { Database } from '../../ports/database.ts';
import { writeAudit } from '../audit/index.ts';
import { bumpVersion } from './store.ts';
import { replacePhishingList } from './store-hosts.ts';

/** The host of a line of a published list: bare, as an address, or behind an address as in a hosts file; null for none. */
const hostOfLine = (line: string): string | null => {
  const words = line
    .replace(/#.*$/, '')
    .trim()
    .split(/[\s,;]+/);
  const last = words.at(-1) ?? '';
  return canonicalHost(last.replace(/^https?:\/\//i, '').replace(/[/:?].*$/, ''));
};

export interface HostImport {
  readonly hosts: number;
  /** Lines that say something and name no host. */
  readonly unread: number;
}

/** Replaces the phishing list of that name by the hosts of a text, one a line; `#` begins a comment. */
export const importPhishingHosts = async (
  database: Database,
  name: string,
  text: string,
): Promise<HostImport> => {
  const lines = text.split('\n').filter((line) => line.replace(/#.*$/, '').trim() !== '');
  const hosts = lines.map(hostOfLine);
  const known = [...new Set(hosts.filter((host) => host !== null))];
  const added = await database.transaction().execute(async (trx) => {
    const count = await replacePhishingList(trx, name, known);
    await bumpVersion(trx);
    await writeAudit(trx, {
      actor: { kind: 'system', id: null },
      action: 'phishing_list_imported',
      subject: { kind: 'phishing_list', id: name },
      data: { hosts: count },
    });
    return count;
  });
  return { hosts: added, unread: hosts.filter((host) => host === null).length };
};
