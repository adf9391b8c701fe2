import type { AtMs } from '../ids.ts';
import { fail, type Outcome, ok } from '../outcome.ts';
import type { CaseCommand } from './case-command.ts';
import type { Command } from './command.ts';
import {
  decideAccept,
  decideAdopt,
  decideAssign,
  decideClaim,
  decideReassign,
  decideRequeue,
  decideTransfer,
} from './decide-assignment.ts';
import {
  decideAssistantReply,
  decideChooseOption,
  decideHandOver,
  decideJudgeAnswer,
  decideLetRest,
} from './decide-assistant.ts';
import { decideShowCard, decideUpdateCard } from './decide-card.ts';
import {
  decideAttach,
  decideChangeTags,
  decideDetach,
  decideEndPromise,
  decideEscalate,
  decideLapsePromise,
  decideMoveStatus,
  decideNotice,
  decidePromise,
  decideSendToTeam,
  decideWarnPromise,
} from './decide-case.ts';
import { decideAnswerIncident, decideTakeOffer } from './decide-incident.ts';
import {
  decideAddNote,
  decideDeleteMessage,
  decideEditMessage,
  decideRecallMessage,
  decideSendAsAgent,
  decideSendAsCustomer,
} from './decide-message.ts';
import { decideLink, decideMergeInto, decideSplitOff, decideTakeOver } from './decide-relation.ts';
import { decideStart, decideStartFrom } from './decide-start.ts';
import {
  decideClose,
  decideEnd,
  decideEndSnooze,
  decideLeave,
  decideRate,
  decideReturn,
  decideSetStatus,
  decideSnooze,
  reopening,
} from './decide-status.ts';
import { decideTakeStep } from './decide-step.ts';
import { decideSteps } from './decide-steps.ts';
import { decideEndTask, decideOpenTask, decideRescheduleTask } from './decide-task.ts';
import type { ConversationEvent } from './event.ts';
import type { Conversation } from './state.ts';

type Decision = Outcome<readonly ConversationEvent[]>;

const decideInExisting = (
  state: Conversation,
  command: Exclude<Command, { type: 'start' | 'start_from' }>,
  at: AtMs,
): Decision => {
  switch (command.type) {
    case 'send_as_customer':
      return decideSendAsCustomer(state, command, at);
    case 'send_as_agent':
      return decideSendAsAgent(state, command);
    case 'add_note':
      return decideAddNote(state, command);
    case 'edit_message':
      return decideEditMessage(state, command, at);
    case 'delete_message':
      return decideDeleteMessage(state, command, at);
    case 'recall_message':
      return decideRecallMessage(state, command, at);
    case 'assign':
      return decideAssign(state, command);
    case 'claim':
      return decideClaim(state, command);
    case 'accept':
      return decideAccept(state, command);
    case 'requeue':
      return decideRequeue(state, command);
    case 'adopt':
      return decideAdopt(state, at);
    case 'transfer':
      return decideTransfer(state, command);
    case 'reassign':
      return decideReassign(state, command);
    case 'assistant_reply':
      return decideAssistantReply(state, command);
    case 'hand_over':
      return decideHandOver(state, command);
    case 'choose_option':
      return decideChooseOption(state, command, at);
    case 'judge_answer':
      return decideJudgeAnswer(state, command);
    case 'let_rest':
      return decideLetRest(state, at);
    case 'take_step':
      return decideTakeStep(state, command);
    case 'show_card':
      return decideShowCard(state, command);
    case 'update_card':
      return decideUpdateCard(state, command);
    case 'take_steps':
      return decideSteps(state, command, at, decideInExisting);
    default:
      return decideCondition(state, command, at);
  }
};

type ConditionCommand = Extract<
  Command,
  {
    type:
      | 'set_status'
      | 'set_priority'
      | 'set_category'
      | 'snooze'
      | 'end_snooze'
      | 'leave'
      | 'return'
      | 'end'
      | 'reopen'
      | 'close'
      | 'rate';
  }
>;

