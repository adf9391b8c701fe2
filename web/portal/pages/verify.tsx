/** @jsxImportSource preact */
import ours from 'icon:badge-check';
import notOurs from 'icon:circle-exclamation-point';
import unknown from 'icon:circle-question-mark';
import type { JSX } from 'preact';
import type { OfficialAnswer } from '../../../src/contract/official.ts';
import type { PortalPage, PortalSite } from '../../../src/contract/portal.ts';
import {
  NETWORK_NAMES,
  namesNearest,
  sentencesOf,
  VERIFY_TEXTS,
} from '../../kit/state/verify-words.ts';
import { addressOf } from '../addresses.ts';
import type { Speech } from '../locale/speak.ts';
import { Breadcrumbs } from '../parts/breadcrumbs.tsx';
import { Document } from '../parts/document.tsx';
import { Icon } from '../parts/icon.tsx';
import { StillNeedHelp } from '../parts/still-need-help.tsx';

type VerifyPage = Extract<PortalPage, { kind: 'verify' }>;
interface VerifyProps {
  readonly site: PortalSite;
  readonly speech: Speech;
  readonly page: VerifyPage;
}

/** What the form takes; the server checks no more than the first 500 characters. */
const MOST_CHARS = 500;
const ICONS = { ours, not_ours: notOurs, unknown } as const;
const NEVER = ['secret', 'transfer', 'call'] as const;

const AskForm = ({ speech, asked }: { speech: Speech; asked: string }): JSX.Element => (
  <form class="check" method="post" action={addressOf(speech.locale, '/verify#_answer')}>
    <label for="_asked">{speech.t(VERIFY_TEXTS.label)}</label>
    <div class="check-field">
      <input
        id="_asked"
        name="asked"
        type="text"
        dir="auto"
        value={asked}
        maxLength={MOST_CHARS}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        aria-describedby="_hint"
        required
      />
      <button type="submit" class="primary">
        {speech.t(VERIFY_TEXTS.submit)}
      </button>
    </div>
    <p id="_hint" class="muted">
      {speech.t(VERIFY_TEXTS.hint)}
    </p>
  </form>
);

const ltr = (text: string): JSX.Element => <bdi dir="ltr">{text}</bdi>;

const Answer = ({ speech, answer }: { speech: Speech; answer: OfficialAnswer }): JSX.Element => {
  const keys = sentencesOf(answer);
  const { nearest, network } = answer;
  const values = {
    ...(nearest !== null && { nearest: ltr(nearest) }),
    ...(network !== null && { network: NETWORK_NAMES[network] }),
  };
  return (
    <>
      <p class="check-verdict">
        <Icon d={ICONS[answer.verdict]} size={24} />
        <strong>{speech.t(keys.verdict)}</strong>
      </p>
      <p class="check-shown">
        {speech.t(keys.kind)}: <code>{ltr(answer.shown)}</code>
      </p>
      <p>{speech.rich(keys.why, values)}</p>
      {namesNearest(answer) && <p>{speech.rich(VERIFY_TEXTS.nearest, values)}</p>}
      <p>{speech.t(keys.todo)}</p>
    </>
  );
};

const Result = ({ speech, page }: Omit<VerifyProps, 'site'>): JSX.Element => (
  <section
    id="_answer"
    class={`check-answer ${page.answer?.verdict ?? 'unread'}`}
    aria-labelledby="_result"
    tabIndex={-1}
  >
    <h2 id="_result" class="unseen">
      {speech.t('check.answer')}
    </h2>
    {page.answer === null ? (
      <p>{speech.t(VERIFY_TEXTS.unreadable)}</p>
    ) : (
      <Answer speech={speech} answer={page.answer} />
    )}
  </section>
);

/** Is it really us? A form that works by itself, and its answer on the same page. */
export const Verify = ({ site, speech, page }: VerifyProps): JSX.Element => {
  const title = speech.t('check.title', { exchange: site.exchangeName });
  return (
    <Document
      site={site}
      speech={speech}
      page={page}
      title={title}
      description={speech.t('check.lead')}
    >
      <div class="width stack reading">
        <div class="above">
          <Breadcrumbs speech={speech} />
        </div>
        <h1>{title}</h1>
        <p>{speech.t('check.lead')}</p>
        <AskForm speech={speech} asked={page.asked} />
        {page.asked !== '' && <Result speech={speech} page={page} />}
        <section aria-labelledby="_never">
          <h2 id="_never">{speech.t('check.always')}</h2>
          <ul class="check-never">
            {NEVER.map((what) => (
              <li key={what}>{speech.t(`check.never.${what}`)}</li>
            ))}
          </ul>
        </section>
        <StillNeedHelp speech={speech} />
      </div>
    </Document>
  );
};
