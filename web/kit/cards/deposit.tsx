import type { JSX } from 'react';
import type { CardOf } from '../../../src/contract/cards.ts';
import { ChainNotes } from './chain-notes.tsx';
import { Amount, Bar, Expected, Fact, Facts, Id, Moment, Name, Note, type Tone } from './parts.tsx';
import type { CardSpeech } from './speech.ts';

type Deposit = CardOf<'deposit'>['data'];

export const depositTone = ({ state }: Deposit): Tone => {
  switch (state) {
    case 'credited':
    case 'recovered':
      return 'good';
    case 'seen':
    case 'confirming':
    case 'recovering':
      return 'calm';
    default:
      return 'warn';
  }
};

const Recovery = ({
  recovery,
  speech,
}: {
  recovery: NonNullable<Deposit['recovery']>;
  speech: CardSpeech;
}): JSX.Element => {
  const { t } = speech;
  const isOpen = recovery.state !== 'done' && recovery.state !== 'refused';
  return (
    <>
      <Fact name={t('deposit.recovery')}>{t(`recovery.${recovery.state}`)}</Fact>
      <Fact name={t('deposit.recovery_fee')}>
        <Amount amount={recovery.fee} asset={recovery.feeAsset} />
      </Fact>
      {isOpen && recovery.expectedBy !== null && (
        <Fact name={t('fact.expected_by')}>
          <Moment at={recovery.expectedBy} speech={speech} />
        </Fact>
      )}
      {isOpen && recovery.expectedBy === null && recovery.workingDays !== null && (
        <Fact name={t('deposit.recovery_takes')}>
          {t('value.working_days', { count: recovery.workingDays })}
        </Fact>
      )}
    </>
  );
};

export const DepositBody = ({
  data,
  speech,
}: {
  data: Deposit;
  speech: CardSpeech;
}): JSX.Element => {
  const { t } = speech;
  const isCounting = data.state === 'seen' || data.state === 'confirming';
  const count = { count: data.confirmations, needed: data.confirmationsNeeded };
  return (
    <>
      {isCounting && (
        <Bar
          part={Math.min(1, data.confirmations / data.confirmationsNeeded)}
          label={t('fact.confirmations')}
          words={t('value.confirmations', count)}
        />
      )}
      <Facts>
        {isCounting && data.expected !== null && (
          <Fact name={t('deposit.expected')}>
            <Expected range={data.expected} speech={speech} />
          </Fact>
        )}
        {data.creditedAt !== null && (
          <Fact name={t('deposit.credited_at')}>
            <Moment at={data.creditedAt} speech={speech} />
          </Fact>
        )}
        <Fact name={t('fact.network')}>
          <Name text={data.network} />
        </Fact>
        {data.txid !== null && (
          <Fact name={t('fact.txid')}>
            <Id id={data.txid} speech={speech} />
          </Fact>
        )}
        {data.memo !== null && (
          <Fact name={t('fact.memo')}>
            <Id id={data.memo} speech={speech} />
          </Fact>
        )}
        {data.recovery !== null && <Recovery recovery={data.recovery} speech={speech} />}
      </Facts>
      {isCounting && <ChainNotes chain={data.chain} speech={speech} />}
      {data.state === 'replaced' && data.chain?.replacedBy != null && (
        <Note>
          {speech.rich('chain.replaced_by', {
            id: <Id key="id" id={data.chain.replacedBy} speech={speech} />,
          })}
        </Note>
      )}
    </>
  );
};
