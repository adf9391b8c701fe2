// Help → Official channels: where Norvik is, what it never asks, and a check for what somebody was sent.
import { code, field, h, facts as list, note, panel, soft } from './elements.js';
import { fetchToken } from './server.js';
import { t } from './words.js';

/** The host of an address, of a mail address or of a bare name; null for what is none of them. */
const hostOf = (typed) => {
  const text = typed.trim().toLowerCase();
  const mail = /^[^\s@/]+@([^\s@/]+)$/.exec(text);
  if (mail) return mail[1];
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//.test(text) ? text : `https://${text}`);
  // What stands before an @ in a link is there to deceive.
  return url === null || !url.hostname.includes('.') || /\s/.test(text) ? null : url.hostname;
};

const isOurs = (host, { website, mail }) =>
  [website, mail].some((name) => host === name || host.endsWith(`.${name}`));

const verdict = (typed, official) => {
  if (typed.trim() === '') return [];
  const host = hostOf(typed);
  if (host === null) return [note(t('demo.official.unknown'))];
  return [
    isOurs(host, official)
      ? note(t('demo.official.ours'), 'good')
      : note(t('demo.official.not_ours'), 'alarm'),
  ];
};

const checker = (official) => {
  const result = h('div', { role: 'status' });
  return panel(
    t('demo.official.check'),
    field(
      t('demo.official.check_label'),
      h('input', {
        dir: 'ltr',
        autocomplete: 'off',
        spellcheck: 'false',
        autocapitalize: 'off',
        oninput: (event) => result.replaceChildren(...verdict(event.target.value, official)),
      }),
    ),
    result,
  );
};

/** Support's page of requests, with a token that works once, behind the `#` where no server sees it. */
const openRequests = async () => {
  const page = window.open('', '_blank');
  const token = await fetchToken();
  const { origin } = new URL(document.querySelector('script[src*="/loader/"]').src);
  page.location.href = `${origin}/help/${document.documentElement.lang}/requests#${new URLSearchParams({ token: token ?? '' })}`;
  page.opener = null;
};

const requests = () =>
  panel(
    t('demo.requests'),
    soft(t('demo.requests_more')),
    h('button', { type: 'button', onclick: openRequests }, t('demo.requests_open')),
  );

export const showOfficial = ({ facts: { official }, account }) => [
  panel(
    null,
    list([
      [t('demo.official.website'), code(official.website)],
      [t('demo.official.mail'), code(`…@${official.mail}`)],
      [t('demo.official.support'), t('demo.help_more')],
      [t('demo.official.telephone'), t('demo.official.no_calls')],
    ]),
  ),
  ...(account ? [requests()] : []),
  checker(official),
  panel(
    t('demo.official.never'),
    h(
      'ul',
      { class: 'bullets' },
      h('li', {}, t('demo.never.password')),
      h('li', {}, t('demo.never.phrase')),
      h('li', {}, t('demo.never.remote')),
      h('li', {}, t('demo.never.safe')),
      h('li', {}, t('demo.never.payment')),
    ),
  ),
];
