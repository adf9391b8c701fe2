import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type {
  ChangeIncident,
  ComponentList,
  IncidentRow,
} from '../../../src/contract/incidents.ts';
import { IMPACTS, type Impact } from '../../../src/core/incidents/vocabulary.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';
import { changeIncident, INCIDENTS } from './incidents-api.ts';
import { ComponentFields, ShownFields } from './scope-fields.tsx';

/** How bad it is, what it touches, and where it is shown. */
export const SettingsForm = ({
  incident,
  components,
  onClose,
}: {
  readonly incident: IncidentRow;
  readonly components: ComponentList['components'];
  readonly onClose: () => void;
}) => {
  const text = useText();
  const client = useQueryClient();
  const [input, setInput] = useState<ChangeIncident>({
    impact: incident.impact,
    componentIds: [...incident.componentIds],
    isPublic: incident.isPublic,
    hasBanner: incident.hasBanner,
    greetsNew: incident.greetsNew,
  });
  const { busy, error, submit } = useSubmit();
  const change = (next: Partial<ChangeIncident>): void => setInput({ ...input, ...next });
  const save = (): void =>
    void submit(async () => {
      await changeIncident(incident.id, input);
      await client.invalidateQueries({ queryKey: INCIDENTS });
      onClose();
    });
  return (
    <Dialog title={text('incidents.settings')} open onClose={onClose} testId="settings-form">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
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
        <ComponentFields
          components={components}
          value={input.componentIds}
          onChange={(componentIds) => change({ componentIds })}
        />
        <ShownFields value={input} onChange={change} />
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button type="submit" tone="primary" busy={busy}>
            {text('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
