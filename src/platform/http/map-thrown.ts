import { OutOfReach } from '../../contract/error.ts';
import { edgeError, type HttpError } from './map-failure.ts';

/** Codes of the database driver, of Node's sockets, and SQLSTATEs that mean: not now, but perhaps soon. */
const PASSING = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'CONNECTION_LOST',
  'ECONNABORTED',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  '57P05',
  '57P01',
  '57P02',
  '57P03',
  '53300',
]);
const RETRY_AFTER_SECONDS = 2;

const FASTIFY_ERRORS: Readonly<Record<string, HttpError>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: edgeError('malformed_json'),
  FST_ERR_CTP_EMPTY_JSON_BODY: edgeError('malformed_json'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: edgeError('invalid_request'),
  FST_ERR_CTP_BODY_TOO_LARGE: edgeError('body_too_large'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: edgeError('unsupported_media_type'),
  FST_ERR_BAD_URL: edgeError('malformed_url'),
  FST_ERR_MAX_PARAM_LENGTH: edgeError('url_too_long'),
};

/** SQLSTATEs for what the database cannot hold: characters such as U+0000, numbers and times too large. The sender's fault. */
const UNSTORABLE = new Set(['22021', '22P05', '22003', '22008']);

const codeOf = (thrown: unknown): string | undefined => {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
};

/** Half a character (a lone surrogate) in what is kept as JSON. */
const isHalfCharacter = (thrown: unknown): boolean =>
  codeOf(thrown) === '22P02' && thrown instanceof Error && /type json/.test(thrown.message);

const causesOf = (thrown: unknown): unknown[] => {
  const chain: unknown[] = [];
  for (let at: unknown = thrown; at !== undefined && chain.length < 5; ) {
    chain.push(at);
    at = at instanceof Error ? at.cause : undefined;
  }
  return chain;
};

const isPassing = (thrown: unknown): boolean =>
  causesOf(thrown).some((cause) => {
    if (cause instanceof OutOfReach) return true;
    if (cause instanceof AggregateError) return cause.errors.some(isPassing);
    const code = codeOf(cause);
    return code !== undefined && (PASSING.has(code) || code.startsWith('08'));
  });

/** A bug unless it is known to be something else; what was thrown is logged, never sent. */
export const mapThrown = (thrown: unknown): HttpError => {
  const known = FASTIFY_ERRORS[codeOf(thrown) ?? ''];
  if (known) return known;
  // secure-json-parse: __proto__ or constructor.prototype as a key.
  if (thrown instanceof SyntaxError && 'statusCode' in thrown && thrown.statusCode === 400) {
    return edgeError('malformed_json');
  }
  if (UNSTORABLE.has(codeOf(thrown) ?? '') || isHalfCharacter(thrown))
    return edgeError('invalid_request');
  if (isPassing(thrown)) {
    return edgeError('temporarily_unavailable', { retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
  return edgeError('internal_error');
};
