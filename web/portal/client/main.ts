import '../../kit/tokens.css';
import '../styles/portal.css';

/** What the loader leaves on the page once it has come. */
interface Messenger {
  open(options: { readonly article?: string; readonly category?: string }): void;
}

const findMessenger = (): Messenger | undefined => {
  const { Mainstay } = globalThis as unknown as { Mainstay?: Messenger };
  return typeof Mainstay?.open === 'function' ? Mainstay : undefined;
};

/** Without the loader the link leads to the messenger's own page. */
const openBeside = (event: MouseEvent): void => {
  const link = (event.target as Element).closest<HTMLElement>('a[data-ask]');
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  const messenger = findMessenger();
  if (link === null || !isPlain || messenger === undefined) return;
  event.preventDefault();
  const { ask: article, category } = link.dataset;
  messenger.open({ ...(article && { article }), ...(category && { category }) });
};

const copyOnClick = (button: HTMLButtonElement): void => {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const { copy = '', copied = '' } = button.dataset;
    const said = button.nextElementSibling;
    try {
      await navigator.clipboard.writeText(copy);
      if (said !== null) said.textContent = copied;
    } catch {
      // Not allowed to copy: the words are marked, and the keyboard does it.
      const words = button.previousElementSibling;
      if (words !== null) getSelection()?.selectAllChildren(words);
    }
  });
};

const closeMenu = (menu: HTMLDetailsElement): void => {
  addEventListener('click', ({ target }) => {
    if (!menu.contains(target as Node)) menu.open = false;
  });
  menu.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });
};

/** The secret behind the `#` of a lock link goes into the form and out of the address, the history and every copy of it. */
const takeLockLink = (form: HTMLFormElement): void => {
  const token = location.hash.slice(1);
  const input = form.querySelector<HTMLInputElement>('input[name=token]');
  if (token.length < 20 || input === null) return;
  history.replaceState(null, '', location.pathname);
  input.value = token;
  for (const field of form.querySelectorAll<HTMLElement>('[data-lock-field]')) field.hidden = true;
};

addEventListener('click', openBeside);
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-lock]'))
  takeLockLink(form);
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]'))
  copyOnClick(button);
for (const menu of document.querySelectorAll('details')) closeMenu(menu);

const offer = document.querySelector<HTMLElement>('[data-push]');
if (offer !== null) void import('./status-push.ts').then(({ offerPush }) => offerPush(offer));

const requests = document.querySelector<HTMLElement>('[data-requests]');
if (requests !== null)
  void import('./requests.ts').then(({ showRequests }) => showRequests(requests));

const field = document.querySelector<HTMLInputElement>('#_q');
const suggest = async (): Promise<void> => {
  if (field === null) return;
  const { startSuggesting } = await import('./suggest.ts');
  startSuggesting(field);
};
field?.addEventListener('focus', suggest, { once: true });
if (field !== null && document.activeElement === field) void suggest();
