import { useEffect, useState } from 'react';
import { BULK_KINDS } from '../../../src/core/bulk/plan.ts';
import { CATEGORIES, PRIORITIES } from '../../../src/core/vocabulary.ts';
import { useText } from '../locale/text.ts';
import { useMacros } from '../macros/macros-api.ts';
import { Field } from '../parts/field.tsx';
import { isLead, useMe } from '../state/me.ts';
import { useAgents, useTeams } from '../state/queries.ts';
import type { BulkActionInput } from './bulk-api.ts';

type Kind = BulkActionInput['kind'];

const STATUSES = ['open', 'pending', 'on_hold', 'solved'] as const;

/** The tags in a line, by commas or spaces. */
const tagsIn = (line: string): string[] =>
  line
    .split(/[,，、\s]+/u)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');

/** The change as it has been said so far; null while something is missing. */
const actionOf = (kind: Kind, to: string, add: string, remove: string): BulkActionInput | null => {
  if (kind === 'tags') {
    const action = { kind, add: tagsIn(add), remove: tagsIn(remove) };
    return action.add.length + action.remove.length === 0 ? null : action;
  }
  if (to === '') return null;
  if (kind === 'team') return { kind, teamId: to };
  if (kind === 'assign') return { kind, agentId: to };
  if (kind === 'macro') return { kind, macroId: to };
  return { kind, to } as BulkActionInput;
};

/** What can be chosen for each kind of change. */
const useChoices = (kind: Kind): readonly { readonly value: string; readonly label: string }[] => {
  const text = useText();
  const teams = useTeams().data ?? [];
  const agents = useAgents().data ?? [];
  const macros = useMacros().data ?? [];
  switch (kind) {
    case 'status':
      return STATUSES.map((value) => ({ value, label: text(`status.${value}`) }));
    case 'priority':
      return PRIORITIES.map((value) => ({ value, label: text(`priority.${value}`) }));
    case 'category':
      return CATEGORIES.map((value) => ({ value, label: text(`category.${value}`) }));
    case 'team':
      return teams.map(({ id, name }) => ({ value: id, label: name }));
    case 'assign':
      return agents
        .filter(({ status }) => status !== 'offline')
        .map(({ id, name }) => ({ value: id, label: name }));
    case 'macro':
      return macros.map(({ id, title }) => ({ value: id, label: title }));
    case 'tags':
      return [];
  }
};

/** What is to be changed, and to what. */
export const ActionFields = ({
  onChange,
}: {
  readonly onChange: (action: BulkActionInput | null) => void;
}) => {
  const text = useText();
  const lead = isLead(useMe());
  const [kind, setKind] = useState<Kind>('status');
  const [to, setTo] = useState('');
  const [add, setAdd] = useState('');
  const [remove, setRemove] = useState('');
  const choices = useChoices(kind);
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when what was said is something else
  useEffect(() => onChange(actionOf(kind, to, add, remove)), [kind, to, add, remove]);
  return (
    <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
      <Field label={text('bulk.what')}>
        {(props) => (
          <select
            {...props}
            className="control"
            data-testid="bulk-kind"
            value={kind}
            onChange={(event) => {
              setKind(event.target.value as Kind);
              setTo('');
            }}
          >
            {BULK_KINDS.filter((each) => lead || each !== 'assign').map((each) => (
              <option key={each} value={each}>
                {text(`bulk.kind.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {kind === 'tags' ? (
        <>
          <Field label={text('bulk.tags_add')} hint={text('bulk.tags_hint')}>
            {(props) => (
              <input
                {...props}
                dir="auto"
                className="control"
                data-testid="bulk-tags-add"
                value={add}
                onChange={(event) => setAdd(event.target.value)}
              />
            )}
          </Field>
          <Field label={text('bulk.tags_remove')}>
            {(props) => (
              <input
                {...props}
                dir="auto"
                className="control"
                value={remove}
                onChange={(event) => setRemove(event.target.value)}
              />
            )}
          </Field>
        </>
      ) : (
        <Field
          label={text(kind === 'macro' ? 'bulk.macro' : 'bulk.to')}
          hint={kind === 'macro' ? text('bulk.macro_hint') : undefined}
        >
          {(props) => (
            <select
              {...props}
              className="control"
              data-testid="bulk-to"
              value={to}
              onChange={(event) => setTo(event.target.value)}
            >
              <option value="">–</option>
              {choices.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
    </div>
  );
};
