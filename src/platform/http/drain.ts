import type { FastifyInstance } from 'fastify';

const SWEEP_EVERY_MS = 50;
/** Whoever has not taken their answer by then does not read it. */
const CUT_AFTER_MS = 20_000;

/**
 * Stops accepting, lets requests under way finish, and ends connections as they fall idle: a browser would keep
 * them open for minutes. Sockets that were upgraded must be closed by whoever holds them.
 */
export const drain = async (fastify: FastifyInstance): Promise<void> => {
  const sweep = setInterval(() => fastify.server.closeIdleConnections(), SWEEP_EVERY_MS);
  const cut = setTimeout(() => fastify.server.closeAllConnections(), CUT_AFTER_MS);
  try {
    await fastify.close();
  } finally {
    clearInterval(sweep);
    clearTimeout(cut);
  }
};
