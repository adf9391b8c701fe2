/** @jsxImportSource preact */
import external from 'icon:external-link';
import type { JSX } from 'preact';
import type { PortalPage, PortalSite } from '../../../src/contract/portal.ts';
import { framedMessenger } from '../addresses.ts';
import type { Speech } from '../locale/speak.ts';
import { Document } from '../parts/document.tsx';
import { Icon } from '../parts/icon.tsx';
import { StillNeedHelp } from '../parts/still-need-help.tsx';

interface RequestsProps {
  readonly site: PortalSite;
  readonly speech: Speech;
  readonly page: Extract<PortalPage, { kind: 'requests' }>;
}

/** Whoever the exchange did not vouch for: why, and the way there. */
const SignIn = ({ site, speech }: Pick<RequestsProps, 'site' | 'speech'>): JSX.Element => {
  const exchange = <bdi>{site.exchangeName}</bdi>;
  return (
    <>
      <h1>{speech.rich('requests.sign_in', { exchange })}</h1>
      <p>{speech.rich('requests.sign_in.lead', { exchange })}</p>
      <p class="muted">{speech.t('requests.sign_in.never')}</p>
      {site.exchangePage !== null && (
        <p>
          <a class="primary" href={site.exchangePage} rel="nofollow" data-testid="to-exchange">
            <Icon d={external} />
            <span>{speech.rich('requests.sign_in.action', { exchange })}</span>
          </a>
        </p>
      )}
    </>
  );
};

/**
 * A customer's own requests. Nothing of them is in the page: the script beside it shows the messenger in a frame for
 * whoever is signed in, and the way to the exchange for all others.
 */
export const Requests = ({ site, speech, page }: RequestsProps): JSX.Element => (
  <Document
    site={site}
    speech={speech}
    page={page}
    title={speech.t('requests.link')}
    description={speech.t('requests.description', { exchange: site.exchangeName })}
  >
    <div
      class="requests-frame"
      data-requests={framedMessenger(page.locale)}
      data-title={speech.t('requests.link')}
      hidden
    >
      <h1 class="unseen">{speech.t('requests.link')}</h1>
    </div>
    <div class="width stack reading requests-sign-in" data-sign-in hidden>
      <p class="requests-ended" role="status" data-ended hidden>
        {speech.t('requests.ended')}
      </p>
      <SignIn site={site} speech={speech} />
      <StillNeedHelp speech={speech} />
    </div>
    <noscript>
      <div class="width stack reading requests-sign-in">
        <SignIn site={site} speech={speech} />
        <p>{speech.t('requests.no_script')}</p>
      </div>
    </noscript>
  </Document>
);
