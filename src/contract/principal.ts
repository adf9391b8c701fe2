import type { AgentId, CustomerId, TeamId } from '../core/ids.ts';
import type { Scope } from '../core/integration/scopes.ts';
import type { AssuranceLevel, Locale, StaffRole, Tier } from '../core/vocabulary.ts';

/** Who is asking, as the session says. Every route names which kinds may call it (see access.ts). */
export type Principal = PublicPrincipal | CustomerPrincipal | StaffPrincipal | KeyPrincipal;

export interface PublicPrincipal {
  readonly kind: 'public';
}

export interface CustomerPrincipal {
  /** `visitor`: not vouched for by the exchange; has an inbox of their own and never sees account data. */
  readonly kind: 'customer' | 'visitor';
  readonly customerId: CustomerId;
  /** Keyed hash of the session secret; safe to store and to log. */
  readonly sessionId: string;
  readonly tier: Tier;
  readonly locale: Locale;
  readonly assurance: AssuranceLevel;
  /** Blocked by a supervisor: may read and appeal, and nothing else. */
  readonly blocked: boolean;
}

export interface StaffPrincipal {
  readonly kind: 'staff';
  readonly agentId: AgentId;
  readonly role: StaffRole;
  readonly teamIds: readonly TeamId[];
  readonly locale: Locale;
  /** What customers see: a first name and a badge such as `M-2041`. */
  readonly publicName: string;
  readonly badge: string;
  readonly sessionId: string;
  /** A key that acts by a route of the desk: it speaks beside whoever has a conversation, and never gets it. */
  readonly outside?: true;
}

/** Another system, by its key. It speaks to `/api/v1` only, as far as its scopes go. */
export interface KeyPrincipal {
  readonly kind: 'key';
  readonly keyId: string;
  /** What it is called here. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Requests a minute, over all routes. */
  readonly perMinute: number;
  /** The same as `keyId`: what is counted and ended as a session is for people. */
  readonly sessionId: string;
}
