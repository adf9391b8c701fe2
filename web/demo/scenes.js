// Scenes: what a visitor of the demo lets happen to the account, to ask support about it.
import { copyable, h, panel, soft } from './elements.js';
import { act, refusal } from './server.js';
import { t } from './words.js';

const GROUPS = [
  ['late-deposit', 'missing-memo', 'wrong-network', 'unsupported-token', 'reorganisation'],
  ['stuck-withdrawal', 'replaced-transaction'],
  ['partial-fill', 'far-order', 'halted-market', 'open-market', 'slow-platform'],
  ['restriction', 'takeover', 'api-errors', 'payment-dispute', 'time-passes'],
];

/** What was played here, with the id of what came of it. */
const results = new Map();

const scene = (name, account, refresh) => {
  const result = h('div', { role: 'status' });
  const show = () => {
    const id = results.get(name);
    if (id === undefined) return;
    result.replaceChildren(t('demo.scene.played'), id === '' ? '' : copyable(id));
  };
  show();
  const button = h('button', { type: 'button', class: 'plainly' }, t('demo.scene.play'));
  button.addEventListener('click', async () => {
    button.disabled = true;
    const played = await act(`/scenes/${name}`, { user: account.id });
    button.disabled = false;
    if (!played.ok) {
      result.replaceChildren(refusal(played.code));
      return;
    }
    results.set(name, played.txid ?? played.orderId ?? played.withdrawalId ?? '');
    show();
    await refresh();
  });
  return h(
    'li',
    { class: 'item' },
    h('div', {}, h('h2', {}, t(`demo.scene.${name}`)), result),
    h('div', { class: 'end' }, button),
  );
};

export const showScenes = ({ account, refresh }) => [
  panel(null, soft(t('demo.scene.lead'))),
  ...GROUPS.map((names) =>
    panel(
      null,
      h(
        'ul',
        { class: 'plain' },
        names.map((name) => scene(name, account, refresh)),
      ),
    ),
  ),
];
