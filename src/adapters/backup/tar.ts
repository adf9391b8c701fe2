/** The ustar format (POSIX.1-1988), as far as plain files need it, so that `tar tzf` can look into a backup. */

const BLOCK = 512;
const NAME_BYTES = 100;
const PREFIX_BYTES = 155;
const CHECKSUM_AT = 148;
const CHECKSUM_BYTES = 8;

const splitName = (name: string): { readonly prefix: string; readonly rest: string } => {
  if (Buffer.byteLength(name) <= NAME_BYTES) return { prefix: '', rest: name };
  for (let at = name.indexOf('/'); at !== -1; at = name.indexOf('/', at + 1)) {
    const prefix = name.slice(0, at);
    const rest = name.slice(at + 1);
    if (Buffer.byteLength(prefix) <= PREFIX_BYTES && Buffer.byteLength(rest) <= NAME_BYTES) {
      return { prefix, rest };
    }
  }
  throw new Error(`a name too long for an archive: ${name}`);
};

const octal = (value: number, bytes: number): string =>
  `${value.toString(8).padStart(bytes - 1, '0')}\0`;

const checksumOf = (header: Buffer): number => {
  let sum = 0;
  for (let at = 0; at < BLOCK; at += 1) {
    const inField = at >= CHECKSUM_AT && at < CHECKSUM_AT + CHECKSUM_BYTES;
    sum += inField ? 32 : (header[at] ?? 0);
  }
  return sum;
};

/** The header block of a file of `size` bytes. */
export const tarHeader = (name: string, size: number, modifiedAtMs: number): Buffer => {
  const { prefix, rest } = splitName(name);
  const header = Buffer.alloc(BLOCK);
  header.write(rest, 0);
  header.write(octal(0o600, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(Math.floor(modifiedAtMs / 1000), 12), 136);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  header.write(prefix, 345);
  header.write(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `, CHECKSUM_AT);
  return header;
};

/** Zero bytes up to the next whole block. */
export const tarPadding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

export const TAR_END = Buffer.alloc(2 * BLOCK);

const text = (header: Buffer, at: number, bytes: number): string => {
  const field = header.subarray(at, at + bytes);
  const end = field.indexOf(0);
  return field.subarray(0, end === -1 ? bytes : end).toString();
};

export interface TarEntry {
  readonly name: string;
  readonly bytes: Buffer;
}

const parseHeader = (header: Buffer): { readonly name: string; readonly size: number } => {
  if (Number.parseInt(text(header, CHECKSUM_AT, CHECKSUM_BYTES), 8) !== checksumOf(header)) {
    throw new Error('a broken header');
  }
  const prefix = text(header, 345, PREFIX_BYTES);
  const rest = text(header, 0, NAME_BYTES);
  return {
    name: prefix === '' ? rest : `${prefix}/${rest}`,
    size: Number.parseInt(text(header, 124, 12), 8),
  };
};

/** Bytes of a stream, taken in portions of a wanted size. */
class Taker {
  readonly #source: AsyncIterator<Buffer>;
  #parts: Buffer[] = [];
  #held = 0;

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async take(size: number): Promise<Buffer> {
    while (this.#held < size) {
      const { done, value } = await this.#source.next();
      if (done) throw new Error('an early end');
      this.#parts.push(value);
      this.#held += value.length;
    }
    const all = this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts);
    const bytes = all ?? Buffer.alloc(0);
    this.#parts = [bytes.subarray(size)];
    this.#held = bytes.length - size;
    return bytes.subarray(0, size);
  }
}

/** The files of a tar stream in order. Throws when it is cut off or a header is broken. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const taker = new Taker(source);
  for (;;) {
    const header = await taker.take(BLOCK);
    if (header.every((byte) => byte === 0)) return;
    const { name, size } = parseHeader(header);
    const bytes = await taker.take(size);
    await taker.take(tarPadding(size).length);
    yield { name, bytes };
  }
}
