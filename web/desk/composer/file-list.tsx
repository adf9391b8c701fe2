import { FileText, RotateCw, TriangleAlert, X } from 'lucide-react';
import type { Attachment } from '../../../src/contract/conversation.ts';
import { readableSize } from '../conversation/attachments.tsx';
import { hasText, useLocale, useText } from '../locale/text.ts';
import { IconButton } from '../parts/button.tsx';
import type { Upload } from './use-uploads.ts';

interface FileListProps {
  readonly attachments: readonly Attachment[];
  readonly uploads: readonly Upload[];
  readonly onDrop: (key: number) => void;
  readonly onRetry: (upload: Upload) => void;
  readonly onRemove: (id: string) => void;
}

const CARD =
  'relative flex h-9 max-w-64 items-center gap-1.5 overflow-hidden rounded-6 border border-line bg-bg ps-2';

/** Why it was refused is a sentence: it gets the room, and the way to take the file away stays in sight. */
const FAILED =
  'relative flex min-h-9 max-w-full items-center gap-1.5 overflow-hidden rounded-6 border border-danger bg-bg py-1 ps-2';

const UploadCard = ({
  upload,
  onDrop,
  onRetry,
}: { readonly upload: Upload } & Pick<FileListProps, 'onDrop' | 'onRetry'>) => {
  const text = useText();
  const errorKey = `error.${upload.code ?? ''}`;
  const percent = Math.round(upload.fraction * 100);
  return (
    <li
      className={upload.code === null ? CARD : FAILED}
      data-testid="upload"
      data-failed={upload.code !== null}
    >
      {upload.code === null ? (
        <FileText aria-hidden size={14} className="shrink-0 text-muted" />
      ) : (
        <TriangleAlert aria-hidden size={14} className="shrink-0 text-danger" />
      )}
      <bdi className="min-w-0 truncate">{upload.file.name}</bdi>
      <span
        role="status"
        className={
          upload.code === null
            ? 'shrink-0 text-11 text-muted tabular-nums'
            : 'min-w-0 flex-1 text-11 text-danger'
        }
      >
        {upload.code === null
          ? `${percent} %`
          : hasText(errorKey)
            ? text(errorKey)
            : text('error.internal_error')}
      </span>
      {upload.code !== null && (
        <IconButton
          icon={RotateCw}
          size={13}
          label={text('retry')}
          onClick={() => onRetry(upload)}
        />
      )}
      <IconButton icon={X} size={13} label={text('remove')} onClick={() => onDrop(upload.key)} />
      {upload.code === null && (
        <span
          aria-hidden
          className="absolute start-0 bottom-0 h-0.5 bg-accent"
          style={{ width: `${percent}%` }}
        />
      )}
    </li>
  );
};

/** The files of a message that is being written. */
export const FileList = (props: FileListProps) => {
  const text = useText();
  const locale = useLocale();
  if (props.attachments.length === 0 && props.uploads.length === 0) return null;
  return (
    <ul aria-label={text('composer.files')} className="flex flex-wrap gap-1.5 px-3 pb-2">
      {props.attachments.map((file) => (
        <li key={file.id} className={CARD} data-testid="draft-file">
          <FileText aria-hidden size={14} className="shrink-0 text-muted" />
          <bdi className="min-w-0 truncate">{file.name}</bdi>
          <span className="shrink-0 text-11 text-muted">
            {readableSize(file.sizeBytes, locale)}
          </span>
          <IconButton
            icon={X}
            size={13}
            label={text('remove')}
            onClick={() => props.onRemove(file.id)}
          />
        </li>
      ))}
      {props.uploads.map((upload) => (
        <UploadCard
          key={upload.key}
          upload={upload}
          onDrop={props.onDrop}
          onRetry={props.onRetry}
        />
      ))}
    </ul>
  );
};
