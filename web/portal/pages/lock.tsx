/** @jsxImportSource preact */
import trouble from 'icon:circle-exclamation-point';
import lockIcon from 'icon:lock';
import type { JSX } from 'preact';
import type { PortalPage, PortalSite } from '../../../src/contract/portal.ts';
import { addressOf, messengerAddress } from '../addresses.ts';
import type { Speech } from '../locale/speak.ts';
import { Document } from '../parts/document.tsx';
import { Icon } from '../parts/icon.tsx';

type LockPage = Extract<PortalPage, { kind: 'lock' }>;
interface LockProps {
  readonly site: PortalSite;
  readonly speech: Speech;
  readonly page: LockPage;
}

const EFFECTS = ['sessions', 'withdrawals', 'keys'] as const;
const MOST_CHARS = 2_000;

/**
 * One button. The script puts what stands behind the address's `#` into the field and takes it out of the address;
 * without a script it is pasted.
 */
const LockForm = ({ speech }: { speech: Speech }): JSX.Element => (
  <form class="check lock-form" method="post" action={addressOf(speech.locale, '/lock')} data-lock>
    <div data-lock-field>
      <label for="_token">{speech.t('lock.token')}</label>
      <div class="check-field">
        <input
          id="_token"
          name="token"
          type="text"
          dir="ltr"
          maxLength={MOST_CHARS}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          aria-describedby="_token-hint"
          required
        />
      </div>
      <p id="_token-hint" class="muted">
        {speech.t('lock.token_hint')}
      </p>
    </div>
    <button type="submit" class="primary danger">
      <Icon d={lockIcon} size={20} />
      {speech.t('lock.do')}
    </button>
  </form>
);

const Answer = ({ speech, state }: { speech: Speech; state: LockPage['state'] }): JSX.Element => (
  <section
    class={`check-answer ${state === 'accepted' ? 'ours' : 'not_ours'}`}
    aria-labelledby="_result"
  >
    <p class="check-verdict" id="_result" role="status">
      <Icon d={state === 'accepted' ? lockIcon : trouble} size={24} />
      <strong>{speech.t(`lock.${state}`)}</strong>
    </p>
    <p>{speech.t(state === 'accepted' ? 'lock.accepted_more' : 'lock.other_way')}</p>
    <p>
      <a href={messengerAddress(speech.locale)} data-ask="" data-category="security">
        {speech.t('lock.talk')}
      </a>
    </p>
  </section>
);

/** Where the one-time link of a security mail leads: looking locks nothing, the button does. */
export const Lock = ({ site, speech, page }: LockProps): JSX.Element => {
  const title = speech.t('lock.title', { exchange: site.exchangeName });
  return (
    <Document
      site={site}
      speech={speech}
      page={page}
      title={title}
      description={speech.t('lock.lead')}
    >
      <div class="width stack reading">
        <h1>{title}</h1>
        {page.state === 'ready' ? (
          <>
            <p>{speech.t('lock.lead')}</p>
            <ul>
              {EFFECTS.map((effect) => (
                <li key={effect}>{speech.t(`lock.effect.${effect}`)}</li>
              ))}
            </ul>
            <LockForm speech={speech} />
            <p class="muted">{speech.t('lock.undo')}</p>
          </>
        ) : (
          <Answer speech={speech} state={page.state} />
        )}
      </div>
    </Document>
  );
};
