export type { NotifyingDeps } from './deps.ts';
export { notifyCustomer } from './notify-customer.ts';
export { notifyingRoutes } from './routes.ts';
