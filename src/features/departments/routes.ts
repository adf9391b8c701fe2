import type { CustomerPrincipal, Principal, StaffPrincipal } from '../../contract/principal.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import {
  changeDepartmentBody,
  createDepartmentBody,
  type Department,
  departmentListReply,
  departmentParams,
  departmentReply,
  publicDepartmentsQuery,
  publicDepartmentsReply,
  setMembersBody,
} from '../../contract/tasks.ts';
import type { AgentId, DepartmentId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { DepartmentTerms } from '../../core/tasks/department.ts';
import { isLeadRole } from '../../core/vocabulary.ts';
import { changeDepartment, createDepartment, setMembers } from './change-departments.ts';
import type { DepartmentsDeps } from './deps.ts';
import { readDepartmentNames } from './read-names.ts';
import { listDepartments, listMembers } from './store.ts';

const tag = 'Desk: departments';

/** The access table lets nobody else through; these two only tell the compiler. */
const staffOf = (principal: Principal): StaffPrincipal => {
  if (principal.kind === 'staff') return principal;
  throw new TypeError(`a staff route was reached by ${principal.kind}`);
};
const customerOf = (principal: Principal): CustomerPrincipal => {
  if (principal.kind === 'customer' || principal.kind === 'visitor') return principal;
  throw new TypeError(`a customer's route was reached by ${principal.kind}`);
};

const presentAll = async (deps: DepartmentsDeps, staff: StaffPrincipal): Promise<Department[]> => {
  const [departments, members] = await Promise.all([
    listDepartments(deps.database),
    listMembers(deps.database),
  ]);
  return Promise.all(
    departments.map(async ({ archivedAt, ...department }) => {
      const memberIds = members.get(department.departmentId) ?? [];
      return {
        ...department,
        fields: department.fields.map((field) => ({
          ...field,
          options: field.options.map((option) => ({ ...option })),
        })),
        checklist: department.checklist.map((item) => ({ ...item })),
        archived: archivedAt !== null,
        isMine: memberIds.includes(staff.agentId),
        expectation: await deps.expectationOf(deps.database, department),
        memberIds: isLeadRole(staff.role) ? [...memberIds] : null,
      };
    }),
  );
};

const presentOne = async (
  deps: DepartmentsDeps,
  staff: StaffPrincipal,
  departmentId: string,
  changed: Outcome<null>,
): Promise<Outcome<{ department: Department }>> => {
  if (!changed.ok) return changed;
  const all = await presentAll(deps, staff);
  const department = all.find((each) => each.departmentId === departmentId);
  return department === undefined ? fail('not_found', 'department_not_found') : ok({ department });
};

const readingRoutes = (deps: DepartmentsDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/departments',
    summary: 'What the departments are called, in one language: that of the session, or another',
    tag: 'Customers: conversations',
    query: publicDepartmentsQuery,
    reply: publicDepartmentsReply,
    handle: async ({ principal, query }) => {
      const locale = query.locale ?? customerOf(principal).locale;
      const names = await readDepartmentNames(deps.database, locale, deps.defaultLocale);
      return ok({
        departments: [...names].map(([departmentId, name]) => ({ departmentId, name })),
      });
    },
  }),
  defineRoute({
    key: 'GET /api/desk/departments',
    summary: 'The units behind the teams: forms, checklists, how long they take',
    tag,
    reply: departmentListReply,
    handle: async ({ principal }) =>
      ok({
        departments: await presentAll(deps, staffOf(principal)),
        passesAlarm: deps.passesAlarm,
        defaultLocale: deps.defaultLocale,
      }),
  }),
];

const changingRoutes = (deps: DepartmentsDeps): readonly Route[] => [
  defineRoute({
    key: 'POST /api/desk/departments',
    summary: 'Make a department',
    tag,
    body: createDepartmentBody,
    reply: departmentReply,
    handle: async ({ principal, body }) => {
      const staff = staffOf(principal);
      const { departmentId, ...terms } = body;
      const id = departmentId as DepartmentId;
      const made = await createDepartment(deps, staff.agentId, id, terms as DepartmentTerms);
      return presentOne(deps, staff, departmentId, made);
    },
  }),
  defineRoute({
    key: 'PUT /api/desk/departments/:departmentId',
    summary: 'Change its form, checklist and times, or close it to new tasks',
    tag,
    params: departmentParams,
    body: changeDepartmentBody,
    reply: departmentReply,
    handle: async ({ principal, params, body }) => {
      const staff = staffOf(principal);
      const id = params.departmentId as DepartmentId;
      const { version, archived, ...terms } = body;
      const change = { ...(terms as DepartmentTerms), version, archived };
      const changed = await changeDepartment(deps, staff.agentId, id, change);
      return presentOne(deps, staff, id, changed);
    },
  }),
  defineRoute({
    key: 'PUT /api/desk/departments/:departmentId/members',
    summary: 'Say who belongs to it',
    tag,
    params: departmentParams,
    body: setMembersBody,
    reply: departmentReply,
    handle: async ({ principal, params, body }) => {
      const staff = staffOf(principal);
      const id = params.departmentId as DepartmentId;
      const set = await setMembers(deps, staff.agentId, id, body.memberIds as AgentId[]);
      return presentOne(deps, staff, id, set);
    },
  }),
];

export const departmentRoutes = (deps: DepartmentsDeps): readonly Route[] => [
  ...readingRoutes(deps),
  ...changingRoutes(deps),
];
