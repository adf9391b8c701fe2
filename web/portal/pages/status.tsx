/** @jsxImportSource preact */
import fine from 'icon:circle-check-big';
import disturbed from 'icon:circle-exclamation-point';
import works from 'icon:construction';
import type { JSX } from 'preact';
import type {
  PortalPage,
  PortalSite,
  StatusIncident,
  StatusPart,
} from '../../../src/contract/portal.ts';
import type { Impact } from '../../../src/core/incidents/vocabulary.ts';
import { RTL_LOCALES } from '../../../src/core/vocabulary.ts';
import { addressOf } from '../addresses.ts';
import { LANGUAGE_NAMES } from '../locale/names.ts';
import type { Speech } from '../locale/speak.ts';
import { Breadcrumbs } from '../parts/breadcrumbs.tsx';
import { Document } from '../parts/document.tsx';
import { Icon } from '../parts/icon.tsx';

type Page<K extends PortalPage['kind']> = Extract<PortalPage, { kind: K }>;
interface StatusProps<K extends PortalPage['kind']> {
  readonly site: PortalSite;
  readonly speech: Speech;
  readonly page: Page<K>;
}
type State = Impact | 'operational';

const ICONS: Readonly<Record<State, string>> = {
  operational: fine,
  maintenance: works,
  degraded: disturbed,
  partial: disturbed,
  major: disturbed,
};

const dirOf = (locale: StatusIncident['titleLocale']): 'rtl' | 'ltr' =>
  RTL_LOCALES.includes(locale) ? 'rtl' : 'ltr';

const Moment = ({ speech, at }: { speech: Speech; at: number }): JSX.Element => (
  <time datetime={new Date(at).toISOString()}>{speech.moment(at)}</time>
);

/** The last ninety days in one row, oldest first; what they say is said in words as well. */
const Days = ({ speech, part }: { speech: Speech; part: StatusPart }): JSX.Element => {
  const touched = part.days.filter(({ state }) => state !== 'operational').length;
  return (
    <>
      <div class="status-days" aria-hidden="true">
        {part.days.map(({ day, state }) => (
          <span
            key={day}
            class={`status-day ${state}`}
            title={`${speech.date(day)}: ${speech.t(`status.state.${state}`)}`}
          />
        ))}
      </div>
      <p class="status-scale muted">
        {speech.t('status.days', { days: part.days.length, count: touched })}
      </p>
    </>
  );
};

const Parts = ({ speech, parts }: { speech: Speech; parts: readonly StatusPart[] }) => (
  <section aria-labelledby="_parts">
    <h2 id="_parts">{speech.t('status.parts')}</h2>
    <ul class="status-parts">
      {parts.map((part) => (
        <li key={part.id}>
          <div class="status-part">
            <bdi>{part.name}</bdi>
            <span class={`status-mark ${part.state}`}>
              <Icon d={ICONS[part.state]} size={18} />
              {speech.t(`status.state.${part.state}`)}
            </span>
          </div>
          <Days speech={speech} part={part} />
        </li>
      ))}
    </ul>
  </section>
);

const Updates = ({
  speech,
  incident,
  most,
}: {
  speech: Speech;
  incident: StatusIncident;
  most: number;
}): JSX.Element => (
  <ol class="status-updates">
    {incident.updates.slice(0, most).map(({ id, stage, text, locale, publishedAt }) => (
      <li key={id}>
        <p class="muted">
          <strong>{speech.t(`status.stage.${stage}`)}</strong>{' '}
          <Moment speech={speech} at={publishedAt} />
        </p>
        <p class="status-words" lang={locale} dir={dirOf(locale)}>
          {text}
        </p>
        {locale !== speech.locale && (
          <p class="muted">{speech.t('status.written_in', { language: LANGUAGE_NAMES[locale] })}</p>
        )}
      </li>
    ))}
  </ol>
);

const Title = ({ incident }: { incident: StatusIncident }): JSX.Element => (
  <span lang={incident.titleLocale} dir={dirOf(incident.titleLocale)}>
    {incident.title}
  </span>
);

const OpenIncident = ({ speech, incident }: { speech: Speech; incident: StatusIncident }) => (
  <section class={`status-incident ${incident.impact}`} aria-labelledby={`_i-${incident.id}`}>
    <h2 id={`_i-${incident.id}`}>
      <Icon d={ICONS[incident.impact]} size={22} />
      <a href={addressOf(speech.locale, `/status/${incident.id}`)}>
        <Title incident={incident} />
      </a>
    </h2>
    {incident.expectedAt !== null && (
      <p>{speech.t('status.expected', { at: speech.moment(incident.expectedAt) })}</p>
    )}
    <Updates speech={speech} incident={incident} most={3} />
  </section>
);

const Past = ({ speech, past }: { speech: Speech; past: readonly StatusIncident[] }) => (
  <section aria-labelledby="_past">
    <h2 id="_past">{speech.t('status.past')}</h2>
    {past.length === 0 ? (
      <p class="muted">{speech.t('status.past_none')}</p>
    ) : (
      <ul class="status-past">
        {past.map((incident) => (
          <li key={incident.id}>
            <a href={addressOf(speech.locale, `/status/${incident.id}`)}>
              <Title incident={incident} />
            </a>
            <p class="muted">
              {speech.t('status.span', {
                from: speech.moment(incident.openedAt),
                to: speech.moment(incident.closedAt ?? incident.openedAt),
              })}
            </p>
          </li>
        ))}
      </ul>
    )}
  </section>
);

