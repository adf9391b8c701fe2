import type { CustomerId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';
import type { Vault } from '../vault/index.ts';

export const textContext = (complaintId: string): string => `complaint:${complaintId}`;
export const decisionContext = (complaintId: string): string => `complaint-decision:${complaintId}`;
export const letterContext = (complaintId: string, kind: string): string =>
  `complaint-letter:${complaintId}:${kind}`;

export const seal = (
  vault: Vault,
  customerId: CustomerId,
  text: string,
  context: string,
  connection?: Connection,
): Promise<Uint8Array> =>
  vault.seal(customerId, new TextEncoder().encode(text), context, connection);

export const open = async (
  vault: Vault,
  customerId: CustomerId,
  sealed: Uint8Array,
  context: string,
): Promise<string> => new TextDecoder().decode(await vault.open(customerId, sealed, context));
