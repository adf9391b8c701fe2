import { Building2, Plus } from 'lucide-react';
import { useState } from 'react';
import type { Department } from '../../../src/contract/tasks.ts';
import { labelIn } from '../../../src/core/tasks/department.ts';
import { useLocale, useText } from '../locale/text.ts';
import { duration } from '../locale/time.ts';
import { Button } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { Screen } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { useMe } from '../state/me.ts';
import { useAgents } from '../state/queries.ts';
import { DepartmentForm } from './department-form.tsx';
import { MembersDialog } from './members-dialog.tsx';
import { useDepartments, useForgetDepartments } from './queries.ts';

type Editing =
  | { readonly what: 'terms'; readonly department: Department | null }
  | { readonly what: 'members'; readonly department: Department };

const Card = ({
  department,
  onEdit,
}: {
  readonly department: Department;
  readonly onEdit: (editing: Editing) => void;
}) => {
  const text = useText();
  const locale = useLocale();
  const isAdmin = useMe().role === 'admin';
  const agents = useAgents().data;
  const names = (department.memberIds ?? []).map(
    (id) => agents?.find((agent) => agent.id === id)?.name ?? text('actor.colleague'),
  );
  const { expectation } = department;
  return (
    <li
      data-testid="department"
      data-department={department.departmentId}
      className="flex flex-col gap-2 rounded-10 border border-line p-4"
    >
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="text-15 font-semibold">
          <bdi>{labelIn(department.names, locale)}</bdi>
        </h2>
        {department.archived && <Chip>{text('department.closed')}</Chip>}
        <span className="flex-1" />
        {isAdmin && (
          <>
            <Button
              data-testid="department-members"
              onClick={() => onEdit({ what: 'members', department })}
            >
              {text('department.members')}
            </Button>
            <Button
              data-testid="department-edit"
              onClick={() => onEdit({ what: 'terms', department })}
            >
              {text('edit')}
            </Button>
          </>
        )}
      </div>
      <p className="text-12 text-muted">
        {text(`task.expectation.${expectation.source}`, { time: duration(expectation.ms, text) })}
      </p>
      <p>
        {names.length === 0 ? (
          <span className="text-warn">{text('department.no_members')}</span>
        ) : (
          <bdi>{names.join(', ')}</bdi>
        )}
      </p>
      <p className="text-12 text-muted">
        {text('department.asks', {
          fields: department.fields.length,
          items: department.checklist.length,
        })}
      </p>
    </li>
  );
};

/** The units behind the teams: who belongs to them, what they ask, how long they take. */
export const DepartmentsScreen = () => {
  const text = useText();
  const isAdmin = useMe().role === 'admin';
  const query = useDepartments();
  const forget = useForgetDepartments();
  const [editing, setEditing] = useState<Editing | null>(null);
  const departments = query.data?.departments;
  const close = (): void => setEditing(null);
  return (
    <Screen
      title={text('nav.departments')}
      actions={
        isAdmin && (
          <Button
            icon={Plus}
            data-testid="department-add"
            onClick={() => setEditing({ what: 'terms', department: null })}
          >
            {text('department.add')}
          </Button>
        )
      }
    >
      {query.isPending && <ScreenSkeleton />}
      {query.isError && departments === undefined && (
        <Failed
          what="failed.departments"
          thrown={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      {departments?.length === 0 && <Empty icon={Building2} sentence={text('department.none')} />}
      {departments !== undefined && departments.length > 0 && (
        <ul className="mx-auto flex max-w-3xl flex-col gap-3 p-4">
          {departments.map((department) => (
            <Card key={department.departmentId} department={department} onEdit={setEditing} />
          ))}
        </ul>
      )}
      {editing?.what === 'terms' && (
        <DepartmentForm department={editing.department} onClose={close} onSaved={forget} />
      )}
      {editing?.what === 'members' && (
        <MembersDialog department={editing.department} onClose={close} onSaved={forget} />
      )}
    </Screen>
  );
};
