import { AlarmClock, AlarmClockOff } from 'lucide-react';
import { useState } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import { useAction } from '../actions/handlers.ts';
import { useLocale, useText } from '../locale/text.ts';
import { dayAndTime } from '../locale/time.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { PickMenu } from '../parts/pick-menu.tsx';
import { changeSnooze } from '../state/change-conversation.ts';
import { isLead, useMe } from '../state/me.ts';
import { fromLocalInput, snoozePresets, toLocalInput } from './snooze-presets.ts';
import { ToolButton } from './tool-button.tsx';

const OTHER = 'other';

/** Puts it away until later; a word of the customer brings it back at once. */
export const SnoozeMenu = ({ conversation }: { readonly conversation: DeskConversation }) => {
  const text = useText();
  const locale = useLocale();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const [picking, setPicking] = useState(false);
  const may = conversation.assignee?.id === me.agentId || isLead(me);
  const asleep = conversation.snoozedUntil !== null;
  const snooze = (until: number): void => {
    const when = dayAndTime(until, locale);
    void changeSnooze(conversation, until, text('changed.snoozed', { until: when }));
  };
  const wake = (): void => void changeSnooze(conversation, null, text('changed.woken'));
  useAction('snooze', !may ? null : asleep ? wake : () => setOpen(true));
  if (!may) return null;
  if (asleep) {
    return (
      <ToolButton
        action="snooze"
        icon={AlarmClockOff}
        label={text('snooze.until', {
          until: dayAndTime(conversation.snoozedUntil ?? 0, locale),
        })}
        onClick={wake}
      />
    );
  }
  const presets = open ? snoozePresets(Date.now()) : [];
  return (
    <>
      <PickMenu
        label={text('action.snooze')}
        open={open}
        onOpenChange={setOpen}
        value={null}
        onPick={(name) => {
          const preset = presets.find((each) => each.name === name);
          if (preset === undefined) setPicking(true);
          else snooze(preset.until);
        }}
        choices={[
          ...presets.map(({ name, until }) => ({
            value: name as string,
            label: text(`snooze.${name}`),
            detail: dayAndTime(until, locale),
          })),
          { value: OTHER, label: text('snooze.other') },
        ]}
        trigger={
          <ToolButton action="snooze" icon={AlarmClock} label={text('action.snooze.short')} />
        }
      />
      {picking && <PickDate onClose={() => setPicking(false)} onPick={snooze} />}
    </>
  );
};

const PickDate = ({
  onClose,
  onPick,
}: {
  readonly onClose: () => void;
  readonly onPick: (until: number) => void;
}) => {
  const text = useText();
  const [value, setValue] = useState(() => toLocalInput(Date.now() + 24 * 60 * 60_000));
  const [error, setError] = useState<string | null>(null);
  const submit = (): void => {
    const until = fromLocalInput(value);
    if (until === null || until <= Date.now()) {
      setError(text('error.snooze_in_the_past'));
      return;
    }
    onPick(until);
    onClose();
  };
  return (
    <Dialog title={text('action.snooze')} open onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field label={text('snooze.date')} error={error}>
          {(props) => (
            <input
              {...props}
              type="datetime-local"
              className="control"
              value={value}
              onChange={(event) => {
                setValue(event.target.value);
                setError(null);
              }}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button tone="primary" type="submit">
            {text('action.snooze.short')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
