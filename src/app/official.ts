import { join } from 'node:path';
import { splitHost } from '../adapters/public-suffixes/split-host.ts';
import type { CustomerId } from '../core/ids.ts';
import { readCustomer } from '../features/identity/index.ts';
import { createOfficial, type Official } from '../features/official/index.ts';
import { listAgentRecords } from '../features/staff/index.ts';
import type { Exchange, ExchangeUserId } from '../ports/exchange.ts';
import type { Infrastructure } from './infrastructure.ts';

export const OFFICIAL_FOLDER = join(import.meta.dirname, '../../content/official');

/**
 * The word by which a customer knows mails of the exchange; null where they set none, or no exchange is connected.
 * Throws while the exchange gives no answer: a mail without the word would look like a false one, so it waits.
 */
export const antiPhishingCodeOf =
  ({
    exchange,
    database,
    vault,
    log,
  }: Pick<Infrastructure, 'database' | 'vault' | 'log'> & { readonly exchange: Exchange | null }) =>
  async (customerId: CustomerId): Promise<string | null> => {
    const userId = (await readCustomer(database, vault, customerId))?.externalId ?? null;
    if (exchange === null || userId === null) return null;
    const asked = await exchange.reads.antiPhishingCode(userId as ExchangeUserId);
    if (asked.ok) return asked.value;
    if (asked.failure.kind === 'unreachable') throw new Error('the exchange gave no answer');
    log.warn({ failure: asked.failure.kind }, 'a mail goes without the anti-phishing code');
    return null;
  };

/** What is really ours; the badges follow from the accounts of staff. */
export const createOfficialParts = (base: Infrastructure): Official =>
  createOfficial({
    ...base,
    splitHost,
    folder: OFFICIAL_FOLDER,
    ownHosts: [base.config.http.publicOrigin, ...base.config.http.embedOrigins].map(
      (origin) => new URL(origin).hostname,
    ),
    listBadges: async () => (await listAgentRecords(base.database)).map(({ agent }) => agent.badge),
  });
