import { useState } from 'react';
import type {
  ComponentList,
  IncidentSuggestion,
  OpenIncident,
} from '../../../src/contract/incidents.ts';
import {
  IMPACTS,
  type Impact,
  INCIDENT_KINDS,
  type IncidentKind,
} from '../../../src/core/incidents/vocabulary.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';
import { openScreen } from './incident-parts.tsx';
import { openIncident } from './incidents-api.ts';
import { MomentField } from './moment-field.tsx';
import { CategoryFields, ComponentFields, ShownFields } from './scope-fields.tsx';
import { WordsEditor } from './words-editor.tsx';

type Input = OpenIncident;

const inputOf = (suggestion: IncidentSuggestion | null, writtenIn: Input['writtenIn']): Input => ({
  kind: suggestion?.kind ?? 'withdrawals',
  impact: 'partial',
  categories: suggestion === null ? [] : [suggestion.category],
  entities: suggestion?.entity == null ? [] : [suggestion.entity],
  componentIds: [],
  titles: {},
  texts: {},
  writtenIn,
  isPublic: true,
  hasBanner: true,
  greetsNew: true,
  expectedAt: null,
  suggestionId: suggestion?.id ?? null,
});

const OF_COIN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/;

/** A new incident with its first words. */
export const IncidentForm = ({
  suggestion,
  components,
  onClose,
  onSaved,
}: {
  readonly suggestion: IncidentSuggestion | null;
  readonly components: ComponentList['components'];
  readonly onClose: () => void;
  readonly onSaved: () => void;
}) => {
  const text = useText();
  const locale = useLocale();
  const [input, setInput] = useState<Input>(() => inputOf(suggestion, locale));
  const [entityKind, setEntityKind] = useState<'coin' | 'network'>(
    suggestion?.entity?.kind ?? 'coin',
  );
  const [about, setAbout] = useState(suggestion?.entity?.value ?? '');
  const { busy, error, setError, submit } = useSubmit();
  const change = (next: Partial<Input>): void => setInput((before) => ({ ...before, ...next }));
  const save = (): void => {
    const wrong =
      input.categories.length === 0
        ? text('incidents.needs_category')
        : about !== '' && !OF_COIN.test(about)
          ? text('incidents.about_wrong')
          : null;
    if (wrong !== null) {
      setError(wrong);
      return;
    }
    const entities = about === '' ? [] : [{ kind: entityKind, value: about }];
    void submit(async () => {
      const { incident } = await openIncident({ ...input, entities });
      onSaved();
      onClose();
      openScreen(incident.id);
    });
  };
  return (
    <Dialog title={text('incidents.open_new')} open onClose={onClose} wide testId="incident-form">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
          <Field label={text('incidents.field.kind')}>
            {(props) => (
              <select
                {...props}
                className="control"
                data-testid="incident-kind"
                value={input.kind}
                onChange={(event) => change({ kind: event.target.value as IncidentKind })}
              >
                {INCIDENT_KINDS.map((kind) => (
                  <option key={kind} value={kind}>
                    {text(`incidents.kind.${kind}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={text('incidents.field.impact')}>
            {(props) => (
              <select
                {...props}
                className="control"
                value={input.impact}
                onChange={(event) => change({ impact: event.target.value as Impact })}
              >
                {IMPACTS.map((impact) => (
                  <option key={impact} value={impact}>
                    {text(`incidents.impact.${impact}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={text('incidents.about_kind')}>
            {(props) => (
              <select
                {...props}
                className="control"
                value={entityKind}
                onChange={(event) => setEntityKind(event.target.value as 'coin' | 'network')}
              >
                <option value="coin">{text('incidents.entity.coin')}</option>
                <option value="network">{text('incidents.entity.network')}</option>
              </select>
            )}
          </Field>
          <Field label={text('incidents.about')} hint={text('incidents.about_hint')}>
            {(props) => (
              <input
                {...props}
                dir="ltr"
                maxLength={32}
                data-testid="incident-about"
                className="control font-mono"
                value={about}
                onChange={(event) => setAbout(event.target.value.trim())}
              />
            )}
          </Field>
        </div>
        <CategoryFields
          value={input.categories}
          onChange={(categories) => change({ categories })}
        />
        <ComponentFields
          components={components}
          value={input.componentIds}
          onChange={(componentIds) => change({ componentIds })}
        />
        <MomentField
          label={text('incidents.field.expected')}
          value={input.expectedAt}
          onChange={(expectedAt) => change({ expectedAt })}
        />
        <WordsEditor
          words={input}
          onChange={({ titles, texts, writtenIn }) => change({ titles, texts, writtenIn })}
          kind={input.kind}
          stage="investigating"
          about={about}
          withTitle
        />
        <ShownFields value={input} onChange={change} />
        {suggestion !== null && (
          <p className="text-muted">
            {text('incidents.suggestion_requests', { count: suggestion.requests })}
          </p>
        )}
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button type="submit" tone="primary" busy={busy} data-testid="incident-save">
            {text('incidents.open_do')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
