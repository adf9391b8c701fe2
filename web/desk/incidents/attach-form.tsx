import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { IncidentRow } from '../../../src/contract/incidents.ts';
import type { Category } from '../../../src/core/vocabulary.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';
import { showToast } from '../state/toasts.ts';
import { attachMany, INCIDENTS } from './incidents-api.ts';
import { MomentField } from './moment-field.tsx';
import { CategoryFields } from './scope-fields.tsx';

const HOUR_MS = 3_600_000;

/** Attaches open requests by what is known of them; first it says how many they are. */
export const AttachForm = ({
  incident,
  onClose,
}: {
  readonly incident: IncidentRow;
  readonly onClose: () => void;
}) => {
  const text = useText();
  const client = useQueryClient();
  const [categories, setCategories] = useState<Category[]>([...incident.categories]);
  const [since, setSince] = useState<number | null>(incident.openedAt - HOUR_MS);
  const [found, setFound] = useState<number | null>(null);
  const { busy, error, submit } = useSubmit();
  const filter = { categories, entities: [...incident.entities], since: since ?? 0 };
  const look = (): void =>
    void submit(async () => {
      setFound((await attachMany(incident.id, { ...filter, dryRun: true })).requests);
    });
  const attach = (): void =>
    void submit(async () => {
      const { requests } = await attachMany(incident.id, { ...filter, dryRun: false });
      await client.invalidateQueries({ queryKey: INCIDENTS });
      showToast({ text: text('incidents.attaching', { count: requests }) });
      onClose();
    });
  return (
    <Dialog
      title={text('incidents.attach_filter')}
      description={text('incidents.attach_what')}
      open
      onClose={onClose}
      testId="attach-form"
    >
      <div className="flex flex-col gap-4">
        <CategoryFields
          value={categories}
          onChange={(next) => {
            setCategories(next);
            setFound(null);
          }}
        />
        <MomentField
          label={text('incidents.begun_since')}
          value={since}
          onChange={(at) => {
            setSince(at);
            setFound(null);
          }}
        />
        <p role="status">{found !== null && text('incidents.found', { count: found })}</p>
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          {found === null ? (
            <Button
              tone="primary"
              busy={busy}
              disabled={categories.length === 0}
              data-testid="attach-look"
              onClick={look}
            >
              {text('incidents.look')}
            </Button>
          ) : (
            <Button
              tone="primary"
              busy={busy}
              disabled={found === 0}
              data-testid="attach-do"
              onClick={attach}
            >
              {text('incidents.attach_do', { count: found })}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
};
