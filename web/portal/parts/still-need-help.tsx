/** @jsxImportSource preact */
import messages from 'icon:message-circle';
import type { JSX } from 'preact';
import type { Article } from '../../../src/contract/help.ts';
import { messengerAddress } from '../addresses.ts';
import type { Speech } from '../locale/speak.ts';
import { Icon } from './icon.tsx';

/** The way to people. A link to the messenger's own page; a script opens the panel beside the article instead. */
export const StillNeedHelp = ({
  speech,
  article,
}: {
  speech: Speech;
  article?: Pick<Article, 'id' | 'section'>;
}): JSX.Element => (
  <section class="still" aria-labelledby="_still">
    <div>
      <h2 id="_still">{speech.t('still.title')}</h2>
      <p class="muted">{speech.t(article === undefined ? 'still.lead' : 'still.about')}</p>
    </div>
    <a
      class="primary"
      href={messengerAddress(speech.locale, article?.id)}
      rel="nofollow"
      data-ask={article?.id ?? ''}
      data-category={article?.section}
    >
      <Icon d={messages} />
      {speech.t('still.action')}
    </a>
  </section>
);
