import { stringify } from 'yaml';
import {
  BASE_PATH,
  type Endpoint,
  paramsOf,
  STATUS_OF_CODE,
} from '../../src/contract/exchange/endpoint.ts';
import {
  EXAMPLE_BODY,
  EXAMPLE_DATA,
  EXAMPLE_NOW,
  EXAMPLE_USER,
} from '../../src/contract/exchange/examples.ts';
import {
  ENDPOINT_NAMES,
  ENDPOINTS,
  type EndpointName,
} from '../../src/contract/exchange/routes.ts';
import { HEADERS } from '../../src/core/exchange-signing/text-to-sign.ts';
import { componentSchemas, describe } from './named-schemas.ts';
import { INTRODUCTION, NOTES, TAGS, WEBHOOK_TEXT } from './texts.ts';
import { WEBHOOK_EXAMPLE } from './worked-example.ts';

type Json = Readonly<Record<string, unknown>>;
type Tag = (typeof TAGS)[number][0];

const TRADING = new Set<EndpointName>(['orders', 'order', 'market']);
const TRANSFERS = new Set<EndpointName>([
  'deposits',
  'deposit',
  'withdrawals',
  'withdrawal',
  'addressOwner',
]);
const PROOFS = new Set<EndpointName>(['challenge', 'check', 'recoveryProof']);

const tagOf = (name: EndpointName): Tag => {
  const { scope, body, ofUser } = ENDPOINTS[name];
  if (scope === 'compliance') return 'Compliance';
  if (scope === 'events') return 'Events';
  if (PROOFS.has(name)) return 'Proofs';
  if (body !== null) return 'Actions';
  if (TRADING.has(name)) return 'Trading';
  if (TRANSFERS.has(name)) return 'Transfers';
  return ofUser ? 'Account' : 'Platform';
};

const ID = { $ref: '#/components/schemas/Id' };

const pathParameters = (endpoint: Endpoint): Json[] =>
  paramsOf(endpoint.path).map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: name === 'pair' ? { $ref: '#/components/schemas/Pair' } : ID,
    ...(name === 'userId' && { example: EXAMPLE_USER }),
  }));

const queryParameters = (endpoint: Endpoint): Json[] =>
  Object.entries(endpoint.query).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !schema.safeParse(undefined).success,
    schema: describe(schema),
  }));

const signed = (name: string): Json => ({ $ref: `#/components/parameters/${name}` });

const replyOf = (name: EndpointName): Json => {
  const { data, ofUser } = ENDPOINTS[name];
  const user = ofUser ? { userId: ID } : {};
  return {
    description: 'The answer.',
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties: {
            asOf: { $ref: '#/components/schemas/Time' },
            ...user,
            data: describe(data),
          },
          required: ['asOf', ...Object.keys(user), 'data'],
        },
        example: {
          asOf: EXAMPLE_NOW,
          ...(ofUser && { userId: EXAMPLE_USER }),
          data: EXAMPLE_DATA[name],
        },
      },
    },
  };
};

const refusalsOf = ({ refusals, body, ofUser }: Endpoint): Json => {
  const conflicts = [...(body === null ? [] : ['idempotency_conflict']), ...refusals];
  return {
    ...(ofUser && { 404: { $ref: '#/components/responses/NotFound' } }),
    ...(conflicts.length > 0 && {
      409: {
        description: `No, with one of: ${conflicts.map((code) => `\`${code}\``).join(', ')}.`,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    }),
    default: { $ref: '#/components/responses/Refused' },
  };
};

const operationOf = (name: EndpointName): Json => {
  const endpoint: Endpoint = ENDPOINTS[name];
  const note = NOTES[name];
  return {
    operationId: name,
    summary: endpoint.summary,
    ...(note !== undefined && { description: note }),
    tags: [tagOf(name)],
    'x-scope': endpoint.scope,
    parameters: [
      ...pathParameters(endpoint),
      ...queryParameters(endpoint),
      ...['Timestamp', 'Nonce', 'Key'].map(signed),
      ...(endpoint.body === null ? [] : [signed('IdempotencyKey')]),
    ],
    ...(endpoint.body !== null && {
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: describe(endpoint.body), example: EXAMPLE_BODY[name] },
        },
      },
    }),
    responses: { 200: replyOf(name), ...refusalsOf(endpoint) },
  };
};

const header = (name: string, description: string, example: string): Json => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
  example,
});

const codeTable = (): string =>
  Object.entries(STATUS_OF_CODE)
    .map(([code, status]) => `${status} \`${code}\``)
    .join(', ');

const error = (code: string): Json => ({
  'application/json': {
    schema: { $ref: '#/components/schemas/Error' },
    example: { error: { code, retryAfterMs: null } },
  },
});

const components = (): Json => ({
  securitySchemes: {
    signature: {
      type: 'apiKey',
      in: 'header',
      name: HEADERS.signature,
      description: 'See “Signing” above.',
    },
  },
  parameters: {
    Key: header(HEADERS.key, 'Id of the key that signed the request.', 'mainstay-2026'),
    Timestamp: header(HEADERS.timestamp, 'Seconds since 1970.', String(EXAMPLE_NOW / 1_000)),
    Nonce: header(HEADERS.nonce, 'Never used before with this key.', 'q7Jc0sVt9wXzB4nLmK2e'),
    IdempotencyKey: header(
      HEADERS.idempotency,
      'The same key is the same deed. Printable ASCII without spaces, 128 characters at most.',
      'lock-0198c7a2',
    ),
  },
  responses: {
    NotFound: {
      description: 'There is no such thing, or it is not this user’s: both look the same.',
      content: error('not_found'),
    },
    Refused: {
      description: `Anything else that is not a 200: ${codeTable()}. \`retryAfterMs\` says when another try may help; null where it will not, or where you cannot say.`,
      content: error('rate_limited'),
    },
  },
  schemas: componentSchemas(),
});

const webhook = (): Json => ({
  post: {
    summary: 'Something changed',
    description: WEBHOOK_TEXT,
    tags: ['Events'],
    security: [],
    parameters: [
      header('webhook-id', 'The event’s `eventId`.', WEBHOOK_EXAMPLE.id),
      header('webhook-timestamp', 'Seconds since 1970.', WEBHOOK_EXAMPLE.timestamp),
      header('webhook-signature', '`v1,` and the signature.', WEBHOOK_EXAMPLE.signature),
    ],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Event' } } },
    },
    responses: {
      204: { description: 'Kept for good, or known already.' },
      403: { description: '`webhook_signature`: not signed by a secret that is valid now.' },
      413: { description: '`body_too_large`: more than 8 kB.' },
      422: { description: '`webhook_event`: no event of this contract, or another id.' },
    },
  },
});

/** The text of `docs/exchange-api.yaml`. */
export const buildDocument = (): string => {
  const paths: Record<string, Json> = {};
  for (const name of ENDPOINT_NAMES) {
    const { method, path } = ENDPOINTS[name];
    const whole = BASE_PATH + path;
    paths[whole] = { ...paths[whole], [method.toLowerCase()]: operationOf(name) };
  }
  const document = {
    openapi: '3.1.0',
    info: { title: 'Exchange support API', version: '1', description: INTRODUCTION },
    servers: [{ url: 'https://support-api.exchange.example', description: 'Your server.' }],
    security: [{ signature: [] }],
    tags: TAGS.map(([name, description]) => ({ name, description })),
    paths,
    webhooks: { event: webhook() },
    components: components(),
  };
  const head =
    '# Made by: node scripts/exchange-docs.ts (from src/contract/exchange). Do not edit.\n';
  return head + stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });
};
