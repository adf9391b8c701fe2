import { AlarmClock, AlarmClockOff } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import { useAction } from '../actions/handlers.ts';
import { useLocale, useText } from '../locale/text.ts';
import { dayAndTime } from '../locale/time.ts';
import { PickMenu } from '../parts/pick-menu.tsx';
import { changeSnooze } from '../state/change-conversation.ts';
import { isLead, useMe } from '../state/me.ts';
import { snoozePresets } from './snooze-presets.ts';
import { ToolButton } from './tool-button.tsx';

const PickDate = lazy(() => import('./pick-date.tsx'));

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
      {picking && (
        <Suspense>
          <PickDate onClose={() => setPicking(false)} onPick={snooze} />
        </Suspense>
      )}
    </>
  );
};
