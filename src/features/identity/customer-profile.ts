import { z } from 'zod';
import type { CustomerId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';
import type { Vault } from '../vault/index.ts';
import { setProfile } from './store.ts';

const profileForm = z.object({ name: z.string().nullable(), email: z.string().nullable() });
/** What the exchange says of a person besides their standing; readable only with their own key. */
export type CustomerProfile = z.infer<typeof profileForm>;

const NOBODY: CustomerProfile = { name: null, email: null };
const context = (customerId: CustomerId): string => `profile:${customerId}`;

export const saveProfile = async (
  connection: Connection,
  vault: Vault,
  customerId: CustomerId,
  profile: CustomerProfile,
): Promise<void> => {
  const bytes = new TextEncoder().encode(JSON.stringify(profile));
  const sealed =
    profile.name === null && profile.email === null
      ? null
      : await vault.seal(customerId, bytes, context(customerId), connection);
  await setProfile(connection, customerId, sealed);
};

export const openProfile = async (
  vault: Vault,
  customerId: CustomerId,
  sealed: Uint8Array | null,
): Promise<CustomerProfile> => {
  if (sealed === null) return NOBODY;
  const bytes = await vault.open(customerId, sealed, context(customerId));
  return profileForm.parse(JSON.parse(new TextDecoder().decode(bytes)));
};
