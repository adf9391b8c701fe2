import { useQuery } from '@tanstack/react-query';
import { Plus, ShieldCheck, ShieldOff, UserX } from 'lucide-react';
import { useState } from 'react';
import type { StaffMember } from '../../../src/contract/staff.ts';
import { listStaff } from '../api/desk-api.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Failed } from '../parts/failure.tsx';
import { CELL, HEAD, Screen, TABLE } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { STATUS_COLOURS, STATUS_ICONS } from '../shell/agent-status.tsx';
import { useTeams } from '../state/queries.ts';
import { HandOver } from './hand-over.tsx';
import { StaffForm } from './staff-form.tsx';

const COLUMNS = [
  'staff.name',
  'staff.role',
  'staff.teams',
  'staff.languages',
  'staff.capacity',
  'staff.second_factor',
] as const;

const Row = ({
  member,
  teamName,
  onEdit,
}: {
  readonly member: StaffMember;
  readonly teamName: (id: string) => string;
  readonly onEdit: () => void;
}) => {
  const text = useText();
  const Status = STATUS_ICONS[member.status];
  const Factor = member.twoFactorEnabled ? ShieldCheck : ShieldOff;
  return (
    <tr data-testid="staff-row" data-agent-id={member.agentId}>
      <td className={CELL}>
        <span className="flex items-center gap-2">
          <Status
            role="img"
            aria-label={text(`agent_status.${member.status}`)}
            size={14}
            className={`shrink-0 ${STATUS_COLOURS[member.status]}`}
          />
          <span className="min-w-0">
            <span className="flex flex-wrap items-center gap-1.5">
              <bdi className="font-medium">{member.name}</bdi>
              {member.disabledAt !== null && (
                <Chip tone="danger" icon={UserX}>
                  {text('staff.disabled')}
                </Chip>
              )}
              {member.mustChangePassword && <Chip tone="warn">{text('staff.invited')}</Chip>}
            </span>
            <bdi dir="ltr" className="block text-12 text-muted">
              {member.email} · {member.badge}
            </bdi>
          </span>
        </span>
      </td>
      <td className={CELL}>{text(`role.${member.role}`)}</td>
      <td className={CELL}>
        <bdi>{member.teamIds.map(teamName).join(', ')}</bdi>
      </td>
      <td className={CELL}>
        <bdi dir="ltr">{member.languages.map((each) => each.toUpperCase()).join(' ')}</bdi>
      </td>
      <td className={`${CELL} tabular-nums`}>{member.capacityUnits}</td>
      <td className={CELL}>
        <span className="inline-flex items-center gap-1">
          <Factor
            aria-hidden
            size={14}
            className={member.twoFactorEnabled ? 'text-ok' : 'text-muted'}
          />
          {text(member.twoFactorEnabled ? 'staff.factor_on' : 'staff.factor_off')}
        </span>
      </td>
      <td className={`${CELL} text-end`}>
        <Button data-testid="staff-edit" onClick={onEdit}>
          {text('edit')}
        </Button>
      </td>
    </tr>
  );
};

/** Everyone who may sign in, and what they can take. */
export const StaffScreen = () => {
  const text = useText();
  const query = useQuery({ queryKey: ['staff'], queryFn: listStaff });
  const teams = useTeams().data ?? [];
  const [editing, setEditing] = useState<StaffMember | 'new' | null>(null);
  const [handed, setHanded] = useState<{ name: string; password: string } | null>(null);
  return (
    <Screen
      title={text('nav.staff')}
      actions={
        <Button
          tone="primary"
          icon={Plus}
          data-testid="staff-new"
          onClick={() => setEditing('new')}
        >
          {text('staff.new')}
        </Button>
      }
    >
      {query.isPending && <ScreenSkeleton />}
      {query.isError && (
        <Failed what="failed.staff" thrown={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.data !== undefined && (
        <table className={TABLE}>
          <caption className="sr-only">{text('nav.staff')}</caption>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col" className={HEAD}>
                  {text(column)}
                </th>
              ))}
              <th scope="col" className={HEAD}>
                <span className="sr-only">{text('edit')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {query.data.map((member) => (
              <Row
                key={member.agentId}
                member={member}
                teamName={(id) => teams.find((team) => team.id === id)?.name ?? id}
                onEdit={() => setEditing(member)}
              />
            ))}
          </tbody>
        </table>
      )}
      {editing !== null && (
        <StaffForm
          member={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSaved={(name, password) => {
            void query.refetch();
            if (password !== null) setHanded({ name, password });
          }}
        />
      )}
      {handed !== null && <HandOver {...handed} onClose={() => setHanded(null)} />}
    </Screen>
  );
};
