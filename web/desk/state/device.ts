/**
 * What this browser remembers by itself. Storage that is full or forbidden is no reason to stop working:
 * the value is then kept for this page only.
 */
const kept = new Map<string, string>();

export const remember = (key: string, value: string | null): void => {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    kept.delete(key);
  } catch {
    if (value === null) kept.delete(key);
    else kept.set(key, value);
  }
};

export const recall = (key: string): string | null => {
  const here = kept.get(key);
  if (here !== undefined) return here;
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};

/** A stored JSON value, or `fallback` when there is none or it cannot be read. */
export const recallJson = <T>(key: string, fallback: T): T => {
  const source = recall(key);
  if (source === null) return fallback;
  try {
    return JSON.parse(source) as T;
  } catch {
    return fallback;
  }
};
