import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ExternalLink, Plus, Siren } from 'lucide-react';
import { useState } from 'react';
import type { IncidentRow, IncidentSuggestion } from '../../../src/contract/incidents.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { Moment } from '../parts/moment.tsx';
import { Screen } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { isLead, useMe } from '../state/me.ts';
import { ComponentsForm } from './components-form.tsx';
import { IncidentForm } from './incident-form.tsx';
import { EntityName, ImpactChip, incidentLink, StageChip, Title } from './incident-parts.tsx';
import { IncidentScreen } from './incident-screen.tsx';
import { INCIDENTS, useIncidents } from './incidents-api.ts';
import { Suggestions } from './suggestions.tsx';

const Row = ({ incident }: { readonly incident: IncidentRow }) => {
  const text = useText();
  const { attached, waiting, settled, unsettled } = incident.counts;
  return (
    <li>
      <a
        {...incidentLink(incident.id)}
        data-testid="incident-row"
        className="flex flex-col gap-1 rounded-10 border border-line p-3 hover:bg-surface"
      >
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-semibold">
            <Title titles={incident.titles} writtenIn={incident.writtenIn} />
          </span>
          <StageChip stage={incident.stage} />
          <ImpactChip impact={incident.impact} />
          {incident.entities.map((entity) => (
            <EntityName key={`${entity.kind}:${entity.value}`} entity={entity} />
          ))}
          <span className="flex-1" />
          <Moment at={incident.closedAt ?? incident.openedAt} className="text-12 text-muted" />
        </span>
        <span className="text-12 text-muted">
          {text('incidents.requests', { count: attached + waiting + settled + unsettled })}
          {unsettled > 0 && ` · ${text('incidents.unsettled', { count: unsettled })}`}
        </span>
      </a>
    </li>
  );
};

const Rows = ({
  title,
  none,
  rows,
}: {
  readonly title: string;
  readonly none: string;
  readonly rows: readonly IncidentRow[];
}) => (
  <section className="flex flex-col gap-3">
    <h2 className="text-15 font-semibold">{title}</h2>
    {rows.length === 0 ? (
      <p className="text-muted">{none}</p>
    ) : (
      <ul className="flex flex-col gap-2">
        {rows.map((incident) => (
          <Row key={incident.id} incident={incident} />
        ))}
      </ul>
    )}
  </section>
);

const StatusLink = () => {
  const text = useText();
  const locale = useLocale();
  return (
    <a
      href={`/help/${locale}/status`}
      target="_blank"
      rel="noopener noreferrer"
      className="inline-flex min-h-8 items-center gap-1 text-accent underline-offset-2 hover:underline pointer-coarse:min-h-11"
    >
      <ExternalLink aria-hidden size={14} />
      {text('incidents.status_page')}
    </a>
  );
};

const List = () => {
  const text = useText();
  const client = useQueryClient();
  const me = useMe();
  const query = useIncidents();
  const [opening, setOpening] = useState<IncidentSuggestion | 'new' | null>(null);
  const [editing, setEditing] = useState(false);
  const refresh = (): void => void client.invalidateQueries({ queryKey: INCIDENTS });
  const list = query.data;
  const isEmpty =
    list !== undefined && list.open.length + list.past.length + list.suggestions.length === 0;
  return (
    <Screen
      title={text('nav.incidents')}
      actions={
        <>
          <StatusLink />
          {me.role === 'admin' && (
            <Button data-testid="components" onClick={() => setEditing(true)}>
              {text('incidents.components')}
            </Button>
          )}
          {isLead(me) && (
            <Button
              tone="primary"
              icon={Plus}
              data-testid="incident-new"
              onClick={() => setOpening('new')}
            >
              {text('incidents.open_new')}
            </Button>
          )}
        </>
      }
    >
      {query.isPending && <ScreenSkeleton />}
      {query.isError && list === undefined && (
        <Failed what="failed.incidents" thrown={query.error} onRetry={() => void query.refetch()} />
      )}
      {isEmpty && <Empty icon={Siren} sentence={text('incidents.empty')} />}
      {list !== undefined && !isEmpty && (
        <div className="mx-auto flex max-w-4xl flex-col gap-8 p-4">
          <Suggestions suggestions={list.suggestions} onOpen={setOpening} />
          <Rows
            title={text('incidents.open')}
            none={text('incidents.none_open')}
            rows={list.open}
          />
          <Rows
            title={text('incidents.past')}
            none={text('incidents.none_past')}
            rows={list.past}
          />
        </div>
      )}
      {opening !== null && (
        <IncidentForm
          suggestion={opening === 'new' ? null : opening}
          components={list?.components ?? []}
          onClose={() => setOpening(null)}
          onSaved={refresh}
        />
      )}
      {editing && (
        <ComponentsForm
          components={list?.components ?? []}
          onClose={() => setEditing(false)}
          onSaved={refresh}
        />
      )}
    </Screen>
  );
};

/** What is disturbed, what may be, and what was. */
export const IncidentsScreen = () => {
  const { incidentId } = useParams({ strict: false }) as { readonly incidentId?: string };
  return incidentId === undefined ? <List /> : <IncidentScreen id={incidentId} />;
};
