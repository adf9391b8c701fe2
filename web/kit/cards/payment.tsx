import type { JSX } from 'react';
import type { CardOf } from '../../../src/contract/cards.ts';
import { Chip, Fact, Facts, Moment, Note, type Tone } from './parts.tsx';
import type { CardSpeech } from './speech.ts';
import { termOf } from './words.ts';

type Payment = CardOf<'payment'>['data'];
type Dispute = NonNullable<Payment['dispute']>;

export const paymentTone = ({ state }: Payment): Tone => {
  if (state === 'completed') return 'good';
  return state === 'pending' || state === 'paid' ? 'calm' : 'warn';
};

const Side = ({
  title,
  wanted,
  received,
  speech,
}: {
  title: string;
  wanted: readonly string[];
  /** What is there already; null: of the other side that is not told. */
  received: readonly string[] | null;
  speech: CardSpeech;
}): JSX.Element | null => {
  if (wanted.length === 0) return null;
  return (
    <div className="xside">
      <p>{title}</p>
      <ul className="xslots">
        {wanted.map((code) => (
          <li key={code}>
            <span>{termOf(speech, 'evidence', code)}</span>
            {received?.includes(code) && <Chip tone="good">{speech.t('slot.received')}</Chip>}
            {received !== null && !received.includes(code) && (
              <Chip tone="warn">{speech.t('slot.missing')}</Chip>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
};

const DisputePart = ({
  dispute,
  speech,
}: {
  dispute: Dispute;
  speech: CardSpeech;
}): JSX.Element => {
  const { t } = speech;
  const isOpen = dispute.state !== 'decided';
  return (
    <>
      <Facts>
        <Fact name={t('payment.dispute')}>{t(`dispute.${dispute.state}`)}</Fact>
        <Fact name={t('payment.opened_by')}>{t(`opened_by.${dispute.openedBy}`)}</Fact>
        {dispute.state === 'evidence_wanted' && dispute.evidenceUntil !== null && (
          <Fact name={t('payment.evidence_until')}>
            <Moment at={dispute.evidenceUntil} speech={speech} />
          </Fact>
        )}
        {isOpen && dispute.decisionBy !== null && (
          <Fact name={t('payment.decision_by')}>
            <Moment at={dispute.decisionBy} speech={speech} />
          </Fact>
        )}
      </Facts>
      {isOpen && (
        <>
          <Side
            title={t('payment.from_you')}
            wanted={dispute.wantedFromUser}
            received={dispute.received}
            speech={speech}
          />
          <Side
            title={t('payment.from_other')}
            wanted={dispute.wantedFromOther}
            received={null}
            speech={speech}
          />
        </>
      )}
      {dispute.outcome !== null && <Note>{t(`outcome.${dispute.outcome}`)}</Note>}
    </>
  );
};

/** A payment; in a dispute, who has to supply what, and until when. */
export const PaymentBody = ({
  data,
  speech,
}: {
  data: Payment;
  speech: CardSpeech;
}): JSX.Element => (
  <>
    <Facts>
      <Fact name={speech.t('payment.kind')}>{speech.t(`payment_kind.${data.kind}`)}</Fact>
      <Fact name={speech.t('payment.created')}>
        <Moment at={data.createdAt} speech={speech} />
      </Fact>
    </Facts>
    {data.dispute !== null && <DisputePart dispute={data.dispute} speech={speech} />}
  </>
);
