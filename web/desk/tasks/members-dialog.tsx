import { useState } from 'react';
import type { Department } from '../../../src/contract/tasks.ts';
import { labelIn } from '../../../src/core/tasks/department.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';
import { useAgents } from '../state/queries.ts';
import { setMembers } from './tasks-api.ts';

/** Who belongs to a department. */
export const MembersDialog = ({
  department,
  onClose,
  onSaved,
}: {
  readonly department: Department;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}) => {
  const text = useText();
  const locale = useLocale();
  const agents = useAgents().data ?? [];
  const [memberIds, setIds] = useState<readonly string[]>(department.memberIds ?? []);
  const { busy, error, submit } = useSubmit();
  const toggle = (id: string): void =>
    setIds((before) =>
      before.includes(id) ? before.filter((each) => each !== id) : [...before, id],
    );
  const save = (): void =>
    void submit(async () => {
      await setMembers(department.departmentId, memberIds);
      onSaved();
      onClose();
    });
  return (
    <Dialog
      title={text('department.members_of', { department: labelIn(department.names, locale) })}
      open
      onClose={onClose}
      testId="members-dialog"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <ul className="scroll max-h-[50dvh]">
          {agents.map((agent) => (
            <li key={agent.id}>
              <label className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
                <input
                  type="checkbox"
                  className="size-4 accent-accent"
                  data-testid={`member-${agent.badge}`}
                  checked={memberIds.includes(agent.id)}
                  onChange={() => toggle(agent.id)}
                />
                <bdi className="flex-1">{agent.name}</bdi>
                <bdi dir="ltr" className="font-mono text-12 text-muted">
                  {agent.badge}
                </bdi>
              </label>
            </li>
          ))}
        </ul>
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button tone="primary" type="submit" busy={busy} data-testid="members-save">
            {text('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
