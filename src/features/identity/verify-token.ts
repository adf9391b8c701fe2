import { type CompactVerifyResult, compactVerify, errors } from 'jose';
import { decideClaims, type IdentityClaims } from '../../core/identity/decide-claims.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
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
 * The payload of a compact JWS, ES256 and nothing else, signed by a key of the exchange. All failures are
 * `unauthorized`. Throws `OutOfReach` when no key can be had.
 */
export const verifySigned = async (
  token: string,
  keys: TokenKeys,
): Promise<Outcome<Readonly<Record<string, unknown>>>> => {
  let result: CompactVerifyResult;
  try {
    result = await compactVerify(token, keys, { algorithms: ['ES256'] });
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    return refused(code);
  }
  const payload = readPayload(result);
  return payload ? ok(payload) : refused('token_invalid');
};

/** Checks an identity token: signed as `verifySigned` wants it, with claims as `decideClaims` wants them. */
export const verifyToken = async (
  token: string,
  keys: TokenKeys,
  audience: string,
  now: number,
): Promise<Outcome<IdentityClaims>> => {
  const payload = await verifySigned(token, keys);
  return payload.ok ? decideClaims(payload.value, audience, now) : payload;
};
