import { useQueryClient } from '@tanstack/react-query';
import { TrafficCone, Waves } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../locale/text.ts';
import { duration } from '../locale/time.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Moment } from '../parts/moment.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { isLead, useMe } from '../state/me.ts';
import { SURGE, switchSurge, useSurge } from './incidents-api.ts';

const POINTS = ['security', 'assistant', 'times', 'offers', 'end'] as const;

/** Whether surge mode is on, and the way to switch it. */
export const SurgeSwitch = () => {
  const text = useText();
  const client = useQueryClient();
  const mayAct = isLead(useMe());
  const surge = useSurge().data;
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  if (surge === undefined) return null;
  const { isOn, isSuggested, since, waiting, waitSeconds } = surge;
  const turn = (on: boolean): void => {
    setBusy(true);
    switchSurge(on)
      .then((next) => {
        client.setQueryData(SURGE, next);
        setAsking(false);
      })
      .catch((thrown: unknown) => showFailure('failed.surge', thrown))
      .finally(() => setBusy(false));
  };
  const Icon = isOn ? Waves : TrafficCone;
  return (
    <section
      aria-label={text('surge.title')}
      data-testid="surge"
      data-on={isOn}
      className={`mx-4 mt-4 flex flex-wrap items-center gap-3 rounded-10 border border-line p-3 ${isOn || isSuggested ? 'border-s-4 border-s-warn' : ''}`}
    >
      <Icon aria-hidden size={18} className={isOn || isSuggested ? 'text-warn' : 'text-muted'} />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">
          {text(isOn ? 'surge.on' : isSuggested ? 'surge.suggested' : 'surge.off')}
        </p>
        <p className="text-12 text-muted">
          {text('surge.pressure', {
            count: waiting,
            wait: waitSeconds === null ? text('queue.no_eta') : duration(waitSeconds * 1_000, text),
          })}
          {since !== null && (
            <>
              {' · '}
              {text('incidents.since')} <Moment at={since} form="short" />
            </>
          )}
        </p>
      </div>
      {mayAct && (
        <Button
          tone={isSuggested ? 'primary' : 'plain'}
          busy={busy && !asking}
          data-testid="surge-switch"
          onClick={() => (isOn ? turn(false) : setAsking(true))}
        >
          {text(isOn ? 'surge.end' : 'surge.begin')}
        </Button>
      )}
      {asking && (
        <Dialog
          title={text('surge.begin')}
          description={text('surge.what')}
          open
          onClose={() => setAsking(false)}
          testId="surge-form"
        >
          <ul className="flex list-disc flex-col gap-1 ps-5">
            {POINTS.map((point) => (
              <li key={point}>{text(`surge.what.${point}`)}</li>
            ))}
          </ul>
          <div className="mt-4 flex justify-end gap-2">
            <Button tone="quiet" onClick={() => setAsking(false)}>
              {text('cancel')}
            </Button>
            <Button
              tone="primary"
              busy={busy}
              data-testid="surge-confirm"
              onClick={() => turn(true)}
            >
              {text('surge.begin')}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  );
};
