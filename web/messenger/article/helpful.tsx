import no from 'icon:thumbs-down';
import yes from 'icon:thumbs-up';
import { type JSX, useState } from 'react';
import type { Article } from '../../../src/contract/help.ts';
import { t } from '../app/locale.ts';
import { ask } from '../app/session.ts';
import { Icon } from '../parts/icon.tsx';

/** Was it helpful? Told at once; when it could not be, it is asked again. */
export const Helpful = ({ article }: { article: Article }): JSX.Element => {
  const [said, setSaid] = useState<'nothing' | 'something' | 'in vain'>('nothing');
  const rate = async (helpful: boolean): Promise<void> => {
    setSaid('something');
    const { id, locale } = article;
    const answer = await ask('POST', `/api/help/articles/${id}/rating`, { locale, helpful });
    if (!answer.ok) setSaid('in vain');
  };
  return (
    <fieldset className="helpful" aria-label={t('article.helpful')}>
      <p role="status">
        {said === 'something'
          ? t('article.thanks')
          : `${t('article.helpful')}${said === 'in vain' ? ` ${t('message.not_sent')}` : ''}`}
      </p>
      {said !== 'something' && (
        <div className="buttons">
          <button type="button" className="quiet" onClick={() => void rate(true)}>
            <Icon d={yes} size={18} />
            {t('article.yes')}
          </button>
          <button type="button" className="quiet" onClick={() => void rate(false)}>
            <Icon d={no} size={18} />
            {t('article.no')}
          </button>
        </div>
      )}
    </fieldset>
  );
};
