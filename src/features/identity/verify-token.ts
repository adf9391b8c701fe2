import { type CompactVerifyResult, compactVerify, errors } from 'jose';
import { decideClaims, type IdentityClaims } from '../../core/identity/decide-claims.ts';
import { fail, type Outcome } from '../../core/outcome.ts';
import type { TokenKeys } from './token-keys.ts';

const refused = (code: string) => fail('unauthorized', code);

/** Which sentence a fault of the signature deserves; undefined for faults that are not the token's. */
const codeOf = (error: unknown): string | undefined => {
  if (error instanceof errors.JOSEAlgNotAllowed) return 'token_algorithm';
  if (error instanceof errors.JWKSNoMatchingKey) return 'token_key_unknown';
  if (error instanceof errors.JWKSMultipleMatchingKeys) return 'token_key_unknown';
  if (error instanceof errors.JOSEError) return 'token_invalid';
  return undefined;
};

const readPayload = (
  result: CompactVerifyResult,
): Readonly<Record<string, unknown>> | undefined => {
  const type = result.protectedHeader.typ;
  if (type !== undefined && type.toUpperCase() !== 'JWT') return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(result.payload);
    const payload: unknown = JSON.parse(text);
    return typeof payload === 'object' && payload !== null && !Array.isArray(payload)
      ? (payload as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Checks an identity token: a compact JWS, ES256 and nothing else, by a key of the exchange, with claims as
 * `decideClaims` wants them. All failures are `unauthorized`. Throws `OutOfReach` when no key can be had.
 */
export const verifyToken = async (
  token: string,
  keys: TokenKeys,
  audience: string,
  now: number,
): Promise<Outcome<IdentityClaims>> => {
  let result: CompactVerifyResult;
  try {
    result = await compactVerify(token, keys, { algorithms: ['ES256'] });
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    return refused(code);
  }
  const payload = readPayload(result);
  return payload ? decideClaims(payload, audience, now) : refused('token_invalid');
};
