import type { StaffPrincipal } from '../../contract/principal.ts';
import { TAKEOVER_STEPS, type TakeoverReply, type TakeoverStep } from '../../contract/security.ts';
import type { ConversationId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { writeAudit } from '../audit/index.ts';
import { type Case, findActingCase, findCase } from './find-case.ts';
import { openText, sealText } from './seal-text.ts';
import { showLock } from './show-lock.ts';
import type { SecurityDeps } from './staff-deps.ts';
import { findLatestLock } from './store-locks.ts';
import { listSteps, type StepRow, saveStep } from './store-takeover.ts';

const noteContext = (conversationId: ConversationId, step: TakeoverStep): string =>
  `takeover:${conversationId}:${step}`;

const showSteps = async (deps: SecurityDeps, { state }: Case): Promise<TakeoverReply['steps']> => {
  const rows = await listSteps(deps.database, state.id);
  return Promise.all(
    TAKEOVER_STEPS.map(async (step) => {
      const row = rows.find((one) => one.step === step);
      const sealed = row?.noteSealed ?? null;
      const note =
        sealed === null
          ? ''
          : await openText(deps.vault, state.customerId, sealed, noteContext(state.id, step));
      return {
        step,
        done: row?.done ?? false,
        by: row === undefined ? null : await deps.agentOf(row.agentId),
        at: row?.at ?? null,
        note,
      };
    }),
  );
};

/** The playbook of a case: what is done, by whom, and how far the lock has come. */
export const readTakeover = async (
  deps: SecurityDeps,
  staff: StaffPrincipal,
  conversationId: ConversationId,
): Promise<Outcome<TakeoverReply>> => {
  const found = await findCase(deps, staff, conversationId);
  if (!found.ok) return found;
  const lock = await findLatestLock(deps.database, found.value.userId);
  const steps = await showSteps(deps, found.value);
  return ok({
    // The lock's own state decides its step: nobody ticks it by hand.
    steps: steps.map((one) =>
      one.step === 'account_locked'
        ? { ...one, done: lock?.state === 'done', at: lock?.doneAt ?? null }
        : one,
    ),
    lock: lock === undefined ? null : await showLock(deps.database, lock),
  });
};

/** Ticks a step, or takes the tick back, with what was found. Failures: those of the case. */
export const setTakeoverStep = async (
  deps: SecurityDeps,
  staff: StaffPrincipal,
  conversationId: ConversationId,
  step: TakeoverStep,
  wish: { readonly done: boolean; readonly note: string },
): Promise<Outcome<TakeoverReply>> => {
  const found = await findActingCase(deps, staff, conversationId);
  if (!found.ok) return found;
  const { customerId } = found.value.state;
  const note = deps.redact(wish.note.trim());
  await deps.database.transaction().execute(async (trx) => {
    const noteSealed =
      note === ''
        ? null
        : await sealText(deps.vault, customerId, note, noteContext(conversationId, step), trx);
    const row: StepRow = {
      step,
      done: wish.done,
      agentId: staff.agentId,
      at: deps.clock.now(),
      noteSealed,
    };
    await saveStep(trx, conversationId, row);
    await writeAudit(trx, {
      actor: { kind: 'staff', id: staff.agentId },
      action: 'takeover_step_set',
      subject: { kind: 'conversation', id: conversationId },
      data: { step, done: wish.done },
    });
  });
  return readTakeover(deps, staff, conversationId);
};
