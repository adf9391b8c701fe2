import { z } from 'zod';

/** Milliseconds since the Unix epoch, UTC. */
export const atMs = z.number().int().nonnegative();
/**
 * The exchange's own id of a user, order, transfer … Opaque to Mainstay: printable ASCII without spaces, and never `.` or
 * `..`, which would change the path that it stands in.
 */
export const exchangeId = z.string().regex(/^(?!\.{1,2}$)[!-~]{1,128}$/);
/** An amount in whole units of its asset, as exact decimal text: never a float. Up to 18 decimals and 30 digits before. */
export const amount = z.string().regex(/^-?\d{1,30}(\.\d{1,18})?$/);
/** A coin or currency by its ticker, for example `BTC`, `EUR`. */
export const asset = z.string().regex(/^[A-Z0-9]{1,16}$/);
/** A network by the exchange's name of it, for example `Bitcoin`, `Ethereum`. */
export const network = z.string().min(1).max(40);
/** A market, for example `BTC-EUR`. */
export const pair = z.string().regex(/^[A-Z0-9]{1,16}-[A-Z0-9]{1,16}$/);
/** A share of one: 0.25 is 25 %. */
export const share = z.string().regex(/^-?\d{1,6}(\.\d{1,12})?$/);
/** A machine's word, for example `travel_rule`: codes, never sentences. */
export const code = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);

/**
 * Every answer says when its figures were true, and answers about a user say whose they are, so that an answer about
 * somebody else can be recognised and thrown away.
 */
export const answer = <T extends z.ZodType>(data: T) => z.object({ asOf: atMs, data });
export const userAnswer = <T extends z.ZodType>(data: T) =>
  z.object({ asOf: atMs, userId: exchangeId, data });
