import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { IncidentRow } from '../../../src/contract/incidents.ts';
import type { IncidentStage } from '../../../src/core/incidents/vocabulary.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';
import { showToast } from '../state/toasts.ts';
import { INCIDENTS, incidentKey, tellIncident } from './incidents-api.ts';
import { MomentField } from './moment-field.tsx';
import { type Words, WordsEditor } from './words-editor.tsx';

const OPEN_STAGES = ['investigating', 'found', 'monitoring'] as const;

const nextStage = (stage: IncidentStage): IncidentStage =>
  stage === 'investigating' ? 'found' : 'monitoring';

/** One update to everybody who is attached; closing asks each whether theirs is settled. */
export const TellForm = ({
  incident,
  closes,
  onClose,
}: {
  readonly incident: IncidentRow;
  readonly closes: boolean;
  readonly onClose: () => void;
}) => {
  const text = useText();
  const client = useQueryClient();
  const locale = useLocale();
  // The same id for every try: it is told once.
  const [updateId] = useState(() => crypto.randomUUID());
  const [stage, setStage] = useState<IncidentStage>(
    closes ? 'resolved' : nextStage(incident.stage),
  );
  const [expectedAt, setExpectedAt] = useState(incident.expectedAt);
  const [words, setWords] = useState<Words>({
    writtenIn: locale,
    titles: incident.titles,
    texts: {},
  });
  const { busy, error, submit } = useSubmit();
  const { attached, waiting } = incident.counts;
  const save = (): void =>
    void submit(async () => {
      const { texts, writtenIn } = words;
      const body = { updateId, stage, texts, writtenIn, expectedAt };
      const detail = await tellIncident(incident.id, body);
      // How far it has come is shown from the first on.
      client.setQueryData(incidentKey(incident.id), detail);
      void client.invalidateQueries({ queryKey: INCIDENTS });
      showToast({ text: text(closes ? 'incidents.closed' : 'incidents.told') });
      onClose();
    });
  return (
    <Dialog
      title={text(closes ? 'incidents.close' : 'incidents.tell')}
      description={text(closes ? 'incidents.close_what' : 'incidents.tell_what', {
        count: attached + waiting,
      })}
      open
      onClose={onClose}
      wide
      testId="tell-form"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {!closes && (
          <div className="flex flex-wrap gap-3">
            <Field label={text('incidents.field.stage')}>
              {(props) => (
                <select
                  {...props}
                  className="control !w-auto"
                  value={stage}
                  onChange={(event) => setStage(event.target.value as IncidentStage)}
                >
                  {OPEN_STAGES.map((each) => (
                    <option key={each} value={each}>
                      {text(`incidents.stage.${each}`)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <MomentField
              label={text('incidents.field.expected')}
              value={expectedAt}
              onChange={setExpectedAt}
            />
          </div>
        )}
        <WordsEditor
          words={words}
          onChange={setWords}
          kind={incident.kind}
          stage={stage}
          about=""
          withTitle={false}
        />
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button type="submit" tone="primary" busy={busy} data-testid="tell-save">
            {text(closes ? 'incidents.close_do' : 'incidents.tell_do')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
