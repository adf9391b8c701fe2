export { notifyCustomer } from './notify-customer.ts';
export { notifyingRoutes } from './routes.ts';
