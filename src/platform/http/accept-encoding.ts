import type { FastifyRequest } from 'fastify';

/** Whether the browser takes an answer that is compressed so. */
export const accepts = (request: FastifyRequest, encoding: 'br' | 'gzip'): boolean => {
  const header = request.headers['accept-encoding'];
  return (
    typeof header === 'string' &&
    new RegExp(`(^|[\\s,])${encoding}(?!;\\s*q=0(\\.0*)?([\\s,]|$))`).test(header)
  );
};
