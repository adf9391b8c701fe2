import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { open, readFile, rename } from 'node:fs/promises';
import { platform } from 'node:os';
import { z } from 'zod';
import type { KeyWrapper } from '../../ports/key-wrapper.ts';

/**
 * Master keys in a file: `{"current": "<id>", "keys": {"<id>": "<32 bytes in base64>"}}`. New wraps use `current`;
 * the others stay so that older wraps, and those in backups, still open.
 */
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 1;
const DEMO_PREFIX = 'demo-';

const fileSchema = z.object({
  current: z.string().min(1),
  keys: z.record(z.string().min(1).max(200), z.base64()),
});

/** A sentence for the operator. */
export class KeyFileProblem extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'KeyFileProblem';
  }
}

interface MasterKeys {
  readonly current: string;
  readonly keys: ReadonlyMap<string, Uint8Array>;
}

const newKeyId = (demo: boolean): string =>
  `${demo ? DEMO_PREFIX : ''}${new Date().toISOString().slice(0, 10)}-${randomBytes(4).toString('hex')}`;

const parse = (path: string, text: string): MasterKeys => {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw new KeyFileProblem(`The master key file ${path} is not JSON.`);
  }
  const parsed = fileSchema.safeParse(raw);
  if (!parsed.success) throw new KeyFileProblem(`The master key file ${path} has a wrong shape.`);
  const keys = new Map<string, Uint8Array>();
  for (const [id, text64] of Object.entries(parsed.data.keys)) {
    const key = Buffer.from(text64, 'base64');
    if (key.length !== KEY_BYTES) {
      throw new KeyFileProblem(`The master key ${id} in ${path} is not ${KEY_BYTES} bytes long.`);
    }
    keys.set(id, key);
  }
  if (!keys.has(parsed.data.current)) {
    throw new KeyFileProblem(`The current master key of ${path} is not among its keys.`);
  }
  return { current: parsed.data.current, keys };
};

const checkPermissions = (path: string): void => {
  if (platform() === 'win32') return;
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new KeyFileProblem(`Others may read the master key file ${path}. Run: chmod 600 ${path}`);
  }
};

const read = async (path: string): Promise<MasterKeys> => {
  if (!existsSync(path)) throw new KeyFileProblem(`There is no master key file ${path}.`);
  checkPermissions(path);
  return parse(path, await readFile(path, 'utf8'));
};

/** Written aside, flushed, then put in place: a crash leaves the old file or the new one, never half. */
const write = async (path: string, { current, keys }: MasterKeys): Promise<void> => {
  const aside = `${path}.${process.pid}.new`;
  const content = {
    current,
    keys: Object.fromEntries(
      [...keys].map(([id, key]) => [id, Buffer.from(key).toString('base64')]),
    ),
  };
  const file = await open(aside, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(content, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, path);
};

/** Makes a key file with one key. Throws `KeyFileProblem` when the file exists: it is never overwritten. */
export const createKeyFile = async (
  path: string,
  options: { readonly demo: boolean },
): Promise<void> => {
  if (existsSync(path)) throw new KeyFileProblem(`${path} exists already.`);
  const id = newKeyId(options.demo);
  await write(path, { current: id, keys: new Map([[id, randomBytes(KEY_BYTES)]]) });
};

/**
 * Adds a key, the newest, without using it yet: where each machine has a copy of the file, all must know a key before
 * one of them wraps with it. Returns its id.
 */
export const addMasterKey = async (
  path: string,
  options: { readonly demo: boolean },
): Promise<string> => {
  const { current, keys } = await read(path);
  const id = newKeyId(options.demo);
  await write(path, { current, keys: new Map([...keys, [id, randomBytes(KEY_BYTES)]]) });
  return id;
};

/** Makes the key that was added last the current one. Returns its id. */
export const activateNewestMasterKey = async (path: string): Promise<string> => {
  const { current, keys } = await read(path);
  const newest = [...keys.keys()].at(-1) ?? current;
  if (newest !== current) await write(path, { current: newest, keys });
  return newest;
};

/** Whether the file was made by the demo, and so must not protect real customers. */
export const hasDemoKey = async (path: string): Promise<boolean> =>
  [...(await read(path)).keys.keys()].some((id) => id.startsWith(DEMO_PREFIX));

export const listMasterKeyIds = async (path: string): Promise<readonly string[]> => [
  ...(await read(path)).keys.keys(),
];

const seal = (id: string, key: Uint8Array, dataKey: Uint8Array): Uint8Array => {
  const header = Buffer.concat([Buffer.of(VERSION, Buffer.byteLength(id)), Buffer.from(id)]);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(header);
  return Buffer.concat([
    header,
    nonce,
    cipher.update(dataKey),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
};

interface Wrapped {
  readonly id: string;
  readonly header: Buffer;
  readonly nonce: Buffer;
  readonly sealed: Buffer;
  readonly tag: Buffer;
}

const split = (wrapped: Uint8Array): Wrapped => {
  const bytes = Buffer.from(wrapped);
  const headerBytes = 2 + (bytes[1] ?? 0);
  if (bytes[0] !== VERSION || bytes.length < headerBytes + NONCE_BYTES + TAG_BYTES) {
    throw new Error('this is not a wrapped key of a known version');
  }
  return {
    id: bytes.subarray(2, headerBytes).toString(),
    header: bytes.subarray(0, headerBytes),
    nonce: bytes.subarray(headerBytes, headerBytes + NONCE_BYTES),
    sealed: bytes.subarray(headerBytes + NONCE_BYTES, -TAG_BYTES),
    tag: bytes.subarray(-TAG_BYTES),
  };
};

/** Each write makes a new file, so that two within one tick of the file clock differ as well. */
const versionOf = (path: string): string => {
  const { ino, mtimeMs, size } = statSync(path);
  return `${ino}/${mtimeMs}/${size}`;
};

/**
 * AES-256-GCM (NIST SP 800-38D) under the file's keys. The id travels inside the wrap and is authenticated.
 * A rotation by another process is noticed: before a wrap when the file changed, and at an unwrap when the id
 * is unknown.
 */
export const openKeyFile = async (path: string): Promise<KeyWrapper> => {
  let keys = await read(path);
  let seen = versionOf(path);

  const refresh = async (): Promise<void> => {
    const version = versionOf(path);
    if (version === seen) return;
    keys = await read(path);
    seen = version;
  };

  const keyOf = async (id: string): Promise<Uint8Array> => {
    if (!keys.keys.has(id)) await refresh();
    const key = keys.keys.get(id);
    if (key === undefined) throw new KeyFileProblem(`The master key ${id} is not in ${path}.`);
    return key;
  };

  return {
    get currentKeyId() {
      return keys.current;
    },
    wrap: async (dataKey) => {
      await refresh();
      return seal(keys.current, await keyOf(keys.current), dataKey);
    },
    unwrap: async (wrapped) => {
      const { id, header, nonce, sealed, tag } = split(wrapped);
      const decipher = createDecipheriv('aes-256-gcm', await keyOf(id), nonce);
      decipher.setAAD(header);
      decipher.setAuthTag(tag);
      return Buffer.concat([decipher.update(sealed), decipher.final()]);
    },
  };
};
