/** What a failed statement tells by its SQLSTATE. https://www.postgresql.org/docs/current/errcodes-appendix.html */

interface DatabaseErrorLike {
  readonly code?: unknown;
  readonly constraint_name?: unknown;
}

const UNIQUE_VIOLATION = '23505';
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
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

/** True for a broken UNIQUE or PRIMARY KEY; with a constraint's name, only for that one. */
export const isUniqueViolation = (error: unknown, constraint?: string): boolean =>
  codeOf(error) === UNIQUE_VIOLATION &&
  (constraint === undefined || (error as DatabaseErrorLike).constraint_name === constraint);

/** True when the same transaction, run again, may succeed: serialisation failure or deadlock. */
export const isSerializationFailure = (error: unknown): boolean => {
  const code = codeOf(error);
  return code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED;
};

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
