import { useQueryClient } from '@tanstack/react-query';
import { Siren } from 'lucide-react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import { isActive } from '../../../src/core/conversation/transitions.ts';
import { wordsFor } from '../../../src/core/incidents/vocabulary.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { PickMenu } from '../parts/pick-menu.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { incidentLink, StageChip, Title } from './incident-parts.tsx';
import { attachOne, detachOne, INCIDENTS, useIncidents } from './incidents-api.ts';

/** The incidents that a case is attached to, and the way to attach it to an open one. */
export const CaseIncident = ({ conversation }: { readonly conversation: DeskConversation }) => {
  const text = useText();
  const locale = useLocale();
  const client = useQueryClient();
  const list = useIncidents().data;
  const ids = conversation.case.incidentIds;
  const attached = [...(list?.open ?? []), ...(list?.past ?? [])].filter(({ id }) =>
    ids.includes(id),
  );
  const open = (list?.open ?? []).filter(({ id }) => !ids.includes(id));
  const mayAttach = isActive(conversation.status) && open.length > 0 && attached.length === 0;
  if (attached.length === 0 && !mayAttach) return null;
  const act = (done: Promise<void>): void =>
    void done
      .catch((thrown: unknown) => showFailure('failed.incidents', thrown))
      .finally(() => void client.invalidateQueries({ queryKey: INCIDENTS }));
  return (
    <section
      aria-label={text('nav.incidents')}
      data-testid="case-incident"
      className="flex flex-wrap items-center gap-2 border-b border-line bg-surface px-4 py-2"
    >
      <Siren aria-hidden size={14} className="shrink-0 text-warn" />
      {attached.map((incident) => (
        <span key={incident.id} className="flex flex-wrap items-center gap-2">
          <a
            {...incidentLink(incident.id)}
            className="text-accent underline-offset-2 hover:underline"
          >
            <Title titles={incident.titles} writtenIn={incident.writtenIn} />
          </a>
          <StageChip stage={incident.stage} />
          {incident.closedAt === null && (
            <Button
              className="!min-h-6 !px-2 text-12"
              data-testid="case-detach"
              onClick={() => act(detachOne(incident.id, conversation.id))}
            >
              {text('incidents.detach')}
            </Button>
          )}
        </span>
      ))}
      {mayAttach && (
        <PickMenu
          label={text('incidents.attach_case')}
          value={null}
          onPick={(incidentId: string) => act(attachOne(incidentId, conversation.id))}
          choices={open.map(({ id, titles, writtenIn }) => ({
            value: id,
            label: wordsFor(titles, writtenIn, locale).text,
          }))}
          trigger={
            <Button className="!min-h-6 !px-2 text-12" data-testid="case-attach">
              {text('incidents.attach_case')}
            </Button>
          }
        />
      )}
    </section>
  );
};
