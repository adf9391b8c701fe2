/** The node answered with an error. */
export class RpcRefused extends Error {
  readonly code: number;
  constructor(method: string, code: number, message: string) {
    super(`${method}: ${message}`);
    this.name = 'RpcRefused';
    this.code = code;
  }
}

interface Reply {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string } | null;
}

const LIMIT_MS = 30_000;

/** One JSON-RPC call over HTTP. Throws `RpcRefused` on an answer that is an error. */
export const callRpc = async <T>(
  url: string,
  headers: Readonly<Record<string, string>>,
  method: string,
  params: readonly unknown[],
): Promise<T> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  const reply = (await response.json()) as Reply;
  if (reply.error) throw new RpcRefused(method, reply.error.code, reply.error.message);
  return reply.result as T;
};
