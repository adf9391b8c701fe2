export { createNames } from './names.ts';
export { customersRoutes } from './routes.ts';
