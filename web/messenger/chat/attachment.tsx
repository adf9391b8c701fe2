import alert from 'icon:circle-exclamation-point';
import fileIcon from 'icon:file-text';
import imageIcon from 'icon:image';
import { type JSX, useEffect, useState } from 'react';
import type { Attachment as AttachmentData } from '../../../src/contract/conversation.ts';
import type { OutboxFile } from '../../kit/state/outbox.ts';
import { saveFile, useFileStatus, useThumbnail } from '../app/files.ts';
import { hasText, t } from '../app/locale.ts';
import { Icon } from '../parts/icon.tsx';
import { sizeOf } from '../parts/size-of.ts';

const stateLine = (file: AttachmentData): string => {
  if (file.status === 'quarantined') return t('file.checking');
  if (file.status === 'clean') return sizeOf(file.sizeBytes);
  const key = `file.rejected.${file.reason ?? 'malware'}`;
  return t(hasText(key) ? key : 'file.rejected.malware');
};

const Picture = ({ file }: { file: AttachmentData }): JSX.Element => {
  const url = useThumbnail(file);
  const ratio = file.width && file.height ? file.width / file.height : 4 / 3;
  return (
    <button
      type="button"
      className="picture"
      aria-label={t('file.open', { name: file.name })}
      style={{ aspectRatio: String(Math.min(2.2, Math.max(0.6, ratio))) }}
      onClick={() => void saveFile(file)}
    >
      {url === null ? <Icon d={imageIcon} size={24} /> : <img src={url} alt={file.name} />}
    </button>
  );
};

/** A file of a message, with how far its check has come. */
export const Attachment = ({ file: given }: { file: AttachmentData }): JSX.Element => {
  const file = useFileStatus(given);
  if (file.status === 'clean' && file.hasThumbnail) return <Picture file={file} />;
  const isBad = file.status === 'rejected';
  return (
    <button
      type="button"
      className={isBad ? 'file file-bad' : 'file'}
      disabled={file.status !== 'clean'}
      onClick={() => void saveFile(file)}
    >
      <Icon d={isBad ? alert : fileIcon} />
      <span className="file-words">
        <bdi className="file-name">{file.name}</bdi>
        <small>{stateLine(file)}</small>
      </span>
    </button>
  );
};

/** A file on its way: what it looks like here, and how much of it has left. */
export const LeavingFile = ({
  file,
  progress,
}: {
  file: OutboxFile;
  progress: number | undefined;
}): JSX.Element => {
  const isImage = file.blob.type.startsWith('image/');
  const [url, setUrl] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file is another preview
  useEffect(() => {
    if (!isImage) return;
    const made = URL.createObjectURL(file.blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file.blob]);
  const done = file.fileId !== null;
  return (
    <div className="file">
      {url === null ? <Icon d={fileIcon} /> : <img className="file-preview" src={url} alt="" />}
      <span className="file-words">
        <bdi className="file-name">{file.name}</bdi>
        {done || progress === undefined ? (
          <small>{sizeOf(file.blob.size)}</small>
        ) : (
          <progress max={1} value={progress} aria-label={t('file.sending', { name: file.name })} />
        )}
      </span>
    </div>
  );
};
