import { ArrowLeft, ExternalLink } from 'lucide-react';
import { useState } from 'react';
import type { IncidentDetail } from '../../../src/contract/incidents.ts';
import { wordsFor } from '../../../src/core/incidents/vocabulary.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Failed } from '../parts/failure.tsx';
import { Moment } from '../parts/moment.tsx';
import { Screen } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { isLead, useMe } from '../state/me.ts';
import { AttachForm } from './attach-form.tsx';
import { Attached } from './attached.tsx';
import { dirOf, EntityName, ImpactChip, openScreen, StageChip } from './incident-parts.tsx';
import { useIncident, useIncidents } from './incidents-api.ts';
import { SettingsForm } from './settings-form.tsx';
import { TellForm } from './tell-form.tsx';

type Update = IncidentDetail['updates'][number];

/** How far an update has come: in words, and as a bar that says the same. */
const Progress = ({ update }: { readonly update: Update }) => {
  const text = useText();
  if (update.toTell === 0) return null;
  const { told, toTell } = update;
  return (
    <p className="flex items-center gap-2 text-12 text-muted" data-testid="progress">
      <span aria-hidden className="h-1.5 w-32 overflow-hidden rounded-4 bg-line">
        <span
          className="block h-full rounded-4 bg-accent"
          style={{ width: `${(told / toTell) * 100}%` }}
        />
      </span>
      <span className="tabular-nums">{text('incidents.progress', { told, total: toTell })}</span>
    </p>
  );
};

const Updates = ({ updates }: { readonly updates: readonly Update[] }) => {
  const text = useText();
  const locale = useLocale();
  return (
    <section aria-labelledby="incident-updates" className="flex flex-col gap-3">
      <h2 id="incident-updates" className="text-15 font-semibold">
        {text('incidents.updates')}
      </h2>
      <ol className="flex flex-col gap-3">
        {updates.map((update) => {
          const said = wordsFor(update.texts, update.writtenIn, locale);
          return (
            <li
              key={update.id}
              data-testid="update"
              className="flex flex-col gap-1 border-s-2 border-line ps-3"
            >
              <span className="flex flex-wrap items-center gap-2">
                <StageChip stage={update.stage} />
                <Moment at={update.publishedAt} className="text-12 text-muted" />
              </span>
              <p
                lang={said.locale}
                dir={dirOf(said.locale)}
                className="break-words whitespace-pre-line"
              >
                {said.text}
              </p>
              <Progress update={update} />
            </li>
          );
        })}
      </ol>
    </section>
  );
};

const COUNTS = ['attached', 'waiting', 'settled', 'unsettled', 'detached', 'refused'] as const;

const Counts = ({ incident }: Pick<IncidentDetail, 'incident'>) => {
  const text = useText();
  return (
    <dl className="flex flex-wrap gap-3">
      {COUNTS.filter((state) => state === 'attached' || incident.counts[state] > 0).map((state) => (
        <div key={state} className="min-w-28 rounded-10 border border-line px-3 py-2">
          <dt className="text-12 text-muted">{text(`incidents.state.${state}`)}</dt>
          <dd className="text-22 font-semibold tabular-nums" data-testid={`count-${state}`}>
            {incident.counts[state]}
          </dd>
        </div>
      ))}
    </dl>
  );
};

const Facts = ({ incident }: Pick<IncidentDetail, 'incident'>) => {
  const text = useText();
  const locale = useLocale();
  return (
    <div className="flex flex-wrap items-center gap-2">
      <StageChip stage={incident.stage} />
      <ImpactChip impact={incident.impact} />
      <span>{incident.categories.map((category) => text(`category.${category}`)).join(', ')}</span>
      {incident.entities.map((entity) => (
        <EntityName key={`${entity.kind}:${entity.value}`} entity={entity} />
      ))}
      <span className="text-muted">
        {text('incidents.since')} <Moment at={incident.openedAt} />
      </span>
      {incident.expectedAt !== null && (
        <span className="text-muted">
          {text('incidents.field.expected')}: <Moment at={incident.expectedAt} />
        </span>
      )}
      {incident.isPublic && (
        <a
          href={`/help/${locale}/status/${incident.id}`}
          target="_blank"
          rel="noopener noreferrer"
          className="inline-flex items-center gap-1 text-accent underline-offset-2 hover:underline"
        >
          <ExternalLink aria-hidden size={13} />
          {text('incidents.status_page')}
        </a>
      )}
    </div>
  );
};

type Form = 'tell' | 'close' | 'attach' | 'settings';

/** One incident: how it stands, what was said, and whom it concerns. */
export const IncidentScreen = ({ id }: { readonly id: string }) => {
  const text = useText();
  const locale = useLocale();
  const query = useIncident(id);
  const components = useIncidents().data?.components ?? [];
  const mayAct = isLead(useMe());
  const [form, setForm] = useState<Form | null>(null);
  const detail = query.data;
  const incident = detail?.incident;
  const title =
    incident === undefined
      ? text('nav.incidents')
      : wordsFor(incident.titles, incident.writtenIn, locale).text;
  const isOpen = incident?.closedAt === null;
  return (
    <Screen
      title={title}
      actions={
        <>
          <Button
            icon={ArrowLeft}
            className="rtl:[&_svg]:-scale-x-100"
            onClick={() => openScreen(null)}
          >
            {text('nav.incidents')}
          </Button>
          {mayAct && isOpen && (
            <>
              <Button data-testid="incident-settings" onClick={() => setForm('settings')}>
                {text('incidents.settings')}
              </Button>
              <Button data-testid="incident-attach" onClick={() => setForm('attach')}>
                {text('incidents.attach_filter')}
              </Button>
              <Button data-testid="incident-close" onClick={() => setForm('close')}>
                {text('incidents.close')}
              </Button>
              <Button tone="primary" data-testid="incident-tell" onClick={() => setForm('tell')}>
                {text('incidents.tell')}
              </Button>
            </>
          )}
        </>
      }
    >
      {query.isPending && <ScreenSkeleton />}
      {query.isError && detail === undefined && (
        <Failed what="failed.incidents" thrown={query.error} onRetry={() => void query.refetch()} />
      )}
      {detail !== undefined && (
        <div className="mx-auto flex max-w-4xl flex-col gap-6 p-4">
          <Facts incident={detail.incident} />
          <Counts incident={detail.incident} />
          <Updates updates={detail.updates} />
          <Attached id={id} mayDetach={isOpen} />
        </div>
      )}
      {incident !== undefined && (form === 'tell' || form === 'close') && (
        <TellForm incident={incident} closes={form === 'close'} onClose={() => setForm(null)} />
      )}
      {incident !== undefined && form === 'attach' && (
        <AttachForm incident={incident} onClose={() => setForm(null)} />
      )}
      {incident !== undefined && form === 'settings' && (
        <SettingsForm incident={incident} components={components} onClose={() => setForm(null)} />
      )}
    </Screen>
  );
};
