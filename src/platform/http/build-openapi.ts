import { z } from 'zod';
import type { Caller } from '../../contract/access.ts';
import { errorReply, problemReply } from '../../contract/error.ts';
import type { Route } from '../../contract/route.ts';
import { exampleOf } from './example-of.ts';
import type { HttpOptions } from './http-options.ts';
import { isForSystems } from './map-failure.ts';

type Json = Readonly<Record<string, unknown>>;

/** Request schemas are described as what may be sent, replies as what comes back. */
const describeSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...described } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
  });
  return described;
};

const describeWithExample = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const described = describeSchema(schema, io);
  const example = exampleOf(described, schema);
  return { schema: described, ...(example !== undefined && { example }) };
};

const IDEMPOTENCY_KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Of your choice, 1 to 255 printable characters. The same request under the same key is done once within 24 hours and answered alike; another request under it is refused with 422.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

const parametersOf = (route: Route): Json[] =>
  (['params', 'query'] as const).flatMap((part) => {
    const schema = route[part];
    if (!schema) return [];
    const described = describeSchema(schema, 'input') as {
      properties?: Record<string, Json>;
      required?: string[];
    };
    const example = (exampleOf(described, schema) ?? {}) as Json;
    return Object.entries(described.properties ?? {}).map(([name, property]) => {
      const required = part === 'params' || (described.required?.includes(name) ?? false);
      return {
        name,
        in: part === 'params' ? 'path' : 'query',
        required,
        schema: property,
        // What need not be given is tried without it first.
        ...(required && name in example && { example: example[name] }),
      };
    });
  });

const bodyOf = (route: Route): Json | undefined => {
  if (route.rawBodyLimitBytes !== undefined) {
    return {
      required: true,
      description: `At most ${route.rawBodyLimitBytes} bytes.`,
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    };
  }
  if (route.signedJsonLimitBytes !== undefined) {
    return {
      required: true,
      description: `At most ${route.signedJsonLimitBytes} bytes, signed by the sender.`,
      content: { 'application/json': { schema: {} } },
    };
  }
  if (!route.body) return undefined;
  return {
    required: true,
    content: { 'application/json': describeWithExample(route.body, 'input') },
  };
};

const successOf = (route: Route): Json => {
  if (route.reply === 'empty') return { 204: { description: 'Done; no content.' } };
  const content =
    route.reply === 'binary'
      ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
      : { 'application/json': describeWithExample(route.reply, 'output') };
  return { 200: { description: 'Success', content } };
};

const securityOf = (callers: readonly Caller[]): Json[] => {
  if (callers.includes('public')) return [];
  const customers = callers.some((caller) => caller === 'customer' || caller === 'visitor');
  const scopes = callers.flatMap((caller) => (caller.startsWith('key:') ? [caller.slice(4)] : []));
  const staff = callers.some(
    (caller) => caller !== 'customer' && caller !== 'visitor' && !caller.startsWith('key:'),
  );
  return [
    ...(customers ? [{ customerSession: [] }] : []),
    ...(staff ? [{ staffSession: [] }] : []),
    ...(scopes.length > 0 ? [{ apiKey: scopes }] : []),
  ];
};

const operationOf = (route: Route, callers: readonly Caller[]): Json => {
  const requestBody = bodyOf(route);
  const failsAs = isForSystems(route.key.slice(route.key.indexOf('/'))) ? 'Problem' : 'Error';
  return {
    operationId: route.key.replace(/[^A-Za-z0-9]+/g, '_'),
    summary: route.summary,
    description: `Callers: ${callers.join(', ')}.`,
    tags: [route.tag],
    security: securityOf(callers),
    parameters: [
      ...parametersOf(route),
      ...(route.key.startsWith('POST /api/v1/') ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(requestBody && { requestBody }),
    responses: { ...successOf(route), default: { $ref: `#/components/responses/${failsAs}` } },
  };
};

/** The API as OpenAPI 3.1, made from the schemas that also check requests and replies. */
export const buildOpenApi = (options: HttpOptions): Json => {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of options.routes) {
    const [method = '', pattern = ''] = route.key.split(' ');
    const path = pattern.replace(/:([A-Za-z0-9]+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: operationOf(route, options.access[route.key] ?? []),
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Mainstay', version: options.version },
    servers: [{ url: options.settings.publicOrigin }],
    paths,
    components: {
      securitySchemes: {
        customerSession: {
          type: 'http',
          scheme: 'bearer',
          description: 'The `session` that POST /api/session answers with.',
        },
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description:
            'A key of another system, made on the desk. It has the scopes that it was given and may use the routes that name one of them.',
        },
        staffSession: {
          type: 'apiKey',
          in: 'cookie',
          name: `${options.settings.publicOrigin.startsWith('https:') ? '__Secure-' : ''}mainstay.session_token`,
          description: 'Set by the desk’s sign-in.',
        },
      },
      responses: {
        Problem: {
          description: 'What went wrong, as a code (RFC 9457).',
          content: {
            'application/problem+json': { schema: describeSchema(problemReply, 'output') },
          },
        },
        Error: {
          description: 'What went wrong, as a code.',
          content: { 'application/json': { schema: describeSchema(errorReply, 'output') } },
        },
      },
    },
  };
};
