import { z } from 'zod';
import type { Exchange } from '../exchange.ts';
import type { UserRow } from '../rows.ts';

const decimal = z.string().regex(/^\d{1,18}(\.\d{1,18})?$/);

/** What a scene is told. What is left out is chosen by the scene. */
export const sceneRequest = z.strictObject({
  user: z.string().max(64),
  asset: z
    .string()
    .regex(/^[A-Z0-9]{1,16}$/)
    .optional(),
  network: z.enum(['Ethereum', 'Bitcoin']).optional(),
  amount: decimal.optional(),
  pair: z.string().max(33).optional(),
  side: z.enum(['buy', 'sell']).optional(),
  /** A variety of the scene, by its own names. */
  kind: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional(),
  /** How long something takes, where the scene lets one choose. */
  seconds: z.number().int().min(0).max(86_400).optional(),
});
export type SceneRequest = z.infer<typeof sceneRequest>;

/** Ids of what the scene brought about, for whoever plays it. */
export type Played = Readonly<Record<string, string | readonly string[] | null>>;

export interface SceneCall {
  readonly exchange: Exchange;
  readonly user: UserRow;
  readonly asked: SceneRequest;
}

/** Plays a scene; a code: it cannot be played now. */
export type Scene = (call: SceneCall) => Promise<Played | string> | Played | string;
