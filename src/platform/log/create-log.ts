import pino, { type DestinationStream } from 'pino';
import type { Log } from '../../ports/log.ts';
import { describeError } from './describe-error.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Names of fields that never reach the log, wherever they stand in the first three levels. */
const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'idToken',
  'accessToken',
  'apiKey',
  'privateKey',
  'totp',
  'code2fa',
  'text',
  'body',
  'html',
  'words',
  'email',
  'phone',
  'ip',
  'query',
  'parameters',
  'detail',
] as const;

const REDACTED_PATHS = SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** Errors are told by `describeError` under whatever field they stand. */
const withErrorsDescribed = (fields: object): object => {
  if (fields instanceof Error) return { error: describeError(fields) };
  const entries = Object.entries(fields);
  if (!entries.some(([, value]) => value instanceof Error)) return fields;
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value instanceof Error ? describeError(value) : value]),
  );
};

export interface LogOptions {
  readonly destination?: DestinationStream;
  /** Destroys secrets in a line that is about to be written, whatever field they stand in. */
  readonly scrub?: (line: string) => string;
}

/**
 * One JSON object a line: `time` in ISO 8601, `level` by name, `message`. Fields that may carry words of a
 * customer or secrets are replaced by `[hidden]`, as a second line of defence: do not pass them in the first place.
 */
export const createLog = (level: LogLevel, { destination, scrub }: LogOptions = {}): Log => {
  const options = {
    level,
    base: null,
    messageKey: 'message',
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: REDACTED_PATHS, censor: '[hidden]' },
    formatters: { level: (label: string) => ({ level: label }) },
    ...(scrub === undefined ? {} : { hooks: { streamWrite: scrub } }),
  };
  // Written at once: lines of a process that is killed must not be lost in a buffer.
  const logger = pino(options, destination ?? pino.destination({ fd: 1, sync: true }));
  return {
    debug: (fields, message) => logger.debug(withErrorsDescribed(fields), message),
    info: (fields, message) => logger.info(withErrorsDescribed(fields), message),
    warn: (fields, message) => logger.warn(withErrorsDescribed(fields), message),
    error: (fields, message) => logger.error(withErrorsDescribed(fields), message),
  };
};
