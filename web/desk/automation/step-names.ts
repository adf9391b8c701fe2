import { describeAction } from '../../../src/core/automation/describe-rule.ts';
import type { Action } from '../../../src/core/automation/rule.ts';
import { hasText, type TextKey, useText } from '../locale/text.ts';
import { useVoice } from './use-voice.ts';

const READY = ['received', 'reminder', 'auto_close', 'survey'] as const;

/** The action that a step of the log was; null where the name says too little. */
const actionOf = (step: string): Action | null => {
  const at = step.indexOf(':');
  const kind = at < 0 ? step : step.slice(0, at);
  const rest = at < 0 ? '' : step.slice(at + 1);
  const signed = (sign: string): readonly string[] =>
    rest
      .split(',')
      .filter((tag) => tag.startsWith(sign))
      .map((tag) => tag.slice(1));
  const ready = READY.find((name) => name === rest);
  switch (kind) {
    case 'priority':
    case 'category':
    case 'status':
      // The log holds what the catalogue knows.
      return { kind, to: rest } as Action;
    case 'tag':
      return { kind, add: signed('+'), remove: signed('-') };
    case 'team':
      return { kind, teamId: rest };
    case 'assign':
      return { kind, agentId: rest };
    case 'escalate':
      return { kind, teamId: rest === '' ? null : rest };
    case 'notice':
      return {
        kind,
        text:
          ready === undefined
            ? { kind: 'saved', cannedResponseId: rest }
            : { kind: 'ready', name: ready },
      };
    case 'survey':
      return { kind };
    case 'note':
      return { kind, words: '' };
    case 'snooze':
      return { kind, hours: Number(rest) };
    case 'macro':
      return { kind, macroId: rest };
    default:
      return null;
  }
};

/** What rules did, out of the log's own names for it. */
export const useStepNames = () => {
  const text = useText();
  const voice = useVoice();
  const one = (step: string): string => {
    if (step === 'reply') return text('rule.do.reply');
    const action = actionOf(step);
    return action === null ? step : describeAction(action, voice);
  };
  /** The step, and after its last colon why not. */
  const refusal = (refused: string): string => {
    const at = refused.lastIndexOf(':');
    const code = `error.${refused.slice(at + 1)}`;
    const why = hasText(code) ? text(code as TextKey) : '';
    return why === '' ? one(refused.slice(0, at)) : `${one(refused.slice(0, at))} (${why})`;
  };
  return {
    actions: (steps: readonly string[]): string => voice.list(steps.map(one), 'and'),
    refused: (all: readonly string[]): string => voice.list(all.map(refusal), 'and'),
  };
};
