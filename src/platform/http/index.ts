export {
  type AuthenticateSocket,
  type AuthenticatorParts,
  createAuthenticate,
  createAuthenticateSocket,
  type SocketCredentials,
} from './authenticate.ts';
export { callerOf, decideAccess } from './check-access.ts';
export { isOriginAllowed } from './check-origin.ts';
export { createHttpServer, type HttpServer } from './create-http-server.ts';
export type {
  AppMount,
  Authenticate,
  Credentials,
  HttpOptions,
  HttpSettings,
  ReadinessCheck,
  WebHandler,
} from './http-options.ts';
