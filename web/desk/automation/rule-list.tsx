import { Menu } from '@base-ui/react/menu';
import { ArrowDown, ArrowUp, Ellipsis, GripVertical } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import type { DeskRule } from '../../../src/contract/automation.ts';
import { describeRule } from '../../../src/core/automation/describe-rule.ts';
import { useText } from '../locale/text.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { ruleName, useVoice } from './use-voice.ts';

export interface RuleActions {
  readonly onEdit: (rule: DeskRule) => void;
  readonly onHistory: (rule: DeskRule) => void;
  readonly onOff: (rule: DeskRule) => void;
  readonly onRemove: (rule: DeskRule) => void;
  /** To a place among the others, 0 first. */
  readonly onMove: (rule: DeskRule, place: number) => void;
}

const ITEM =
  'flex min-h-8 w-full items-center rounded-6 px-2 outline-none data-highlighted:bg-sel pointer-coarse:min-h-11';

const More = ({
  rule,
  name,
  actions,
}: {
  readonly rule: DeskRule;
  readonly name: string;
  readonly actions: RuleActions;
}) => {
  const text = useText();
  return (
    <Menu.Root>
      <Menu.Trigger
        render={<IconButton icon={Ellipsis} label={text('rule.ui.more', { name })} />}
        data-testid="rule-more"
      />
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={4} className="z-50">
          <Menu.Popup className="enter min-w-44 rounded-10 border border-line bg-bg p-1 shadow-lift outline-none">
            <Menu.Item
              className={ITEM}
              data-testid="rule-history-open"
              onClick={() => actions.onHistory(rule)}
            >
              {text('rule.ui.history')}
            </Menu.Item>
            {rule.liveVersion !== null && (
              <Menu.Item className={ITEM} onClick={() => actions.onOff(rule)}>
                {text('rule.ui.switch_off')}
              </Menu.Item>
            )}
            <Menu.Item className={`${ITEM} text-danger`} onClick={() => actions.onRemove(rule)}>
              {text('delete')}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
};

const States = ({ rule }: { readonly rule: DeskRule }) => {
  const text = useText();
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <Chip>
        {rule.liveVersion === null
          ? text('rule.ui.off')
          : text('rule.ui.live', { version: rule.liveVersion })}
      </Chip>
      {rule.draft !== null && <Chip>{text('rule.ui.draft')}</Chip>}
      {rule.problems.length > 0 && (
        <span className="text-12 text-warn">
          {text('rule.ui.problems', { count: rule.problems.length })}
        </span>
      )}
      {rule.applied > 0 && (
        <span className="text-12 text-muted">
          {text('rule.ui.applied', { count: rule.applied })}
        </span>
      )}
    </span>
  );
};

interface RowProps {
  readonly rule: DeskRule;
  readonly place: number;
  readonly last: boolean;
  readonly actions: RuleActions;
  readonly over: boolean;
  readonly onDragStart: () => void;
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDrop: () => void;
}

const Row = ({ rule, place, last, actions, over, ...drag }: RowProps) => {
  const text = useText();
  const voice = useVoice();
  const name = ruleName(rule, text);
  const shown = rule.draft ?? rule.live;
  return (
    <li
      draggable
      data-testid="rule-row"
      data-ready={rule.ready ?? undefined}
      {...drag}
      className={`flex gap-2 rounded-10 border bg-bg p-3 max-md:flex-wrap ${over ? 'border-accent' : 'border-line'}`}
    >
      <span
        className="cursor-grab text-muted pointer-coarse:hidden"
        title={text('rule.ui.drag')}
        aria-hidden
      >
        <GripVertical size={16} />
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-1 max-md:basis-full">
        <div className="flex flex-wrap items-center gap-2">
          <span className="text-muted tabular-nums">{place + 1}</span>
          <bdi className="font-semibold">{name}</bdi>
          <States rule={rule} />
        </div>
        {shown !== null && (
          <p dir="auto" className="text-muted">
            {describeRule(shown, voice)}
          </p>
        )}
      </div>
      <div className="flex shrink-0 items-start gap-1 max-md:w-full max-md:justify-end">
        <IconButton
          icon={ArrowUp}
          label={text('rule.ui.up', { name })}
          disabled={place === 0}
          data-testid="rule-up"
          onClick={() => actions.onMove(rule, place - 1)}
        />
        <IconButton
          icon={ArrowDown}
          label={text('rule.ui.down', { name })}
          disabled={last}
          data-testid="rule-down"
          onClick={() => actions.onMove(rule, place + 1)}
        />
        <More rule={rule} name={name} actions={actions} />
        <Button data-testid="rule-edit" onClick={() => actions.onEdit(rule)}>
          {text('edit')}
        </Button>
      </div>
    </li>
  );
};

/** The rules in the order in which they are asked: dragged, or moved with their buttons. */
export const RuleList = ({
  rules,
  actions,
}: {
  readonly rules: readonly DeskRule[];
  readonly actions: RuleActions;
}) => {
  const text = useText();
  const [dragged, setDragged] = useState<DeskRule | null>(null);
  const [over, setOver] = useState<number | null>(null);
  return (
    <ol
      aria-label={text('rule.ui.list')}
      className="mx-auto flex max-w-5xl flex-col gap-2 p-4"
      onDragEnd={() => {
        setDragged(null);
        setOver(null);
      }}
    >
      {rules.map((rule, place) => (
        <Row
          key={rule.ruleId}
          rule={rule}
          place={place}
          last={place === rules.length - 1}
          actions={actions}
          over={over === place && dragged !== rule}
          onDragStart={() => setDragged(rule)}
          onDragOver={(event) => {
            if (dragged === null) return;
            event.preventDefault();
            setOver(place);
          }}
          onDrop={() => {
            if (dragged !== null) actions.onMove(dragged, place);
          }}
        />
      ))}
    </ol>
  );
};
