// Account → Security: how the account is guarded, and the two things to do when it is not.
import { h, own, panel, soft, tag } from './elements.js';
import { number, span, t, time } from './words.js';

const onOff = (isOn) => (isOn ? tag(t('demo.on'), 'good') : tag(t('demo.off'), 'off'));

const item = (name, text, ...rest) =>
  h(
    'li',
    { class: 'item' },
    h('div', {}, h('h2', {}, name), soft(text)),
    h('div', { class: 'end' }, ...rest),
  );

const guards = (facts, { security, timeZone }) => [
  item(
    t('demo.item.authenticator'),
    t('demo.security.authenticator'),
    onOff(security.authenticator),
  ),
  item(t('demo.item.passkey'), t('demo.security.passkey'), onOff(security.passkey)),
  item(
    t('demo.item.recovery_codes'),
    t('demo.security.recovery_codes', { count: number(facts.security.recoveryCodes) }),
    tag(t('demo.security.left', { count: number(security.codesLeft) }), 'good'),
  ),
  item(
    t('demo.item.anti_phishing'),
    t('demo.security.anti_phishing'),
    onOff(security.antiPhishing),
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
      account.devices.map(({ name, place, at }, index) =>
        h(
          'li',
          { class: 'item' },
          h(
            'div',
            {},
            own(name),
            h('p', { class: 'soft' }, own(place), ' · ', time(at, account.timeZone)),
          ),
          index === 0 && tag(t('demo.security.this_device'), 'good'),
        ),
      ),
    ),
    soft(t('demo.security.sessions', { days: span(security.sessionDays, 'day') })),
  );

export const showSecurity = ({ facts, account, askSupport, signOut }) => [
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
  h('section', { class: 'panel' }, h('ul', { class: 'plain' }, guards(facts, account))),
  devices(facts, account),
];
