import type { LOCK_LINK_STATES, PortalPage } from '../../contract/portal.ts';
import { LOCALES, type Locale } from '../../core/vocabulary.ts';
import type { HelpSource } from './help-source.ts';

type State = (typeof LOCK_LINK_STATES)[number];

const STATES: Readonly<Record<string, State>> = {
  lock_link_expired: 'expired',
  lock_link_used: 'used',
};

/**
 * The page that the link of a security mail leads to. Looking at it locks nothing, so a scanner of mails may: the link's
 * secret stands behind its `#`, which no server is sent, and only a press of the button sends it.
 */
export const lockPage = (locale: Locale, state: State): PortalPage => ({
  kind: 'lock',
  locale,
  path: '/lock',
  locales: LOCALES,
  state,
});

/** What comes of a pressed button. The secret is read from the form's body and is shown nowhere again. */
export const lockByForm = async (
  lockByLink: NonNullable<HelpSource['lockByLink']>,
  locale: Locale,
  form: URLSearchParams,
): Promise<PortalPage> => {
  const token = (form.get('token') ?? '').trim();
  if (token === '') return lockPage(locale, 'ready');
  const locked = await lockByLink(token, locale);
  return lockPage(locale, locked.ok ? 'accepted' : (STATES[locked.failure.code] ?? 'invalid'));
};
