export type { DepartmentsDeps } from './deps.ts';
export { departmentRoutes } from './routes.ts';
export { ensureDepartments } from './seed-departments.ts';
export {
  type DepartmentRow,
  departmentsOf,
  findDepartment,
  listDepartments,
  listMembers,
  replaceMembers,
} from './store.ts';
