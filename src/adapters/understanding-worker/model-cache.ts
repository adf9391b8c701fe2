import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Material } from '../../core/understanding/material.ts';
import { type LocaleModels, MODELS_VERSION } from '../../core/understanding/train-locale.ts';
import type { Locale } from '../../core/vocabulary.ts';

const DIGEST_BYTES = 32;
const sha256 = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest();

/** Names the models of this material: other words, another way of training or another engine give another name. */
const fileNameOf = (locale: Locale, materials: readonly (Material | null)[]): string => {
  const content = JSON.stringify([MODELS_VERSION, process.versions.v8, materials]);
  return `${locale}-${sha256(content).toString('hex').slice(0, 32)}.models`;
};

/** The file holds the digest of what follows, so that half a file is trained again instead of believed. */
const readModels = async (file: string): Promise<LocaleModels | null> => {
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) return null;
  const body = bytes.subarray(DIGEST_BYTES);
  return sha256(body).equals(bytes.subarray(0, DIGEST_BYTES)) ? deserialize(body) : null;
};

/**
 * The models of the materials from the folder, or trained and put there. Models of that locale's older materials are
 * deleted. A folder that cannot be written throws.
 */
export const cachedModels = async (
  folder: string,
  locale: Locale,
  materials: readonly (Material | null)[],
  train: () => LocaleModels,
): Promise<LocaleModels> => {
  await mkdir(folder, { recursive: true });
  const name = fileNameOf(locale, materials);
  const found = await readModels(join(folder, name));
  if (found !== null) return found;
  const models = train();
  const body = serialize(models);
  const draft = join(folder, `${name}.${randomUUID()}.draft`);
  await writeFile(draft, Buffer.concat([sha256(body), body]));
  await rename(draft, join(folder, name));
  const old = (await readdir(folder)).filter(
    (file) => file.startsWith(`${locale}-`) && file.endsWith('.models') && file !== name,
  );
  await Promise.all(old.map((file) => rm(join(folder, file), { force: true })));
  return models;
};
