import { useQueryClient } from '@tanstack/react-query';
import { TrendingUp } from 'lucide-react';
import { useState } from 'react';
import type { IncidentSuggestion } from '../../../src/contract/incidents.ts';
import { count } from '../locale/number.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Moment } from '../parts/moment.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { isLead, useMe } from '../state/me.ts';
import { EntityName } from './incident-parts.tsx';
import { dismissSuggestion, INCIDENTS } from './incidents-api.ts';

/** What was seen, against what was to be expected. */
const Evidence = ({ suggestion }: { readonly suggestion: IncidentSuggestion }) => {
  const text = useText();
  const locale = useLocale();
  const { minutes, expected } = suggestion;
  return (
    <p>
      {text('incidents.evidence', {
        count: suggestion.count,
        minutes: Math.round(minutes),
        expected: count(Math.round(expected * 10) / 10, locale),
      })}
    </p>
  );
};

const Card = ({
  suggestion,
  onOpen,
}: {
  readonly suggestion: IncidentSuggestion;
  readonly onOpen: () => void;
}) => {
  const text = useText();
  const client = useQueryClient();
  const mayAct = isLead(useMe());
  const [busy, setBusy] = useState(false);
  const dismiss = (): void => {
    setBusy(true);
    dismissSuggestion(suggestion.id)
      .then(() => client.invalidateQueries({ queryKey: INCIDENTS }))
      .catch((thrown: unknown) => showFailure('failed.incidents', thrown))
      .finally(() => setBusy(false));
  };
  return (
    <li
      data-testid="suggestion"
      className="flex flex-col gap-2 rounded-10 border border-line border-s-4 border-s-warn p-4"
    >
      <h3 className="flex flex-wrap items-center gap-2 font-semibold">
        <TrendingUp aria-hidden size={16} className="text-warn" />
        {text(`category.${suggestion.category}`)}
        {suggestion.entity !== null && <EntityName entity={suggestion.entity} />}
        <span className="flex-1" />
        <Moment at={suggestion.suggestedAt} className="text-12 font-normal text-muted" />
      </h3>
      <Evidence suggestion={suggestion} />
      <p className="text-muted">
        {text('incidents.suggestion_requests', { count: suggestion.requests })}
      </p>
      {mayAct && (
        <div className="flex flex-wrap gap-2">
          <Button tone="primary" data-testid="suggestion-open" onClick={onOpen}>
            {text('incidents.open_new')}
          </Button>
          <Button busy={busy} data-testid="suggestion-dismiss" onClick={dismiss}>
            {text('incidents.dismiss')}
          </Button>
        </div>
      )}
    </li>
  );
};

/** Kinds of requests that come far more often than they should. */
export const Suggestions = ({
  suggestions,
  onOpen,
}: {
  readonly suggestions: readonly IncidentSuggestion[];
  readonly onOpen: (suggestion: IncidentSuggestion) => void;
}) => {
  const text = useText();
  if (suggestions.length === 0) return null;
  return (
    <section aria-labelledby="incident-suggestions" className="flex flex-col gap-3">
      <h2 id="incident-suggestions" className="text-15 font-semibold">
        {text('incidents.suggestions')}
      </h2>
      <ul className="flex flex-col gap-3">
        {suggestions.map((suggestion) => (
          <Card key={suggestion.id} suggestion={suggestion} onOpen={() => onOpen(suggestion)} />
        ))}
      </ul>
    </section>
  );
};
