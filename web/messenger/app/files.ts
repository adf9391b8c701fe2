import { useEffect, useState } from 'react';
import type { Attachment } from '../../../src/contract/conversation.ts';
import type { FileReply } from '../../../src/contract/files.ts';
import { sentenceOf } from '../screens/failure.tsx';
import { t } from './locale.ts';
import { ask, renewSession, sessionSecret } from './session.ts';
import { showToast } from './state.ts';

/** The first look at a file's check, and the longest pause between two. */
const FIRST_LOOK_MS = 800;
const LONGEST_LOOK_MS = 8_000;

const contentPath = (id: string, thumbnail: boolean): string =>
  `/api/files/${id}/content${thumbnail ? '?variant=thumb' : ''}`;

/** Bytes need the session in a header, so neither an img nor a link can fetch them by itself. */
const fetchBytes = async (path: string): Promise<Blob | null> => {
  const get = () =>
    fetch(path, {
      headers: { authorization: `Bearer ${sessionSecret() ?? ''}` },
      signal: AbortSignal.timeout(60_000),
    });
  try {
    let reply = await get();
    if (reply.status === 401 && (await renewSession())) reply = await get();
    return reply.ok ? await reply.blob() : null;
  } catch {
    return null;
  }
};

/** Pictures that were fetched, by file id, for as long as the page lives. */
const pictures = new Map<string, Promise<string | null>>();
const fetchPicture = (id: string): Promise<string | null> => {
  const known = pictures.get(id);
  if (known !== undefined) return known;
  const fetched = fetchBytes(contentPath(id, true)).then((blob) => {
    if (blob === null) pictures.delete(id);
    return blob && URL.createObjectURL(blob);
  });
  pictures.set(id, fetched);
  return fetched;
};

export const useThumbnail = (file: Attachment): string | null => {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let isHere = true;
    void fetchPicture(file.id).then((fetched) => isHere && setUrl(fetched));
    return () => {
      isHere = false;
    };
  }, [file.id]);
  return url;
};

/** The file as it is now: one that is being checked is asked for until it is decided. */
export const useFileStatus = (given: Attachment): Attachment => {
  const [latest, setLatest] = useState(given);
  const file = latest.id === given.id && given.status === 'quarantined' ? latest : given;
  const isOpen = file.status === 'quarantined';
  useEffect(() => {
    if (!isOpen) return;
    let pause = FIRST_LOOK_MS;
    let timer: ReturnType<typeof setTimeout>;
    const look = async (): Promise<void> => {
      const answer = await ask<FileReply>('GET', `/api/files/${given.id}`);
      if (answer.ok) setLatest(answer.value.file);
      pause = Math.min(LONGEST_LOOK_MS, pause * 1.6);
      timer = setTimeout(() => void look(), pause);
    };
    timer = setTimeout(() => void look(), pause);
    // The live line tells of it sooner than the next look would.
    const hear = (event: Event): void => {
      if ((event as CustomEvent<string>).detail !== given.id) return;
      clearTimeout(timer);
      void look();
    };
    addEventListener('mainstay-file', hear);
    return () => {
      clearTimeout(timer);
      removeEventListener('mainstay-file', hear);
    };
  }, [given.id, isOpen]);
  return file;
};

/** Saves a file under its name. It is never shown inside the page: what it holds is somebody else's. */
export const saveFile = async (file: Attachment): Promise<void> => {
  const isSaved = await saveBytes(contentPath(file.id, false), file.name);
  if (!isSaved) showToast(sentenceOf('file_unavailable'));
};

/** Fetches bytes with the session and saves them under a name. False where they could not be had. */
export const saveBytes = async (path: string, name: string): Promise<boolean> => {
  const blob = await fetchBytes(path);
  if (blob === null) return false;
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  showToast(t('file.saved'));
  return true;
};
