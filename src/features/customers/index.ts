export { type CustomersDeps, customersRoutes } from './routes.ts';
