export { createNames } from './names.ts';
export { type CustomersDeps, customersRoutes } from './routes.ts';
