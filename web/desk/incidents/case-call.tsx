import { useQueryClient } from '@tanstack/react-query';
import { Phone } from 'lucide-react';
import { useState } from 'react';
import type { DeskCall } from '../../../src/contract/surge.ts';
import type { CallResult } from '../../../src/core/incidents/calls.ts';
import type { Locale } from '../../../src/core/vocabulary.ts';
import { type Text, useLocale, useText } from '../locale/text.ts';
import { dayAndTime } from '../locale/time.ts';
import { Button } from '../parts/button.tsx';
import { Moment } from '../parts/moment.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { useSecond } from '../state/now.ts';
import { showToast } from '../state/toasts.ts';
import { CALLS, openNumber, settleCall, useCalls } from './calls-api.ts';

const RESULTS = ['reached', 'not_reached', 'given_up'] as const;

const settledText = (text: Text, locale: Locale, result: CallResult, next: number | null) =>
  next === null
    ? text(result === 'reached' ? 'calls.settled' : 'calls.ended')
    : text('calls.again', { at: dayAndTime(next, locale) });

interface CallProps {
  readonly conversationId: string;
}

const Call = ({ conversationId, call }: CallProps & { readonly call: DeskCall }) => {
  const text = useText();
  const locale = useLocale();
  const client = useQueryClient();
  const now = useSecond();
  const [number, setNumber] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const isLate = now > call.by;
  const act = (done: Promise<unknown>): void => {
    setBusy(true);
    void done
      .catch((thrown: unknown) => showFailure('failed.call', thrown))
      .finally(() => setBusy(false));
  };
  const settle = async (result: CallResult): Promise<void> => {
    const { next } = await settleCall(conversationId, result);
    setNumber(null);
    showToast({ text: settledText(text, locale, result, next) });
    await client.invalidateQueries({ queryKey: CALLS });
  };
  return (
    <section
      aria-label={text('calls.case')}
      data-testid="case-call"
      className={`flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-4 py-2 ${isLate ? 'border-s-4 border-s-danger' : ''}`}
    >
      <Phone aria-hidden size={14} className={isLate ? 'text-danger' : 'text-accent'} />
      <p className={isLate ? 'font-semibold text-danger' : 'font-medium'}>
        {text(isLate ? 'calls.late' : 'calls.call')} <Moment at={call.from} form="short" />
        {' – '}
        <Moment at={call.by} form="time" />
      </p>
      {number === null ? (
        <Button
          busy={busy}
          data-testid="call-number"
          title={text('calls.recorded')}
          onClick={() => act(openNumber(conversationId).then(setNumber))}
        >
          {text('calls.show')}
        </Button>
      ) : (
        <>
          <a
            href={`tel:${number}`}
            data-testid="call-dial"
            className="font-mono text-accent underline-offset-2 hover:underline"
          >
            <bdi dir="ltr">{number}</bdi>
          </a>
          {RESULTS.map((result) => (
            <Button
              key={result}
              tone={result === 'reached' ? 'primary' : 'plain'}
              busy={busy}
              data-testid={`call-${result}`}
              onClick={() => act(settle(result))}
            >
              {text(`calls.result.${result}`)}
            </Button>
          ))}
        </>
      )}
    </section>
  );
};

/** That this customer is to be called, by when, and what came of it. The number is asked for, and that is recorded. */
export const CaseCall = ({ conversationId }: CallProps) => {
  const call = useCalls().data?.calls.find(({ row }) => row.conversation.id === conversationId);
  return call === undefined ? null : (
    <Call key={call.tries} conversationId={conversationId} call={call} />
  );
};
