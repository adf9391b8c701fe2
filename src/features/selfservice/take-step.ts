import { diagnoseNetwork } from '../../core/selfservice/diagnose-platform.ts';
import type { Finding } from '../../core/selfservice/finding.ts';
import {
  generalFinding,
  passwordMailSent,
  recoveryBegun,
  twoFactorResetAsked,
  verificationBegun,
} from '../../core/selfservice/general-findings.ts';
import { LEVEL_OF_ACTION, reaches } from '../../core/selfservice/levels.ts';
import type { SelfAction, SelfServiceStep } from '../../core/selfservice/vocabulary.ts';
import type { Asked, ExchangeUserId, RequestedBy } from '../../ports/exchange.ts';
import { wasStepTaken } from '../conversation/index.ts';
import {
  type Asker,
  answerTool,
  askNetworkCheck,
  askStepUp,
  readAsker,
  type ToolAnswer,
  type ToolTurn,
  tellFinding,
} from './answer.ts';
import type { SelfServiceDeps } from './deps.ts';
import { look } from './look.ts';
import { failureCode } from './looked.ts';
import { endAction, noteAction } from './store-proofs.ts';

/** What the customer tapped, with what was asked for: the words of the turn before. */
export interface StepTurn extends ToolTurn {
  readonly step: SelfServiceStep;
  /** The action for which the step-up was asked; null: for looking. */
  readonly purpose: SelfAction | null;
  /** The turn that asked or offered: its actions happen once. */
  readonly askedTurnId: string;
}

const doFor = async (
  deps: SelfServiceDeps,
  turn: StepTurn,
  userId: ExchangeUserId,
  action: Exclude<SelfAction, 'check_again' | 'check_network'>,
): Promise<Finding> => {
  const { actions } = deps.exchange;
  const by: RequestedBy = {
    kind: 'customer',
    badge: null,
    conversationNumber: turn.state.number,
  };
  const key = `${turn.askedTurnId}:${action}`;
  const told = <T>(asked: Asked<T>, say: (value: T) => Finding): Finding =>
    asked.ok ? say(asked.value) : generalFinding(turn.tool, failureCode(asked.failure));
  switch (action) {
    case 'reset_password':
      return told(await actions.beginPasswordReset(userId, by, key), (sent) =>
        passwordMailSent(sent.maskedEmail, sent.validUntil),
      );
    case 'begin_verification':
      return told(await actions.beginVerification(userId, by, key), (begun) =>
        verificationBegun(begun.url, begun.validUntil),
      );
    case 'recover_deposit': {
      const { subjectId } = turn;
      if (subjectId === null) return generalFinding('deposit', 'gone');
      return told(await actions.recoverDeposit(userId, subjectId, by, key), (begun) =>
        recoveryBegun({ ...begun, depositId: subjectId }),
      );
    }
    case 'reset_two_factor':
      return twoFactorResetAsked();
  }
};

/** Does it once, however often the turn is tried: the exchange knows the key. */
const act = async (
  deps: SelfServiceDeps,
  turn: StepTurn,
  asker: Asker,
  action: SelfAction,
): Promise<ToolAnswer> => {
  if (action === 'check_network') return askNetworkCheck(asker);
  const { userId } = asker;
  if (userId === null || !reaches(asker.level, 'session'))
    return tellFinding(deps, turn, asker, generalFinding(turn.tool, 'sign_in'));
  if (action === 'check_again') return answerTool(deps, turn);
  if (!reaches(asker.level, LEVEL_OF_ACTION[action])) return askStepUp(asker, turn, action);
  const { askedTurnId: turnId, subjectId, state } = turn;
  const { id: conversationId, customerId } = state;
  await noteAction(deps.database, { turnId, action, conversationId, customerId, subjectId });
  const finding = await doFor(deps, turn, userId, action);
  const isRefused = finding.code === 'exchange_refused' || finding.code === 'gone';
  const isFailed = finding.code.startsWith('exchange_');
  await endAction(
    deps.database,
    turnId,
    action,
    isRefused ? 'refused' : isFailed ? 'failed' : 'done',
  );
  return action === 'recover_deposit' && !isFailed && !isRefused
    ? showDeposit(deps, turn, asker, finding)
    : tellFinding(deps, turn, asker, finding);
};

/** The deposit as it is now, below the words that its recovery has begun. */
const showDeposit = async (
  deps: SelfServiceDeps,
  turn: StepTurn,
  asker: Asker,
  finding: Finding,
): Promise<ToolAnswer> => {
  const { userId } = asker;
  if (userId === null) return tellFinding(deps, turn, asker, finding);
  deps.exchange.forget(userId);
  const looked = await look(deps, 'deposit', {
    tool: 'deposit',
    userId,
    subjectId: turn.subjectId,
    words: '',
    level: asker.level,
    now: deps.clock.now(),
    sightings: new Map(),
  });
  return looked.kind === 'found'
    ? tellFinding(deps, turn, asker, finding, looked.cards, looked.sightings)
    : tellFinding(deps, turn, asker, finding);
};

/** What the assistant says to a step. Throws for one that the log does not hold: nobody's words make a tap. */
export const answerStep = async (deps: SelfServiceDeps, turn: StepTurn): Promise<ToolAnswer> => {
  if (!(await wasStepTaken(deps.database, turn.state.id, turn.askedTurnId, turn.step)))
    throw new Error(`a step of kind ${turn.step.kind} that the customer did not take`);
  const asker = await readAsker(deps, turn);
  const { step, tool } = turn;
  switch (step.kind) {
    case 'consent':
      return step.given
        ? answerTool(deps, turn)
        : tellFinding(deps, turn, asker, generalFinding(tool, 'no_consent'));
    case 'choice':
      return turn.subjectId === null
        ? tellFinding(deps, turn, asker, generalFinding(tool, 'gone'))
        : answerTool(deps, turn);
    case 'network_check':
      return tellFinding(deps, turn, asker, diagnoseNetwork(step.result));
    case 'action':
      return act(deps, turn, asker, step.action);
    case 'step_up':
      if (!step.passed)
        return tellFinding(deps, turn, asker, generalFinding(tool, 'step_up_failed'));
      return turn.purpose === null ? answerTool(deps, turn) : act(deps, turn, asker, turn.purpose);
  }
};
