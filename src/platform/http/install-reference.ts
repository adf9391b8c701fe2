import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { buildOpenApi } from './build-openapi.ts';
import type { HttpOptions } from './http-options.ts';
import { API_HEADERS, contentSecurityPolicy } from './security-headers.ts';

const gzipAsync = promisify(gzip);

/** Nothing is fetched from elsewhere: no fonts, no request proxy, no telemetry, no assistant. */
const START = `Scalar.createApiReference('#app', {
  url: '/api/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
});
`;

const page = (nonce: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" content="${nonce}" nonce="${nonce}">
<link rel="icon" href="data:,">
<title>Mainstay API</title>
</head>
<body>
<div id="app"></div>
<script src="/api/docs/reference.js" nonce="${nonce}"></script>
<script src="/api/docs/start.js" nonce="${nonce}"></script>
</body>
</html>
`;

/** The reference's script lies inside its Fastify plugin; it is big, so it is loaded when first asked for. */
const loadScript = async (): Promise<Buffer> => {
  const { default: plugin } = await import('@scalar/fastify-api-reference');
  const carrier = Fastify({ logger: false });
  await carrier.register(plugin, { routePrefix: '/r', configuration: { url: '/openapi.json' } });
  const response = await carrier.inject({ url: '/r/js/scalar.js' });
  await carrier.close();
  if (response.statusCode !== 200) throw new Error('the API reference has no script');
  return gzipAsync(response.rawPayload);
};

/** `/api/openapi.json`, and `/api/docs` to read it. */
export const installReference = (fastify: FastifyInstance, options: HttpOptions): void => {
  let document: string | undefined;
  let script: Promise<Buffer> | undefined;

  fastify.get('/api/openapi.json', async (_request, reply) => {
    document ??= JSON.stringify(buildOpenApi(options));
    return reply.headers(API_HEADERS).type('application/json; charset=utf-8').send(document);
  });
  fastify.get('/api/docs', async (_request, reply) => {
    const nonce = Buffer.from(options.random(16)).toString('base64url');
    return reply
      .headers(API_HEADERS)
      .header(
        'content-security-policy',
        contentSecurityPolicy({
          nonce,
          publicOrigin: options.settings.publicOrigin,
          frameAncestors: [],
          inlineStyles: true,
        }),
      )
      .type('text/html; charset=utf-8')
      .send(page(nonce));
  });
  fastify.get('/api/docs/start.js', async (_request, reply) =>
    reply.headers(API_HEADERS).type('text/javascript; charset=utf-8').send(START),
  );
  fastify.get('/api/docs/reference.js', async (_request, reply) => {
    script ??= loadScript();
    return reply
      .headers(API_HEADERS)
      .header('cache-control', 'private, max-age=86400')
      .header('content-encoding', 'gzip')
      .type('text/javascript; charset=utf-8')
      .send(await script);
  });
};
