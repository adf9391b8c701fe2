import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { allowedHostInput, officialIdentityInput } from '../../contract/official.ts';
import { canonicalHost } from '../../core/official/host.ts';
import { normaliseIdentity } from '../../core/official/normalise.ts';
import type { Database } from '../../ports/database.ts';
import type { Ids } from '../../ports/ids.ts';
import { bumpVersion, listIdentities, saveIdentity } from './store.ts';
import { saveAllowedHost } from './store-hosts.ts';

const file = z.strictObject({
  identities: z.array(officialIdentityInput),
  allowedHosts: z.array(allowedHostInput),
});

/**
 * What `identities.json` of a folder says is ours, where nothing is said yet: what admins changed stays so. Throws where
 * the file is not as it should be.
 */
export const seedRegistry = async (
  { database, ids }: { readonly database: Database; readonly ids: Ids },
  folder: string,
): Promise<void> => {
  const { identities, allowedHosts } = file.parse(
    JSON.parse(readFileSync(join(folder, 'identities.json'), 'utf8')),
  );
  await database.transaction().execute(async (trx) => {
    if ((await listIdentities(trx)).length > 0) return;
    for (const { kind, network, note, from, until, value: given } of identities) {
      const value = normaliseIdentity(kind, given);
      if (!value.ok) throw new Error(`identities.json: ${given} is no ${kind}`);
      const identity = { id: ids.uuid(), kind, network, value: value.value, note, until };
      await saveIdentity(trx, { ...identity, from: from ?? 0 });
    }
    for (const { host, note } of allowedHosts) {
      const known = canonicalHost(host);
      if (known === null) throw new Error(`identities.json: ${host} is no host`);
      await saveAllowedHost(trx, known, note);
    }
    await bumpVersion(trx);
  });
};