/** Being told: by mail without a script, in this browser with one, by any feed reader. */
const Subscribe = ({ speech, page }: { speech: Speech; page: Page<'status'> }): JSX.Element => (
  <section id="_subscribe" aria-labelledby="_told">
    <h2 id="_told">{speech.t('status.told')}</h2>
    {page.answered !== null && (
      <p class={`status-answer ${page.answered}`} role="status">
        {speech.t(`status.answer.${page.answered}`)}
      </p>
    )}
    <form class="check" method="post" action={`${addressOf(speech.locale, '/status')}#_subscribe`}>
      <label for="_mail">{speech.t('status.mail')}</label>
      <div class="check-field">
        <input
          id="_mail"
          name="mail"
          type="email"
          dir="ltr"
          maxLength={254}
          autocomplete="email"
          aria-describedby="_mail-hint"
          required
        />
        <button type="submit" class="primary">
          {speech.t('status.mail_do')}
        </button>
      </div>
      <p id="_mail-hint" class="muted">
        {speech.t('status.mail_hint')}
      </p>
    </form>
    <p
      class="status-push"
      data-push={page.pushKey}
      data-done={speech.t('status.push_done')}
      data-denied={speech.t('status.push_denied')}
      hidden
    >
      <button type="button" class="primary">
        {speech.t('status.push_do')}
      </button>
      <span role="status" />
    </p>
    <p>
      <a href={addressOf(speech.locale, '/status.xml')}>{speech.t('status.feed')}</a>
    </p>
  </section>
);

/** How the service stands now, and how it stood. Nothing in it needs a script. */
export const Status = ({ site, speech, page }: StatusProps<'status'>): JSX.Element => {
  const title = speech.t('status.title', { exchange: site.exchangeName });
  return (
    <Document
      site={site}
      speech={speech}
      page={page}
      title={title}
      description={speech.t(`status.overall.${page.overall}`)}
    >
      <div class="width stack reading">
        <div class="above">
          <Breadcrumbs speech={speech} />
        </div>
        <h1>{title}</h1>
        <p class={`status-overall ${page.overall}`}>
          <Icon d={ICONS[page.overall]} size={24} />
          <strong>{speech.t(`status.overall.${page.overall}`)}</strong>
        </p>
        {page.open.map((incident) => (
          <OpenIncident key={incident.id} speech={speech} incident={incident} />
        ))}
        {page.parts.length > 0 && <Parts speech={speech} parts={page.parts} />}
        <Past speech={speech} past={page.past} />
        <Subscribe speech={speech} page={page} />
      </div>
    </Document>
  );
};

/** One incident from its beginning, newest first. */
export const Incident = ({ site, speech, page }: StatusProps<'incident'>): JSX.Element => {
  const { incident } = page;
  const touched = page.parts.filter(({ id }) => incident.componentIds.includes(id));
  return (
    <Document
      site={site}
      speech={speech}
      page={page}
      title={incident.title}
      description={incident.updates[0]?.text.slice(0, 200) ?? ''}
    >
      <div class="width stack reading">
        <div class="above">
          <nav class="breadcrumbs" aria-label={speech.t('breadcrumbs')}>
            <ol>
              <li>
                <a href={addressOf(speech.locale, '/status')}>
                  {speech.t('status.title', { exchange: site.exchangeName })}
                </a>
              </li>
            </ol>
          </nav>
        </div>
        <h1>
          <Title incident={incident} />
        </h1>
        <p class={`status-mark ${incident.closedAt === null ? incident.impact : 'operational'}`}>
          <Icon d={incident.closedAt === null ? ICONS[incident.impact] : fine} size={18} />
          {speech.t(`status.stage.${incident.stage}`)}
        </p>
        {touched.length > 0 && (
          <p class="muted">
            {speech.t('status.touches', { parts: touched.map(({ name }) => name).join(', ') })}
          </p>
        )}
        {incident.expectedAt !== null && (
          <p>{speech.t('status.expected', { at: speech.moment(incident.expectedAt) })}</p>
        )}
        <Updates speech={speech} incident={incident} most={200} />
      </div>
    </Document>
  );
};

/** Where the links of status mails lead: looking changes nothing, the button does. */
export const StatusLink = ({ site, speech, page }: StatusProps<'status-link'>): JSX.Element => {
  const { purpose, state } = page;
  const title = speech.t(`status.link.${purpose}`);
  return (
    <Document site={site} speech={speech} page={page} title={title} description={title}>
      <div class="width stack reading">
        <div class="above">
          <Breadcrumbs speech={speech} />
        </div>
        <h1>{title}</h1>
        {state === 'ready' ? (
          <form method="post" action={addressOf(speech.locale, `/status/${purpose}`)}>
            <input type="hidden" name="s" value={page.subscriptionId} />
            <input type="hidden" name="p" value={page.proof} />
            <button type="submit" class="primary">
              {speech.t(`status.link.${purpose}_do`)}
            </button>
          </form>
        ) : (
          <p role="status">
            {speech.t(state === 'done' ? `status.link.${purpose}_done` : 'status.link.invalid')}
          </p>
        )}
        <p>
          <a href={addressOf(speech.locale, '/status')}>
            {speech.t('status.title', { exchange: site.exchangeName })}
          </a>
        </p>
      </div>
    </Document>
  );
};
