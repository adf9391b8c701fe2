// Where the link of a mail leads that sets a new password.
import { h, note, panel, soft } from './elements.js';
import { act } from './server.js';
import { t } from './words.js';

export const showReset = () => {
  const result = h('div', { role: 'status' });
  const button = h('button', { type: 'button', class: 'cta' }, t('demo.reset.set'));
  button.addEventListener('click', async () => {
    const { ok } = await act('/password', { link: location.hash.slice(1) });
    button.disabled = ok;
    result.replaceChildren(
      ok ? note(t('demo.reset.done'), 'good') : note(t('demo.reset.over'), 'wait'),
    );
  });
  return [panel(null, soft(t('demo.reset.lead')), button, result)];
};
