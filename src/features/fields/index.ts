export type { FieldsDeps } from './deps.ts';
export { keepForm } from './keep-form.ts';
export { fieldsRoutes } from './routes.ts';
export { checkSolvable } from './set-value.ts';
export { copyValues, listFields, listValues } from './store.ts';
