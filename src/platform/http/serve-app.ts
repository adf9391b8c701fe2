import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { accepts } from './accept-encoding.ts';
import type { AppMount, HttpOptions } from './http-options.ts';
import { sendError } from './install-errors.ts';
import { loadFiles, type StaticFile } from './load-files.ts';
import { edgeError } from './map-failure.ts';
import { renderPage } from './render-page.ts';
import { contentSecurityPolicy } from './security-headers.ts';

const NONCE_BYTES = 16;

const sendFile = (
  request: FastifyRequest,
  reply: FastifyReply,
  app: AppMount,
  file: StaticFile,
) => {
  reply
    .type(file.contentType)
    .header('etag', file.etag)
    .header('vary', 'accept-encoding')
    .header('cache-control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
    // Scripts and pictures only; should one ever be opened as a page, it can do nothing.
    .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
    .header('cross-origin-resource-policy', app.crossOrigin ? 'cross-origin' : 'same-origin');
  if (app.crossOrigin) reply.header('access-control-allow-origin', '*');
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
  if (file.br && accepts(request, 'br'))
    return reply.header('content-encoding', 'br').send(file.br);
  if (file.gzip && accepts(request, 'gzip')) {
    return reply.header('content-encoding', 'gzip').send(file.gzip);
  }
  return reply.send(file.bytes);
};

const pageSender = (options: HttpOptions, app: AppMount) => {
  const { publicOrigin } = options.settings;
  return (reply: FastifyReply, html: string) => {
    const nonce = Buffer.from(options.random(NONCE_BYTES)).toString('base64url');
    if (app.frameAncestors.length === 0) reply.header('x-frame-options', 'DENY');
    return (
      reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        // A window that a framed page opens, to ask for notifications, must be able to answer it.
        .header(
          'cross-origin-opener-policy',
          app.frameAncestors.length > 0 ? 'unsafe-none' : 'same-origin',
        )
        .header(
          'cross-origin-resource-policy',
          app.frameAncestors.length > 0 ? 'cross-origin' : 'same-origin',
        )
        .header(
          'content-security-policy',
          contentSecurityPolicy({
            nonce,
            publicOrigin,
            frameAncestors: app.frameAncestors,
            inlineStyles: app.inlineStyles,
          }),
        )
        .send(renderPage(html, nonce, app.settings))
    );
  };
};

/** The file that a path below the mount names; undefined where there is none. */
const findFile = (
  app: AppMount,
  files: ReadonlyMap<string, StaticFile>,
  rest: string,
): { readonly name: string; readonly file: StaticFile } | undefined => {
  const exact = files.get(rest);
  if (exact) return { name: rest, file: exact };
  const folder = rest === '' || rest.endsWith('/') ? `${rest}index.html` : undefined;
  const index = folder === undefined ? undefined : files.get(folder);
  if (folder !== undefined && index) return { name: folder, file: index };
  const lastPart = rest.slice(rest.lastIndexOf('/') + 1);
  const shell = app.deepLinks && !lastPart.includes('.') ? files.get('index.html') : undefined;
  return shell && { name: 'index.html', file: shell };
};

/**
 * Serves what Vite built: assets with a hash in their name for ever, compressed where Vite left a `.br` or `.gz`;
 * pages with a nonce of their own in every `__CSP_NONCE__`. Throws where the folder was not built.
 */
export const serveApp = async (
  fastify: FastifyInstance,
  options: HttpOptions,
  app: AppMount,
): Promise<void> => {
  const files = await loadFiles(app.directory).catch((cause: unknown) => {
    throw new Error(
      `The web pages for ${app.mount} are not built: ${app.directory} cannot be read.`,
      {
        cause,
      },
    );
  });
  const sendPage = pageSender(options, app);
  const respond = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const rest = (request.params as { '*'?: string })['*'] ?? '';
    const found = findFile(app, files, rest);
    if (!found) return sendError(request, reply, edgeError('unknown_route'));
    return found.name.endsWith('.html')
      ? sendPage(reply, found.file.bytes.toString('utf8'))
      : sendFile(request, reply, app, found.file);
  };
  if (app.mount !== '/') fastify.get(app.mount, respond);
  fastify.get(app.mount === '/' ? '/*' : `${app.mount}/*`, respond);
};
