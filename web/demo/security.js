// Account → Security: how the account is guarded, and the two things to do when it is not.
import { copyable, figure, h, own, panel, soft, tag } from './elements.js';
import { act, ask } from './server.js';
import { number, span, t, time } from './words.js';

const onOff = (isOn) => (isOn ? tag(t('demo.on'), 'good') : tag(t('demo.off'), 'off'));

const item = (name, text, ...rest) =>
  h(
    'li',
    { class: 'item' },
    h('div', {}, h('h2', {}, name), soft(text)),
    h('div', { class: 'end' }, ...rest),
  );

const CODE_EVERY_MS = 3_000;

/** The code that the customer's phone would show now. Here the page is the phone. */
const codeNow = () => {
  const shown = figure('······');
  const show = async () => {
    const now = await ask('/authenticator');
    shown.textContent = now?.code ?? '······';
  };
  void show();
  const timer = setInterval(
    () => (shown.isConnected ? void show() : clearInterval(timer)),
    CODE_EVERY_MS,
  );
  return h('span', { class: 'with-tag' }, `${t('demo.security.code')} `, shown);
};

const button = (words, path, refresh, body) => {
  const made = h('button', { type: 'button', class: 'plainly' }, words);
  made.addEventListener('click', async () => {
    made.disabled = true;
    await act(path, body?.());
    await refresh();
  });
  return made;
};

const authenticator = ({ security, timeZone }, refresh) => [
  security.resetAt !== null &&
    tag(t('demo.security.reset_at', { time: time(security.resetAt, timeZone) }), 'wait'),
  security.authenticator ? codeNow() : onOff(false),
  !security.authenticator && button(t('demo.security.connect'), '/authenticator', refresh),
];

const recoveryCodes = ({ recoveryCodes: codes }) =>
  h(
    'details',
    {},
    h('summary', {}, t('demo.security.left', { count: number(codes.length) })),
    h(
      'ul',
      { class: 'plain' },
      codes.map((each) => h('li', {}, copyable(each))),
    ),
  );

const antiPhishing = ({ antiPhishingCode }, refresh) => {
  const input = h('input', {
    maxlength: '40',
    value: antiPhishingCode ?? '',
    'aria-label': t('demo.item.anti_phishing'),
  });
  return h(
    'span',
    { class: 'copyable field' },
    input,
    button(t('demo.save'), '/anti-phishing', refresh, () => ({ word: input.value })),
  );
};

const guards = (facts, { security, timeZone }, refresh) => [
  item(
    t('demo.item.authenticator'),
    t('demo.security.authenticator'),
    ...authenticator({ security, timeZone }, refresh),
  ),
  item(t('demo.item.passkey'), t('demo.security.passkey'), onOff(security.passkey)),
  item(
    t('demo.item.recovery_codes'),
    t('demo.security.recovery_codes', { count: number(facts.security.recoveryCodes) }),
    recoveryCodes(security),
  ),
  item(
    t('demo.item.anti_phishing'),
    t('demo.security.anti_phishing'),
    antiPhishing(security, refresh),
  ),
  item(
    t('demo.item.password'),
    t('demo.security.password'),
    tag(t('demo.security.changed', { time: time(security.passwordAt, timeZone) }), 'off'),
  ),
];

const devices = ({ security }, account) =>
  panel(
    t('demo.item.sessions'),
    h(
      'ul',
      { class: 'plain' },
      account.devices.map(({ name, place, at, isThis, isNew }) =>
        h(
          'li',
          { class: 'item' },
          h(
            'div',
            {},
            own(name),
            h(
              'p',
              { class: 'soft' },
              place && own(place),
              place && ' · ',
              time(at, account.timeZone),
            ),
          ),
          isThis && tag(t('demo.security.this_device'), 'good'),
          isNew && tag(t('demo.security.new_device'), 'wait'),
        ),
      ),
    ),
    soft(t('demo.security.sessions', { days: span(security.sessionDays, 'day') })),
  );

const mailbox = (account) =>
  panel(
    t('demo.mailbox'),
    soft(t('demo.mailbox_more')),
    ...account.mails.map(({ at, subject, text }) =>
      h(
        'details',
        {},
        h('summary', {}, own(subject), ' · ', time(at, account.timeZone)),
        h('p', { class: 'mail', dir: 'auto' }, text),
      ),
    ),
  );

export const showSecurity = ({ facts, account, askSupport, signOut, refresh }) => [
  h(
    'section',
    { class: 'panel' },
    h(
      'ul',
      { class: 'plain' },
      item(
        t('demo.item.lock_account'),
        t('demo.security.lock'),
        h(
          'button',
          { type: 'button', class: 'alarm', onclick: () => askSupport('security') },
          t('demo.item.lock_account'),
        ),
      ),
      item(
        t('demo.item.sign_out_everywhere'),
        t('demo.security.sign_out', { minutes: span(facts.security.signOutMinutes, 'minute') }),
        h(
          'button',
          { type: 'button', class: 'plainly', onclick: signOut },
          t('demo.item.sign_out_everywhere'),
        ),
      ),
    ),
  ),
  h('section', { class: 'panel' }, h('ul', { class: 'plain' }, guards(facts, account, refresh))),
  devices(facts, account),
  mailbox(account),
];
