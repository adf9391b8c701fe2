/** What a failed statement tells by its SQLSTATE. https://www.postgresql.org/docs/current/errcodes-appendix.html */

interface DatabaseErrorLike {
  readonly code?: unknown;
}

/** Class 57P: the server shuts down, crashed or cannot accept connections yet. */
const SHUTDOWN_CODES: ReadonlySet<string> = new Set(['57P01', '57P02', '57P03', '57P05']);
const SERVER_FULL = '53300';

/** Codes of the driver and of the socket that mean: this connection is of no use any more. */
const CONNECTION_CODES: ReadonlySet<string> = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'CONNECTION_LOST',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

const codeOf = (error: unknown): string | undefined => {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code } = error as DatabaseErrorLike;
  return typeof code === 'string' ? code : undefined;
};

/** A connection went away between two statements of one piece of work. */
export class ConnectionLost extends Error {
  readonly code = 'CONNECTION_LOST';
  constructor() {
    super('The connection to the database was lost.');
    this.name = 'ConnectionLost';
  }
}

/**
 * True when the database was out of reach, so that nothing is known of what the statement did:
 * a commit may or may not have happened.
 */
export const isConnectionFailure = (error: unknown): boolean => {
  const code = codeOf(error);
  if (code === undefined) return false;
  return (
    CONNECTION_CODES.has(code) ||
    code.startsWith('08') ||
    SHUTDOWN_CODES.has(code) ||
    code === SERVER_FULL
  );
};
