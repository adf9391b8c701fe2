import done from 'icon:check';
import type { JSX } from 'react';
import type { CardOf } from '../../../src/contract/cards.ts';
import { ChainNotes } from './chain-notes.tsx';
import {
  Amount,
  CardIcon,
  Expected,
  Fact,
  Facts,
  Id,
  Moment,
  Name,
  Note,
  type Tone,
} from './parts.tsx';
import type { CardSpeech } from './speech.ts';
import { termOf } from './words.ts';

type Withdrawal = CardOf<'withdrawal'>['data'];

/** The way of a withdrawal, as the contract orders it; kept here so that no schema travels with the card. */
const STAGES = ['requested', 'risk_review', 'signing', 'broadcast', 'confirmed'] as const;

export const withdrawalTone = ({ ended, stage, waitsFor }: Withdrawal): Tone => {
  if (ended !== null) return 'warn';
  if (stage === 'confirmed') return 'good';
  return waitsFor === null ? 'calm' : 'warn';
};

type Step = 'done' | 'now' | 'ahead' | 'stopped';

const stepOf = ({ stage, ended }: Withdrawal, place: number): Step => {
  const at = STAGES.indexOf(stage);
  if (place < at || stage === 'confirmed') return 'done';
  if (place > at) return 'ahead';
  return ended === null ? 'now' : 'stopped';
};

/** Requested > risk review > signing > broadcast > confirmed, each with its time. */
const Rail = ({ data, speech }: { data: Withdrawal; speech: CardSpeech }): JSX.Element => (
  <ol className="xrail" aria-label={speech.t('withdrawal.stages')}>
    {STAGES.map((stage, place) => {
      const step = stepOf(data, place);
      // A stage that came again is told with its newest time.
      const at = data.stages.findLast((each) => each.stage === stage)?.at;
      return (
        <li
          key={stage}
          className={`xstep xstep-${step}`}
          {...(step === 'now' ? { 'aria-current': 'step' as const } : {})}
        >
          <span className="xdot">{step === 'done' && <CardIcon d={done} size={12} />}</span>
          <span className="xstep-name">{speech.t(`stage.${stage}`)}</span>
          {at !== undefined && step !== 'ahead' && <Moment at={at} speech={speech} />}
        </li>
      );
    })}
  </ol>
);

export const WithdrawalBody = ({
  data,
  speech,
}: {
  data: Withdrawal;
  speech: CardSpeech;
}): JSX.Element => {
  const { t } = speech;
  const isUnderWay = data.ended === null && data.stage !== 'confirmed';
  const count = { count: data.confirmations, needed: data.confirmationsNeeded };
  return (
    <>
      <Rail data={data} speech={speech} />
      {isUnderWay && data.waitsFor !== null && (
        <Note>{t('withdrawal.waits', { what: termOf(speech, 'waits_for', data.waitsFor) })}</Note>
      )}
      <Facts>
        {isUnderWay && data.stage === 'broadcast' && (
          <Fact name={t('fact.confirmations')}>{t('value.confirmations', count)}</Fact>
        )}
        {isUnderWay && data.expected !== null && (
          <Fact name={t('withdrawal.expected')}>
            <Expected range={data.expected} speech={speech} />
          </Fact>
        )}
        <Fact name={t('fact.fee')}>
          <Amount amount={data.fee} asset={data.asset} />
        </Fact>
        <Fact name={t('fact.network')}>
          <Name text={data.network} />
        </Fact>
        <Fact name={t('withdrawal.to')}>
          <Id id={data.address} speech={speech} />
        </Fact>
        {data.memo !== null && (
          <Fact name={t('fact.memo')}>
            <Id id={data.memo} speech={speech} />
          </Fact>
        )}
        {data.txid !== null && (
          <Fact name={t('fact.txid')}>
            <Id id={data.txid} speech={speech} />
          </Fact>
        )}
      </Facts>
      {isUnderWay && <ChainNotes chain={data.chain} speech={speech} />}
    </>
  );
};
