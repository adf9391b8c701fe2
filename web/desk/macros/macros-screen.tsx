import { useQueryClient } from '@tanstack/react-query';
import { Plus, Zap } from 'lucide-react';
import { useState } from 'react';
import type { Macro } from '../../../src/contract/automation.ts';
import { describeAction } from '../../../src/core/automation/describe-rule.ts';
import { useVoice } from '../automation/use-voice.ts';
import { textFor } from '../composer/variables.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { CELL, HEAD, Screen, TABLE } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { showToast } from '../state/toasts.ts';
import { MacroForm } from './macro-form.tsx';
import { createMacro, deleteMacro, MACROS, useMacros } from './macros-api.ts';

interface RowProps {
  readonly macro: Macro;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

const Row = ({ macro, onEdit, onDelete }: RowProps) => {
  const text = useText();
  const locale = useLocale();
  const voice = useVoice();
  const words = textFor(macro, locale)?.text;
  return (
    <tr data-testid="macro-row" data-shortcut={macro.shortcut}>
      <td className={CELL}>
        <bdi dir="ltr" className="font-mono text-12 text-accent">
          /{macro.shortcut}
        </bdi>
      </td>
      <td className={CELL}>
        <bdi className="font-medium">{macro.title}</bdi>
        {words !== undefined && (
          <bdi className="block max-w-96 truncate text-12 text-muted">{words}</bdi>
        )}
      </td>
      <td className={CELL}>
        {voice.list(
          macro.actions.map((action) => describeAction(action, voice)),
          'and',
        )}
      </td>
      <td className={CELL}>
        <Chip>{text(`macro.visibility.${macro.visibility}`)}</Chip>
        <span className="block text-12 text-muted">
          {text('macro.used', { count: macro.used })}
        </span>
      </td>
      <td className={CELL}>
        {macro.mine && (
          <span className="flex justify-end gap-2">
            <Button onClick={onEdit}>{text('edit')}</Button>
            <Button className="text-danger" onClick={onDelete}>
              {text('delete')}
            </Button>
          </span>
        )}
      </td>
    </tr>
  );
};

/** Deleted at once, and back again when that was a mistake. */
const useDelete = (): ((macro: Macro) => void) => {
  const text = useText();
  const client = useQueryClient();
  const refresh = (): void => void client.invalidateQueries({ queryKey: MACROS });
  return (macro) => {
    const { id, ownerId, used, mine, ...input } = macro;
    client.setQueryData<readonly Macro[]>(MACROS, (all) => all?.filter((each) => each.id !== id));
    deleteMacro(id)
      .then(() =>
        showToast({
          text: text('macro.deleted', { title: macro.title }),
          undo: () => {
            createMacro(input)
              .then(refresh)
              .catch((thrown: unknown) => showFailure('failed.macros', thrown));
          },
        }),
      )
      .catch((thrown: unknown) => showFailure('failed.macros', thrown))
      .finally(refresh);
  };
};

const COLUMNS = ['canned.shortcut', 'canned.title', 'macro.actions', 'macro.visibility'] as const;

/** Saved texts with actions: one's own, the teams' and everyone's. */
export const MacrosScreen = () => {
  const text = useText();
  const client = useQueryClient();
  const query = useMacros();
  const remove = useDelete();
  const [editing, setEditing] = useState<Macro | 'new' | null>(null);
  const macros = query.data;
  return (
    <Screen
      title={text('nav.macros')}
      actions={
        <Button
          tone="primary"
          icon={Plus}
          data-testid="macro-new"
          onClick={() => setEditing('new')}
        >
          {text('macro.new')}
        </Button>
      }
    >
      {query.isPending && <ScreenSkeleton />}
      {query.isError && (
        <Failed what="failed.macros" thrown={query.error} onRetry={() => void query.refetch()} />
      )}
      {macros?.length === 0 && <Empty icon={Zap} sentence={text('macro.empty')} />}
      {macros !== undefined && macros.length > 0 && (
        <table className={TABLE}>
          <caption className="sr-only">{text('nav.macros')}</caption>
          <thead>
            <tr>
              {COLUMNS.map((key) => (
                <th key={key} scope="col" className={HEAD}>
                  {text(key)}
                </th>
              ))}
              <th scope="col" className={HEAD}>
                <span className="sr-only">{text('edit')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {macros.map((macro) => (
              <Row
                key={macro.id}
                macro={macro}
                onEdit={() => setEditing(macro)}
                onDelete={() => remove(macro)}
              />
            ))}
          </tbody>
        </table>
      )}
      {editing !== null && (
        <MacroForm
          macro={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSaved={() => void client.invalidateQueries({ queryKey: MACROS })}
        />
      )}
    </Screen>
  );
};
