import type { JSX } from 'react';
import type { CardOf } from '../../../src/contract/cards.ts';
import { Chip, Fact, Facts, Moment, Name, type Tone } from './parts.tsx';
import type { CardSpeech } from './speech.ts';
import { termOf } from './words.ts';

type Verification = CardOf<'verification'>['data'];

export const verificationTone = ({ state }: Verification): Tone =>
  state === 'verified' ? 'good' : state === 'refused' ? 'warn' : 'calm';

const SLOT_TONES: Readonly<Record<Verification['slots'][number]['state'], Tone>> = {
  missing: 'warn',
  received: 'calm',
  in_review: 'calm',
  accepted: 'good',
  refused: 'warn',
};

/** One slot for each document, with what was wrong with a refused one. */
export const VerificationBody = ({
  data,
  speech,
}: {
  data: Verification;
  speech: CardSpeech;
}): JSX.Element => {
  const { t } = speech;
  return (
    <>
      {data.slots.length > 0 && (
        <ul className="xslots">
          {data.slots.map((slot) => (
            <li key={slot.document}>
              <span>
                {termOf(speech, 'document', slot.document)}
                {slot.refusal !== null && <small>{termOf(speech, 'refusal', slot.refusal)}</small>}
              </span>
              <Chip tone={SLOT_TONES[slot.state]}>{t(`slot.${slot.state}`)}</Chip>
            </li>
          ))}
        </ul>
      )}
      <Facts>
        <Fact name={t('verification.level')}>
          <Name text={data.level} />
        </Fact>
        {data.expectedBy !== null && (
          <Fact name={t('fact.expected_by')}>
            <Moment at={data.expectedBy} speech={speech} />
          </Fact>
        )}
        {data.triesLeft !== null && data.state !== 'verified' && (
          <Fact name={t('verification.tries')}>{data.triesLeft}</Fact>
        )}
      </Facts>
    </>
  );
};
