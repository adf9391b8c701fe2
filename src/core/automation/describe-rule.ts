import type {
  Action,
  ChoiceField,
  Condition,
  NumberField,
  RuleDefinition,
  RuleText,
  SetField,
  Trigger,
} from './rule.ts';

/** What a sentence is made with: the catalogue of one language, and the names of what ids stand for. */
export interface Voice {
  /** A part of a sentence; keys as below `rule.` in the catalogue. */
  readonly say: (key: string, values?: Readonly<Record<string, string | number>>) => string;
  /** Joins parts as the language does. */
  readonly list: (parts: readonly string[], how: 'and' | 'or') => string;
  /** What a value of a field is called: a category, a team, a tag. */
  readonly value: (field: ChoiceField | SetField, value: string) => string;
  /** What an id is called. */
  readonly name: (kind: 'team' | 'agent' | 'text' | 'macro' | 'field', id: string) => string;
  /** What a value of a field of the installation's own is called: a choice by its label, a date as people write it. */
  readonly given: (fieldId: string, value: string) => string;
}

const values = (
  field: ChoiceField | SetField,
  all: readonly string[],
  how: 'and' | 'or',
  voice: Voice,
) =>
  voice.list(
    all.map((value) => voice.value(field, value)),
    how,
  );

const describeTrigger = (trigger: Trigger, voice: Voice): string => {
  if (trigger.kind === 'event')
    return voice.say('when.event', {
      events: voice.list(
        trigger.events.map((event) => voice.say(`event.${event}`)),
        'or',
      ),
    });
  return voice.say('when.time', {
    span: voice.say(`span.${trigger.unit}`, { count: trigger.amount }),
    moment: voice.say(`moment.${trigger.since}`),
  });
};

const numberText = (field: NumberField, op: string, value: number, voice: Voice): string =>
  voice.say(`says.${op}`, { field: voice.say(`field.${field}`), value });

const fieldText = (
  { fieldId, op, values: wanted }: Extract<Condition, { kind: 'field' }>,
  voice: Voice,
): string =>
  voice.say(`says.field_${op}`, {
    field: voice.name('field', fieldId),
    values: voice.list(
      wanted.map((value) => voice.given(fieldId, value)),
      'or',
    ),
  });

/** As part of a larger one, a condition that joins others stands in brackets. */
export const describeCondition = (condition: Condition, voice: Voice, inside = false): string => {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      if (condition.of.length === 0)
        return voice.say(condition.kind === 'all' ? 'says.always' : 'says.never');
      const parts = condition.of.map((part) => describeCondition(part, voice, true));
      // Not as a list of things: each part is a small sentence of its own.
      const joined = parts.join(voice.say(condition.kind === 'all' ? 'says.and' : 'says.or'));
      return inside && parts.length > 1
        ? voice.say('says.together', { condition: joined })
        : joined;
    }
    case 'not':
      return voice.say('says.not', { condition: describeCondition(condition.of, voice, false) });
    case 'choice':
      return voice.say(`says.${condition.op}`, {
        field: voice.say(`field.${condition.field}`),
        values: values(condition.field, condition.values, 'or', voice),
      });
    case 'set':
      return voice.say(`says.has_${condition.op}`, {
        field: voice.say(`field.${condition.field}`),
        values: values(
          condition.field,
          condition.values,
          condition.op === 'all' ? 'and' : 'or',
          voice,
        ),
      });
    case 'flag':
      return voice.say(`flag.${condition.field}.${condition.value ? 'yes' : 'no'}`);
    case 'field':
      return fieldText(condition, voice);
    case 'number':
      return numberText(condition.field, condition.op, condition.value, voice);
  }
};

const textName = (text: RuleText, voice: Voice): string =>
  text.kind === 'ready'
    ? voice.say(`text.${text.name}`)
    : voice.name('text', text.cannedResponseId);

const tagText = ({ add, remove }: Extract<Action, { kind: 'tag' }>, voice: Voice): string =>
  voice.list(
    [
      ...(add.length > 0 ? [voice.say('do.tag_add', { tags: add.join(', ') })] : []),
      ...(remove.length > 0 ? [voice.say('do.tag_remove', { tags: remove.join(', ') })] : []),
    ],
    'and',
  );

export const describeAction = (action: Action, voice: Voice): string => {
  switch (action.kind) {
    case 'priority':
    case 'category':
    case 'status':
      return voice.say(`do.${action.kind}`, { value: voice.value(action.kind, action.to) });
    case 'tag':
      return tagText(action, voice);
    case 'team':
      return voice.say('do.team', { team: voice.name('team', action.teamId) });
    case 'assign':
      return voice.say('do.assign', { agent: voice.name('agent', action.agentId) });
    case 'escalate':
      return action.teamId === null
        ? voice.say('do.escalate')
        : voice.say('do.escalate_to', { team: voice.name('team', action.teamId) });
    case 'notice':
      return voice.say('do.notice', { text: textName(action.text, voice) });
    case 'survey':
    case 'note':
      return voice.say(`do.${action.kind}`);
    case 'snooze':
      return voice.say('do.snooze', { count: action.hours });
    case 'macro':
      return voice.say('do.macro', { macro: voice.name('macro', action.macroId) });
  }
};

const isAlways = (condition: Condition): boolean =>
  condition.kind === 'all' && condition.of.length === 0;

/** The rule as one or two plain sentences, in the language of the voice. Pure. */
export const describeRule = (definition: RuleDefinition, voice: Voice): string => {
  const when = describeTrigger(definition.trigger, voice);
  const actions = definition.actions
    .map((action) => describeAction(action, voice))
    .join(voice.say('says.also'));
  const sentence = isAlways(definition.condition)
    ? voice.say('says.rule', { when, actions })
    : voice.say('says.rule_if', {
        when,
        condition: describeCondition(definition.condition, voice),
        actions,
      });
  return definition.stop ? `${sentence} ${voice.say('says.stop')}` : sentence;
};
