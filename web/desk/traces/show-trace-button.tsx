import { CheckCheck, SendHorizontal } from 'lucide-react';
import { useState } from 'react';
import { showTrace } from '../api/tracing-api.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { showToast } from '../state/toasts.ts';

/** Puts a card of the trace into the conversation; it goes on following it there. */
export const ShowTraceButton = ({
  conversationId,
  traceId,
}: {
  readonly conversationId: string;
  readonly traceId: string;
}) => {
  const text = useText();
  const [state, setState] = useState<'idle' | 'busy' | 'shown'>('idle');
  const show = (): void => {
    setState('busy');
    showTrace(conversationId, traceId)
      .then(() => {
        setState('shown');
        showToast({ text: text('show_card.done') });
      })
      .catch((thrown: unknown) => {
        setState('idle');
        showFailure('failed.show_card', thrown);
      });
  };
  return (
    <Button
      icon={state === 'shown' ? CheckCheck : SendHorizontal}
      busy={state === 'busy'}
      disabled={state === 'shown'}
      data-testid="show-trace"
      onClick={show}
    >
      {text(state === 'shown' ? 'show_card.shown' : 'show_card.do')}
    </Button>
  );
};
