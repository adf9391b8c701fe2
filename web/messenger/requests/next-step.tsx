import type { JSX } from 'react';
import type { CustomerConversation } from '../../../src/contract/conversation.ts';
import { t } from '../app/locale.ts';
import { fullMoment, moment } from '../app/time.ts';

/** What comes next and by when, as it was promised. Null where nothing is. */
export const NextStep = ({
  conversation,
}: {
  conversation: CustomerConversation;
}): JSX.Element | null => {
  const { promise } = conversation.case;
  if (promise === null) return null;
  const step = t(`promise.step.${promise.step}`);
  if (promise.dueAt === null) return <p className="next-step">{step}</p>;
  return (
    <p className="next-step">
      {t('requests.next', { step })}{' '}
      <time title={fullMoment(promise.dueAt)}>
        {t('requests.by', { time: moment(promise.dueAt) })}
      </time>
    </p>
  );
};
