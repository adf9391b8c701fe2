import type { PortalPage } from '../../contract/portal.ts';
import { LOCALES, type Locale } from '../../core/vocabulary.ts';
import type { HelpSource } from './help-source.ts';

type Answered = Extract<PortalPage, { kind: 'status' }>['answered'];

/** How the service stands. Nothing of it is asked of the database. */
export const statusPage = (
  { status }: HelpSource,
  locale: Locale,
  answered: Answered = null,
): PortalPage => ({
  kind: 'status',
  locale,
  path: '/status',
  locales: LOCALES,
  ...status.readStatus(locale),
  answered,
  pushKey: status.pushKey,
});

const linkPage = (
  locale: Locale,
  purpose: 'confirm' | 'end',
  state: 'ready' | 'done' | 'invalid',
  fields: URLSearchParams,
): PortalPage => ({
  kind: 'status-link',
  locale,
  path: `/status/${purpose}`,
  locales: LOCALES,
  purpose,
  state,
  subscriptionId: fields.get('s') ?? '',
  proof: fields.get('p') ?? '',
});

/** The page under `/help/<locale>/status/<name>`; undefined where there is none. */
export const statusSubpage = (
  { status }: HelpSource,
  locale: Locale,
  name: string,
  query: URLSearchParams,
): PortalPage | undefined => {
  if (name === 'confirm' || name === 'end') return linkPage(locale, name, 'ready', query);
  const incident = status.findIncident(locale, name);
  return (
    incident && {
      kind: 'incident',
      locale,
      path: `/status/${name}`,
      locales: LOCALES,
      incident,
      parts: status.readStatus(locale).parts,
    }
  );
};

/** What comes of a form of these pages; undefined where it is none of theirs. */
export const answerStatusForm = async (
  source: HelpSource,
  locale: Locale,
  [kind, name, ...rest]: readonly string[],
  form: URLSearchParams,
  from: string,
): Promise<PortalPage | undefined> => {
  if (kind !== 'status' || rest.length > 0) return undefined;
  if (name === undefined) {
    const asked = await source.status.subscribe(form.get('mail') ?? '', locale, from);
    if (asked.ok) return statusPage(source, locale, 'asked');
    const isTooMany = asked.failure.class === 'limit_reached';
    return statusPage(source, locale, isTooMany ? 'too_many' : 'invalid');
  }
  if (name !== 'confirm' && name !== 'end') return undefined;
  const pressed = await source.status.pressLink(name, form.get('s') ?? '', form.get('p') ?? '');
  return linkPage(locale, name, pressed ? 'done' : 'invalid', new URLSearchParams());
};
