import type { PromiseStep } from '../../core/conversation/case.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { AtMs, CustomerId, DepartmentId, TeamId } from '../../core/ids.ts';
import type { OpenTime } from '../../core/promise/decide-promise.ts';
import type { PromisePolicy } from '../../core/promise/policy.ts';
import type { ExpectedStep } from '../../core/promise/step.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Database } from '../../ports/database.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Log } from '../../ports/log.ts';
import type { Texts } from '../../ports/texts.ts';
import type { Committer } from '../conversation/index.ts';

/** By what a step is promised: whose hours count, and what the policy says where history does not. */
export interface PromiseTerms {
  readonly time: OpenTime;
  /** Business time, ms; null: the policy promises nothing for such a step. */
  readonly policyMs: number | null;
}

export interface PromiseDeps {
  readonly database: Database;
  readonly committer: Committer;
  readonly dueWork: DueWork;
  readonly bus: Bus;
  readonly ids: Ids;
  readonly log: Log;
  readonly texts: Texts;
  readonly bodyHash: (parts: readonly string[]) => Uint8Array;
  readonly policy: PromisePolicy;
  readonly termsOf: (
    state: Conversation,
    expected: ExpectedStep & { readonly step: Exclude<PromiseStep, 'customer_move'> },
    at: AtMs,
  ) => Promise<PromiseTerms>;
  /** When an open complaint of the case has to be decided; null without one. */
  readonly decisionDueAt: (state: Conversation) => Promise<AtMs | null>;
  /** Where a case goes that climbs from where it is; null: it stays with whoever has it. */
  readonly teamAbove: (state: Conversation) => Promise<TeamId | null>;
  /** What customers know a department by; null where there is none such. */
  readonly departmentName: (departmentId: DepartmentId, locale: Locale) => Promise<string | null>;
  /** IANA name; null where the exchange has not said it. */
  readonly timeZoneOf: (customerId: CustomerId) => Promise<string | null>;
}
