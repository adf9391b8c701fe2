import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { LadderStep } from '../../../src/contract/escalation.ts';
import { CATEGORIES, type Category } from '../../../src/core/vocabulary.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Failed } from '../parts/failure.tsx';
import { PanelSkeleton } from '../parts/panel-skeleton.tsx';
import { CELL, HEAD, TABLE } from '../parts/screen.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { useMe } from '../state/me.ts';
import { useTeams } from '../state/queries.ts';
import { showToast } from '../state/toasts.ts';
import { getLadder, LADDER, putLadder } from './promise-api.ts';

const TIERS = [2, 3] as const;
type Tier = (typeof TIERS)[number];

const teamAt = (steps: readonly LadderStep[], category: Category, tier: Tier): string =>
  steps.find((step) => step.category === category && step.tier === tier)?.teamId ?? '';

const withTeam = (
  steps: readonly LadderStep[],
  category: Category,
  tier: Tier,
  teamId: string,
): readonly LadderStep[] => [
  ...steps.filter((step) => step.category !== category || step.tier !== tier),
  ...(teamId === '' ? [] : [{ category, tier, teamId }]),
];

const Editor = ({ saved }: { readonly saved: readonly LadderStep[] }) => {
  const text = useText();
  const client = useQueryClient();
  const mayChange = useMe().role === 'admin';
  const teams = useTeams().data ?? [];
  const [steps, setSteps] = useState(saved);
  const [busy, setBusy] = useState(false);
  const save = (): void => {
    setBusy(true);
    putLadder(steps)
      .then((reply) => {
        client.setQueryData(LADDER, reply);
        showToast({ text: text('ladder.saved') });
      })
      .catch((thrown: unknown) => showFailure('failed.ladder', thrown))
      .finally(() => setBusy(false));
  };
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">{text('ladder.what')}</p>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={text('ladder.title')}
        className="scroll"
      >
        <table className={TABLE}>
          <thead>
            <tr>
              <th className={HEAD}>{text('ladder.category')}</th>
              {TIERS.map((tier) => (
                <th key={tier} className={HEAD}>
                  {text('promise.tier', { tier })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {CATEGORIES.map((category) => (
              <tr key={category}>
                <td className={CELL}>{text(`category.${category}`)}</td>
                {TIERS.map((tier) => (
                  <td key={tier} className={CELL}>
                    <select
                      aria-label={`${text(`category.${category}`)}, ${text('promise.tier', { tier })}`}
                      className="control"
                      disabled={!mayChange}
                      value={teamAt(steps, category, tier)}
                      onChange={(event) =>
                        setSteps(withTeam(steps, category, tier, event.target.value))
                      }
                    >
                      <option value="">{text('ladder.stays')}</option>
                      {teams.map((team) => (
                        <option key={team.id} value={team.id}>
                          {team.name}
                        </option>
                      ))}
                    </select>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {mayChange && (
        <div className="flex justify-end">
          <Button
            tone="primary"
            busy={busy}
            disabled={steps === saved}
            data-testid="ladder-save"
            onClick={save}
          >
            {text('save')}
          </Button>
        </div>
      )}
    </div>
  );
};

/** Which team has which category at which tier. */
export const LadderPanel = () => {
  const query = useQuery({ queryKey: LADDER, queryFn: getLadder });
  if (query.isPending) return <PanelSkeleton />;
  if (query.isError)
    return (
      <Failed what="failed.ladder" thrown={query.error} onRetry={() => void query.refetch()} />
    );
  const { steps } = query.data;
  // Anew where others saved meanwhile; what is merely read again leaves what is being changed.
  return <Editor key={JSON.stringify(steps)} saved={steps} />;
};
