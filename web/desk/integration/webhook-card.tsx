import { useState } from 'react';
import type { WebhookRow } from '../../../src/contract/webhooks.ts';
import { type TextKey, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Moment } from '../parts/moment.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { showToast } from '../state/toasts.ts';
import { Deliveries } from './deliveries.tsx';
import { changeWebhook, removeWebhook, rotateSecret, testWebhook } from './integration-api.ts';
import { SecretShown } from './secret-shown.tsx';
import { Sure } from './sure.tsx';

interface CardProps {
  readonly webhook: WebhookRow;
  readonly mayChange: boolean;
  readonly onEdit: () => void;
  readonly onChanged: () => void;
}

const TONE_OF = { active: 'ok', paused: 'warn', disabled: 'danger' } as const;

const Facts = ({ webhook }: { readonly webhook: WebhookRow }) => {
  const text = useText();
  const { eventTypes, withWords, waiting, failingSince, disabledBecause } = webhook;
  return (
    <p className="flex flex-wrap gap-x-3 gap-y-1 text-12 text-muted">
      <span>
        {eventTypes.length === 0
          ? text('integration.hook.all_types')
          : text('integration.hook.some_types', { count: eventTypes.length })}
      </span>
      <span>{text(withWords ? 'integration.hook.with_words' : 'integration.hook.no_words')}</span>
      <span>{text('integration.hook.waiting', { count: waiting })}</span>
      {disabledBecause !== null && (
        <span className="text-danger">{text(`integration.hook.because.${disabledBecause}`)}</span>
      )}
      {failingSince !== null && disabledBecause === null && (
        <span className="text-danger">
          {text('integration.hook.failing')} <Moment at={failingSince} />
        </span>
      )}
    </p>
  );
};

/** What the last step of a card opened. */
type Opened = 'log' | 'remove' | 'rotate' | null;

const useSteps = ({ webhook, onChanged }: Pick<CardProps, 'webhook' | 'onChanged'>) => {
  const text = useText();
  const failed = (thrown: unknown): void => showFailure('integration.failed_change', thrown);
  const turn = (status: 'active' | 'paused'): void => {
    changeWebhook(webhook.id, { status }).catch(failed).finally(onChanged);
  };
  const test = (): void => {
    testWebhook(webhook.id)
      .then(({ status, replyStatus, latencyMs }) =>
        showToast({
          text:
            status === 'delivered'
              ? text('integration.hook.test_well', { status: replyStatus ?? 0, ms: latencyMs ?? 0 })
              : text('integration.hook.test_ill', { status: replyStatus ?? 0 }),
        }),
      )
      .catch(failed)
      .finally(onChanged);
  };
  return { turn, test };
};

const Steps = ({
  webhook,
  mayChange,
  onEdit,
  onChanged,
  open,
}: CardProps & { readonly open: (what: Opened) => void }) => {
  const text = useText();
  const { turn, test } = useSteps({ webhook, onChanged });
  const named = (key: TextKey) => `${text(key)}: ${webhook.name}`;
  const isOn = webhook.status === 'active';
  return (
    <div className="flex flex-wrap gap-2">
      <Button data-testid="hook-log" onClick={() => open('log')}>
        {text('integration.delivery.log')}
      </Button>
      {mayChange && (
        <>
          <Button data-testid="hook-test" onClick={test}>
            {text('integration.hook.test')}
          </Button>
          <Button onClick={() => turn(isOn ? 'paused' : 'active')}>
            {text(isOn ? 'integration.hook.pause' : 'integration.hook.resume')}
          </Button>
          <Button aria-label={named('edit')} onClick={onEdit}>
            {text('edit')}
          </Button>
          <Button onClick={() => open('rotate')}>{text('integration.hook.rotate')}</Button>
          <Button
            className="text-danger"
            aria-label={named('delete')}
            onClick={() => open('remove')}
          >
            {text('delete')}
          </Button>
        </>
      )}
    </div>
  );
};

const Rotate = ({
  webhook,
  onClose,
  onChanged,
}: Pick<CardProps, 'webhook' | 'onChanged'> & { readonly onClose: () => void }) => {
  const text = useText();
  const [secret, setSecret] = useState<string | null>(null);
  if (secret !== null) {
    return (
      <Dialog title={text('integration.hook.rotate')} open onClose={onClose}>
        <SecretShown secret={secret} onClose={onClose} />
      </Dialog>
    );
  }
  return (
    <Sure
      title={text('integration.hook.rotate')}
      what={text('integration.hook.rotate_what')}
      confirm={text('integration.hook.rotate')}
      // Closing itself after the run must not hide the secret.
      onClose={() => undefined}
      onCancel={onClose}
      run={async () => {
        setSecret((await rotateSecret(webhook.id)).secret);
        onChanged();
      }}
    />
  );
};

/** One webhook: where it goes, how it does, and what can be done with it. */
export const WebhookCard = (props: CardProps) => {
  const text = useText();
  const { webhook, mayChange, onChanged } = props;
  const [opened, setOpened] = useState<Opened>(null);
  const close = (): void => setOpened(null);
  return (
    <li
      data-testid="webhook"
      data-name={webhook.name}
      className="flex flex-col gap-2 rounded-10 border border-line p-3"
    >
      <div className="flex flex-wrap items-center gap-2">
        <bdi className="font-medium">{webhook.name}</bdi>
        <Chip tone={TONE_OF[webhook.status]}>
          {text(`integration.hook.status.${webhook.status}`)}
        </Chip>
      </div>
      <p>
        <bdi dir="ltr" className="font-mono text-12 break-all">
          {webhook.url}
        </bdi>
      </p>
      <Facts webhook={webhook} />
      <Steps {...props} open={setOpened} />
      {opened === 'log' && <Deliveries webhook={webhook} mayChange={mayChange} onClose={close} />}
      {opened === 'rotate' && <Rotate webhook={webhook} onClose={close} onChanged={onChanged} />}
      {opened === 'remove' && (
        <Sure
          title={`${text('delete')}: ${webhook.name}`}
          what={text('integration.hook.remove_what')}
          confirm={text('delete')}
          onClose={close}
          run={async () => {
            await removeWebhook(webhook.id);
            onChanged();
          }}
        />
      )}
    </li>
  );
};
