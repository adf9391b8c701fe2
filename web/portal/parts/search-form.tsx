/** @jsxImportSource preact */
import search from 'icon:search';
import type { JSX } from 'preact';
import { addressOf } from '../addresses.ts';
import type { Speech } from '../locale/speak.ts';
import { Icon } from './icon.tsx';

/** More than this nobody types; what comes by another way is cut by the server. */
const MOST_CHARS = 500;

interface SearchFormProps {
  readonly speech: Speech;
  readonly query?: string;
  readonly large?: boolean;
}

/** A form that works by itself; a script adds suggestions to it, in the words that stand in its attributes. */
export const SearchForm = ({ speech, query = '', large = false }: SearchFormProps): JSX.Element => (
  <search>
    <form
      class={large ? 'search large' : 'search'}
      action={addressOf(speech.locale, '/search')}
      data-count={JSON.stringify(speech.message('search.suggestions'))}
      data-none={speech.t('search.no_suggestions')}
    >
      <label class="unseen" for="_q">
        {speech.t('search.label')}
      </label>
      <div class="search-field">
        <Icon d={search} />
        <input
          id="_q"
          name="q"
          type="text"
          inputmode="search"
          value={query}
          maxLength={MOST_CHARS}
          placeholder={speech.t(large ? 'search.placeholder' : 'search.label')}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          enterkeyhint="search"
          required
        />
      </div>
      <button type="submit" class="primary">
        {speech.t('search.submit')}
      </button>
    </form>
  </search>
);
