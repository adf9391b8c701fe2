import { sql } from 'kysely';
import type { CustomerId } from '../../core/ids.ts';
import type { QuietHours } from '../../core/notifying/quiet-hours.ts';
import type { Connection } from '../../ports/database.ts';

/** How a customer wants to be told of news. */
export interface Choices {
  readonly push: boolean;
  readonly mail: boolean;
  readonly quiet: QuietHours | null;
  /** IANA name. */
  readonly timeZone: string;
}

/** Browsers that asked for it are told; nobody gets mail unasked. */
export const UNCHOSEN: Choices = { push: true, mail: false, quiet: null, timeZone: 'UTC' };

interface ChoicesRow {
  readonly customer_id: CustomerId;
  readonly push: boolean;
  readonly mail: boolean;
  readonly quiet_from: number | null;
  readonly quiet_to: number | null;
  readonly time_zone: string;
}

/** By customer; whoever has chosen nothing is absent. */
export const readChoicesOf = async (
  connection: Connection,
  customerIds: readonly CustomerId[],
): Promise<ReadonlyMap<CustomerId, Choices>> => {
  const { rows } = await sql<ChoicesRow>`
    SELECT customer_id, push, mail, quiet_from, quiet_to, time_zone FROM notice_choices
    WHERE customer_id = ANY(${customerIds}::uuid[])`.execute(connection);
  return new Map(
    rows.map(({ customer_id, push, mail, quiet_from: from, quiet_to: to, time_zone: timeZone }) => [
      customer_id,
      { push, mail, quiet: from === null || to === null ? null : { from, to }, timeZone },
    ]),
  );
};

export const readChoices = async (
  connection: Connection,
  customerId: CustomerId,
): Promise<Choices> => (await readChoicesOf(connection, [customerId])).get(customerId) ?? UNCHOSEN;

export const saveChoices = async (
  connection: Connection,
  customerId: CustomerId,
  { push, mail, quiet, timeZone }: Choices,
): Promise<void> => {
  await sql`
    INSERT INTO notice_choices (customer_id, push, mail, quiet_from, quiet_to, time_zone)
    VALUES (${customerId}, ${push}, ${mail}, ${quiet?.from ?? null}, ${quiet?.to ?? null}, ${timeZone})
    ON CONFLICT (customer_id) DO UPDATE SET push = excluded.push, mail = excluded.mail,
      quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, time_zone = excluded.time_zone,
      updated_at = now()`.execute(connection);
};
