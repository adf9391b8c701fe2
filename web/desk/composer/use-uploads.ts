import { useRef, useState } from 'react';
import type { Attachment } from '../../../src/contract/conversation.ts';
import { type UploadTo, uploadFile } from '../api/upload-file.ts';

/** A file on its way to the server, or that could not get there. */
export interface Upload {
  readonly key: number;
  readonly file: File;
  readonly fraction: number;
  readonly code: string | null;
}

/** Files of a message, 10 at most. */
export const MOST_FILES = 10;

let lastKey = 0;

/** Uploads files one beside the other; `onDone` gets each when the server has it. */
export const useUploads = (to: UploadTo, onDone: (attachment: Attachment) => void) => {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const aborts = useRef(new Map<number, AbortController>());
  const done = useRef(onDone);
  done.current = onDone;
  const change = (key: number, next: Partial<Upload>): void =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...next } : one)));
  const drop = (key: number): void => {
    aborts.current.get(key)?.abort();
    aborts.current.delete(key);
    setUploads((all) => all.filter((one) => one.key !== key));
  };
  const run = async (key: number, file: File): Promise<void> => {
    const abort = new AbortController();
    aborts.current.set(key, abort);
    const answer = await uploadFile({
      to,
      file,
      signal: abort.signal,
      onProgress: (fraction) => change(key, { fraction }),
    });
    if (abort.signal.aborted) return;
    if (!answer.ok) {
      change(key, { code: answer.code });
      return;
    }
    drop(key);
    done.current(answer.value);
  };
  const add = (files: Iterable<File>): void => {
    for (const file of files) {
      lastKey += 1;
      const key = lastKey;
      setUploads((all) => [...all, { key, file, fraction: 0, code: null }]);
      void run(key, file);
    }
  };
  const again = ({ key, file }: Upload): void => {
    change(key, { code: null, fraction: 0 });
    void run(key, file);
  };
  return { uploads, add, drop, again };
};
