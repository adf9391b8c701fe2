/** @jsxImportSource preact */
import type { JSX } from 'preact';
import type { Category } from '../../../src/core/vocabulary.ts';
import { addressOf } from '../addresses.ts';
import type { Speech } from '../locale/speak.ts';

/** The way here from the help centre's front page, without the page itself. */
export const Breadcrumbs = ({
  speech,
  section,
}: {
  speech: Speech;
  section?: Category;
}): JSX.Element => (
  <nav class="breadcrumbs" aria-label={speech.t('breadcrumbs')}>
    <ol>
      <li>
        <a href={addressOf(speech.locale, '')}>{speech.t('brand')}</a>
      </li>
      {section !== undefined && (
        <li>
          <a href={addressOf(speech.locale, `/sections/${section}`)}>
            {speech.t(`category.${section}`)}
          </a>
        </li>
      )}
    </ol>
  </nav>
);
