/** Requests a minute. `null` leaves the platform's default. */
export interface FloodLimit {
  readonly customer: number;
  /** Visitors cost nothing to make, so they get less. */
  readonly visitor: number;
  /** For all sessions behind one address: an office or a phone network shares one. */
  readonly address: number;
}

/** What a route without a row gets. */
export const DEFAULT_FLOOD_LIMIT: FloodLimit = { customer: 240, visitor: 120, address: 1_200 };

/** Staff work fast and on many conversations at once; this only stops a runaway client. */
export const STAFF_PER_MINUTE = 1_200;

/** Where a flood would hurt: making sessions, conversations, messages and files. */
export const FLOOD_LIMITS: Readonly<Record<string, FloodLimit>> = {
  'POST /api/session': { customer: 30, visitor: 30, address: 120 },
  'POST /api/conversations': { customer: 6, visitor: 3, address: 60 },
  'POST /api/conversations/:conversationId/messages': { customer: 60, visitor: 20, address: 600 },
  'PATCH /api/conversations/:conversationId/messages/:messageId': {
    customer: 30,
    visitor: 10,
    address: 300,
  },
  'POST /api/conversations/:conversationId/marks': { customer: 240, visitor: 120, address: 2_400 },
  'POST /api/files': { customer: 20, visitor: 6, address: 120 },
  'POST /api/push/subscriptions': { customer: 10, visitor: 5, address: 60 },
  'POST /api/appeal': { customer: 5, visitor: 5, address: 30 },
};

export type FloodCaller = 'public' | 'visitor' | 'customer' | 'staff';

/**
 * Requests a minute for a route: `session` counts against the session (null where there is none), `address`
 * against the peer's address. `perMinute` is the route's own figure and wins over the default for customers.
 * `scale` multiplies all (an operator's setting; 0 switches flood limits off).
 */
export const decideFloodLimit = (
  key: string,
  caller: FloodCaller,
  perMinute: number | undefined,
  scale: number,
): { readonly session: number | null; readonly address: number } => {
  const own: FloodLimit | undefined =
    perMinute === undefined
      ? undefined
      : { customer: perMinute, visitor: Math.ceil(perMinute / 2), address: perMinute * 5 };
  const limit = FLOOD_LIMITS[key] ?? own ?? DEFAULT_FLOOD_LIMIT;
  const scaled = (figure: number): number => Math.max(1, Math.round(figure * scale));
  if (caller === 'staff') {
    return {
      session: scaled(perMinute ?? STAFF_PER_MINUTE),
      address: scaled(STAFF_PER_MINUTE * 50),
    };
  }
  if (caller === 'public') return { session: null, address: scaled(limit.address) };
  return { session: scaled(limit[caller]), address: scaled(limit.address) };
};
