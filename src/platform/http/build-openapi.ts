import { z } from 'zod';
import type { Caller } from '../../contract/access.ts';
import { errorReply, problemReply } from '../../contract/error.ts';
import type { Route } from '../../contract/route.ts';
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

const parametersOf = (route: Route): Json[] =>
  (['params', 'query'] as const).flatMap((part) => {
    const schema = route[part];
    if (!schema) return [];
    const described = describeSchema(schema, 'input') as {
      properties?: Record<string, Json>;
      required?: string[];
    };
    return Object.entries(described.properties ?? {}).map(([name, property]) => ({
      name,
      in: part === 'params' ? 'path' : 'query',
      required: part === 'params' || (described.required?.includes(name) ?? false),
      schema: property,
    }));
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
    content: { 'application/json': { schema: describeSchema(route.body, 'input') } },
  };
};

const successOf = (route: Route): Json => {
  if (route.reply === 'empty') return { 204: { description: 'Done; no content.' } };
  const content =
    route.reply === 'binary'
      ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
      : { 'application/json': { schema: describeSchema(route.reply, 'output') } };
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
    parameters: parametersOf(route),
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
