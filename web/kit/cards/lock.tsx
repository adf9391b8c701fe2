import type { JSX } from 'react';
import type { CardOf } from '../../../src/contract/cards.ts';
import { Fact, Facts, Moment, Note, type Tone } from './parts.tsx';
import type { CardSpeech } from './speech.ts';

type Lock = CardOf<'lock'>['data'];

export const lockTone = ({ state }: Lock): Tone =>
  state === 'asked' ? 'danger' : state === 'unlocked' ? 'calm' : 'good';

/** What a lock did, as the exchange counted it. */
export const LockBody = ({ data, speech }: { data: Lock; speech: CardSpeech }): JSX.Element => {
  const { t } = speech;
  if (data.state === 'asked') {
    return (
      <>
        <Facts>
          <Fact name={t('lock.asked_at')}>
            <Moment at={data.askedAt} speech={speech} />
          </Fact>
        </Facts>
        <Note>{t('lock.goes_on')}</Note>
      </>
    );
  }
  return (
    <>
      <Facts>
        {data.lockedAt !== null && (
          <Fact name={t('lock.locked_at')}>
            <Moment at={data.lockedAt} speech={speech} />
          </Fact>
        )}
        <Fact name={t('lock.sessions')}>{data.sessionsRevoked}</Fact>
        <Fact name={t('lock.api_keys')}>{data.apiKeysRevoked}</Fact>
        <Fact name={t('lock.cancelled')}>{data.withdrawalsCancelled}</Fact>
        {data.withdrawalsGone > 0 && <Fact name={t('lock.gone')}>{data.withdrawalsGone}</Fact>}
      </Facts>
      {data.withdrawalsGone > 0 && <Note>{t('lock.gone_note')}</Note>}
    </>
  );
};
