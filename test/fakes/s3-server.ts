import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface S3Server {
  readonly endpoint: string;
  /** `/bucket/key` → bytes. */
  readonly objects: Map<string, Uint8Array>;
  /** What went wrong with requests; a test expects none. */
  readonly complaints: string[];
  close(): Promise<void>;
}

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const errorXml = (code: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;

/** The strict little part of S3 that blobs need: PUT, GET and DELETE of whole objects, signed with version 4. */
export const startS3Server = async (accessKeyId: string, port = 0): Promise<S3Server> => {
  const objects = new Map<string, Uint8Array>();
  const complaints: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    const path = new URL(request.url ?? '/', 'http://s3').pathname;
    const refuse = (status: number, code: string): void => {
      response.writeHead(status, { 'content-type': 'application/xml' }).end(errorXml(code));
    };
    const signature = request.headers.authorization ?? '';
    if (!signature.startsWith(`AWS4-HMAC-SHA256 Credential=${accessKeyId}/`)) {
      complaints.push(`not signed: ${request.method} ${path}`);
      return refuse(403, 'AccessDenied');
    }
    const digest = request.headers['x-amz-content-sha256'];
    const actual = createHash('sha256').update(body).digest('hex');
    if (digest !== 'UNSIGNED-PAYLOAD' && digest !== actual) {
      complaints.push(`digest does not fit: ${request.method} ${path} ${String(digest)}`);
      return refuse(400, 'XAmzContentSHA256Mismatch');
    }
    switch (request.method) {
      case 'PUT':
        objects.set(path, body);
        response
          .writeHead(200, { etag: `"${createHash('md5').update(body).digest('hex')}"` })
          .end();
        return;
      case 'GET': {
        const object = objects.get(path);
        if (object === undefined) return refuse(404, 'NoSuchKey');
        response.writeHead(200, { 'content-length': object.byteLength }).end(object);
        return;
      }
      case 'DELETE':
        objects.delete(path);
        response.writeHead(204).end();
        return;
      default:
        complaints.push(`unexpected: ${request.method} ${path}`);
        return refuse(405, 'MethodNotAllowed');
    }
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    complaints,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
