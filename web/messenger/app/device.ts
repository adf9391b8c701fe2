const PREFIX = 'mainstay.';

/** Kept on this device. Embedded pages may be denied storage: then it lives as long as the page. */
const fallback = new Map<string, string>();

export const recall = (key: string): string | null => {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return fallback.get(key) ?? null;
  }
};

export const remember = (key: string, value: string | null): void => {
  try {
    if (value === null || value === '') localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, value);
  } catch {
    if (value === null || value === '') fallback.delete(key);
    else fallback.set(key, value);
  }
};

/** 128 random bits in the alphabet of client message ids. Works on plain HTTP too, where randomUUID is missing. */
export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
