export { readDepartmentNames } from './read-names.ts';
export { departmentRoutes } from './routes.ts';
export { ensureDepartments } from './seed-departments.ts';
export {
  addMember,
  type DepartmentRow,
  departmentsOf,
  findDepartment,
  listDepartments,
  listMembers,
} from './store.ts';