const decideCondition = (
  state: Conversation,
  command: ConditionCommand | CaseCommand,
  at: AtMs,
): Decision => {
  switch (command.type) {
    case 'set_status':
      return decideSetStatus(state, command);
    case 'set_priority':
      return ok(
        command.to === state.priority
          ? []
          : [{ type: 'priority_changed', from: state.priority, to: command.to }],
      );
    case 'set_category': {
      const { to, teamId } = command;
      return ok(
        to === state.category
          ? []
          : [{ type: 'category_changed', from: state.category, to, teamId }],
      );
    }
    case 'snooze':
      return decideSnooze(state, command, at);
    case 'end_snooze':
      return decideEndSnooze(state, at);
    case 'leave':
      return decideLeave(state, command);
    case 'return':
      return decideReturn(state);
    case 'end':
      return decideEnd(state);
    case 'reopen':
      return reopening(state, at);
    case 'close':
      return decideClose(state, at);
    case 'rate':
      return decideRate(state, command);
    default:
      return decideForCase(state, command, at);
  }
};

/** What is recorded as it is said: who may say it, and when, was decided by whoever asked. */
const recorded = (command: CaseCommand): Decision => {
  switch (command.type) {
    case 'note_field':
      return ok([{ ...command, type: 'field_changed' }]);
    case 'unlink':
      return ok([{ ...command, type: 'unlinked' }]);
    case 'open_complaint':
      return ok([{ ...command, type: 'complaint_opened' }]);
    case 'decide_complaint':
      return ok([{ ...command, type: 'complaint_decided' }]);
    default:
      throw new Error(`nobody decides ${command.type}`);
  }
};

/** Each warning and each breach once: what was read of the log must be all of it. */
const decideRecordSla = (
  state: Conversation,
  { seenSeq, news }: Extract<CaseCommand, { type: 'record_sla' }>,
): Decision =>
  seenSeq === state.lastSeq
    ? ok(news.map(({ kind, ...rest }) => ({ type: `sla_${kind}` as const, ...rest })))
    : fail('conflict', 'log_moved_on');

const decideForCase = (state: Conversation, command: CaseCommand, at: AtMs): Decision => {
  switch (command.type) {
    case 'record_sla':
      return decideRecordSla(state, command);
    case 'give_notice':
      return decideNotice(state, command);
    case 'make_promise':
      return decidePromise(state, command);
    case 'end_promise':
      return decideEndPromise(state, command);
    case 'warn_promise':
      return decideWarnPromise(state, command);
    case 'lapse_promise':
      return decideLapsePromise(state, command);
    case 'escalate':
      return decideEscalate(state, command);
    case 'open_task':
      return decideOpenTask(state, command);
    case 'reschedule_task':
      return decideRescheduleTask(state, command);
    case 'end_task':
      return decideEndTask(state, command);
    case 'change_tags':
      return decideChangeTags(state, command);
    case 'attach_incident':
      return decideAttach(state, command.incidentId);
    case 'detach_incident':
      return decideDetach(state, command.incidentId);
    case 'answer_incident':
      return decideAnswerIncident(state, command, at);
    case 'take_offer':
      return decideTakeOffer(state, command, at);
    case 'take_over':
      return decideTakeOver(state, command);
    case 'merge_into':
      return decideMergeInto(state, command);
    case 'split_off':
      return decideSplitOff(state, command);
    case 'link':
      return decideLink(state, command);
    case 'move_status':
      return decideMoveStatus(state, command);
    case 'send_to_team':
      return decideSendToTeam(state, command);
    default:
      return recorded(command);
  }
};

/**
 * What happens when this is asked of a conversation now: the events to append, or why not.
 * Pure: the same state, command and time give the same decision. An empty list means that nothing is left to do.
 */
export const decide = (state: Conversation | undefined, command: Command, at: AtMs): Decision => {
  if (command.type === 'start' || command.type === 'start_from') {
    if (state !== undefined) return fail('conflict', 'conversation_exists');
    return command.type === 'start' ? decideStart(command) : decideStartFrom(command);
  }
  return state === undefined
    ? fail('not_found', 'conversation_not_found')
    : decideInExisting(state, command, at);
};
