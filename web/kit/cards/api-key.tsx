import type { JSX } from 'react';
import type { CardOf } from '../../../src/contract/cards.ts';
import { Fact, Facts, Moment, Note, type Tone } from './parts.tsx';
import type { CardSpeech } from './speech.ts';
import { listOf, termOf } from './words.ts';

type ApiKey = CardOf<'api_key'>['data'];
type ApiError = NonNullable<ApiKey['lastError']>;

export const apiKeyTone = ({ lastError }: ApiKey): Tone => (lastError === null ? 'calm' : 'warn');

/** What failed last, in the exchange's own code, and what to do about it. */
const LastError = ({ error, speech }: { error: ApiError; speech: CardSpeech }): JSX.Element => {
  const { t } = speech;
  return (
    <>
      <Facts>
        <Fact name={t('api.last_error')}>
          {t(`api_error.${error.kind}`)} · <bdi dir="ltr">{error.code}</bdi>
        </Fact>
        <Fact name={t('api.at')}>
          <Moment at={error.at} speech={speech} />
        </Fact>
        <Fact name={t('api.path')}>
          <bdi dir="ltr" className="xmono">
            {error.path}
          </bdi>
        </Fact>
        {error.skewMs !== null && (
          <Fact name={t('api.skew')}>
            {t(error.skewMs < 0 ? 'api.behind' : 'api.ahead', {
              seconds: (Math.abs(error.skewMs) / 1000).toFixed(1),
            })}
          </Fact>
        )}
        {error.maskedIp !== null && (
          <Fact name={t('api.refused_ip')}>
            <bdi dir="ltr" className="xmono">
              {error.maskedIp}
            </bdi>
          </Fact>
        )}
        {error.permission !== null && (
          <Fact name={t('api.missing')}>{termOf(speech, 'permission', error.permission)}</Fact>
        )}
      </Facts>
      <Note>{t(`api_do.${error.kind}`)}</Note>
    </>
  );
};

export const ApiKeyBody = ({ data, speech }: { data: ApiKey; speech: CardSpeech }): JSX.Element => {
  const { t } = speech;
  const allowed = data.permissions.map((each) => termOf(speech, 'permission', each));
  return (
    <>
      {data.lastError !== null && <LastError error={data.lastError} speech={speech} />}
      <Facts>
        <Fact name={t('api.key')}>
          <bdi dir="ltr" className="xmono">
            {data.prefix}…
          </bdi>
        </Fact>
        <Fact name={t('api.permissions')}>{listOf(speech, allowed)}</Fact>
        <Fact name={t('api.ips')}>
          {data.allowedIps.length === 0 ? (
            t('api.any_ip')
          ) : (
            <bdi dir="ltr" className="xmono">
              {data.allowedIps.join(', ')}
            </bdi>
          )}
        </Fact>
        <Fact name={t('api.usage')}>
          {t('api.used', { used: data.requestsLastMinute, limit: data.requestsPerMinute })}
        </Fact>
        {data.expiresAt !== null && (
          <Fact name={t('api.expires')}>
            <Moment at={data.expiresAt} speech={speech} />
          </Fact>
        )}
      </Facts>
    </>
  );
};
