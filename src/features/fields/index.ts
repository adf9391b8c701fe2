export type { FieldsDeps } from './deps.ts';
export { keepForm } from './keep-form.ts';
export { type Given, readGiven } from './read-given.ts';
export { fieldsRoutes } from './routes.ts';
export { checkSolvable } from './set-value.ts';
export { copyValues, listFields, listValues } from './store.ts';
