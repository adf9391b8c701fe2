const STEP_MS = 30_000;
const DIGITS = 6;

/** The counter of RFC 6238 at a moment, with its neighbours: a code counts one step early and one step late. */
export const totpCounters = (now: number): readonly number[] => {
  const counter = Math.floor(now / STEP_MS);
  return [counter - 1, counter, counter + 1];
};

/** The eight bytes of a counter, highest first (RFC 4226 §5.1). */
export const counterBytes = (counter: number): Uint8Array => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(counter));
  return bytes;
};

/** Dynamic truncation of an HMAC-SHA-1 to six digits (RFC 4226 §5.3). */
export const totpCode = (mac: Uint8Array): string => {
  const at = (mac.at(-1) ?? 0) & 0x0f;
  const view = new DataView(mac.buffer, mac.byteOffset, mac.byteLength);
  const number = view.getUint32(at) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
};
