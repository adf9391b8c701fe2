import alert from 'icon:circle-exclamation-point';
import type { JSX } from 'react';
import type { Refusal } from '../../kit/api/request.ts';
import { hasText, rich, t } from '../app/locale.ts';
import { Icon } from '../parts/icon.tsx';

/** The sentence of an error code; an unknown code gets the general one. */
export const sentenceOf = (code: string): string =>
  hasText(`error.${code}`) ? t(`error.${code}`) : t('error.internal_error');

/** What failed, that nothing was lost, and the way to try again. */
export const Failure = ({
  failure,
  onRetry,
}: {
  failure: Refusal;
  onRetry: () => void;
}): JSX.Element => (
  <div className="failure" role="alert">
    <Icon d={alert} />
    <p>
      {failure.status === 429 || failure.status === 503 ? t('busy') : sentenceOf(failure.code)}
      {failure.reference !== null && (
        <small>
          {rich('reference', {
            reference: (
              <bdi key="reference" dir="ltr">
                {failure.reference}
              </bdi>
            ),
          })}
        </small>
      )}
    </p>
    <button type="button" className="quiet" onClick={onRetry}>
      {t('retry')}
    </button>
  </div>
);
