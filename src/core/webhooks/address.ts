/**
 * Which addresses a webhook may be sent to: those that the internet routes, and nothing of this house.
 * Sources: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates).
 */

/** The 32 bits of a dotted address; undefined where it is none. */
const readV4 = (text: string): number | undefined => {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part)))
    return undefined;
  const bytes = parts.map(Number);
  if (bytes.some((byte) => byte > 255)) return undefined;
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
};

/** Network and length. */
const CLOSED_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Link-local, and with it the metadata services of the clouds.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

const isPublicV4 = (bits: number): boolean =>
  CLOSED_V4.every(([network, length]) => {
    const size = 2 ** (32 - length);
    return Math.floor(bits / size) !== Math.floor((readV4(network) ?? 0) / size);
  });

const groupsOf = (text: string): readonly number[] | undefined => {
  if (text === '') return [];
  const parts = text.split(':');
  return parts.every((part) => /^[0-9a-f]{1,4}$/i.test(part))
    ? parts.map((part) => Number.parseInt(part, 16))
    : undefined;
};

/** A dotted tail as the two groups that it stands for. */
const withoutDots = (text: string): string | undefined => {
  const at = text.lastIndexOf(':') + 1;
  const tail = text.slice(at);
  if (!tail.includes('.')) return text;
  const bits = readV4(tail);
  if (bits === undefined) return undefined;
  const [high, low] = [Math.floor(bits / 65_536), bits % 65_536];
  return `${text.slice(0, at)}${high.toString(16)}:${low.toString(16)}`;
};

/** The eight groups; undefined where it is no address, or one with a zone. */
const readV6 = (address: string): readonly number[] | undefined => {
  const text = withoutDots(address);
  const halves = text?.split('::') ?? [];
  if (halves.length === 0 || halves.length > 2) return undefined;
  const [left, right] = [groupsOf(halves[0] ?? ''), groupsOf(halves[1] ?? '')];
  if (left === undefined || right === undefined) return undefined;
  const missing = 8 - left.length - right.length;
  if (halves.length === 1) return missing === 0 ? left : undefined;
  return missing < 1 ? undefined : [...left, ...Array<number>(missing).fill(0), ...right];
};

const v4In = (high: number | undefined, low: number | undefined): number =>
  (high ?? 0) * 65_536 + (low ?? 0);

const isPublicV6 = (groups: readonly number[]): boolean => {
  const [a = 0, b = 0, c = 0, d, e, f, g, h] = groups;
  // NAT64 leads to the IPv4 address at its end.
  if (a === 0x64 && b === 0xff9b && [c, d, e, f].every((group) => group === 0)) {
    return isPublicV4(v4In(g, h));
  }
  // Only 2000::/3 is routed; with it go loopback, mapped, unique-local, link-local and multicast.
  if (a < 0x2000 || a > 0x3fff) return false;
  // 6to4 leads to the IPv4 address in it.
  if (a === 0x2002) return isPublicV4(v4In(b, c));
  // IETF assignments, among them Teredo, benchmarking and ORCHID; then documentation.
  if (a === 0x2001 && b < 0x0200) return false;
  if (a === 0x2001 && b === 0x0db8) return false;
  return !(a === 0x3fff && b < 0x1000);
};

/** False as well for what is no address at all. */
export const isPublicAddress = (address: string): boolean => {
  const v4 = readV4(address);
  if (v4 !== undefined) return isPublicV4(v4);
  const v6 = readV6(address);
  return v6 !== undefined && isPublicV6(v6);
};
