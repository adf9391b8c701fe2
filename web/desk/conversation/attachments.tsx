import { useQuery } from '@tanstack/react-query';
import { Ban, Download, FileText, Loader } from 'lucide-react';
import type { Attachment } from '../../../src/contract/conversation.ts';
import { getFile } from '../api/desk-api.ts';
import { hasText, useLocale, useText } from '../locale/text.ts';

const LARGEST = { width: 320, height: 240 };

/** Bytes as people read them. */
export const readableSize = (bytes: number, locale: string): string => {
  const [unit, size] =
    bytes < 1_000_000
      ? (['kilobyte', bytes / 1_000] as const)
      : (['megabyte', bytes / 1e6] as const);
  return new Intl.NumberFormat(locale === 'ar' ? 'ar-u-nu-latn' : locale, {
    style: 'unit',
    unit,
    maximumFractionDigits: 1,
  }).format(size);
};

const contentOf = (id: string): string => `/api/desk/files/${id}/content`;

/** The picture's place in its final size, before it has come. */
const fitted = (file: Attachment): { readonly width: number; readonly height: number } => {
  const width = file.width ?? LARGEST.width;
  const height = file.height ?? LARGEST.height;
  const scale = Math.min(1, LARGEST.width / width, LARGEST.height / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
};

const Picture = ({ file }: { readonly file: Attachment }) => (
  <a
    href={contentOf(file.id)}
    target="_blank"
    rel="noreferrer"
    className="block w-fit max-w-full overflow-hidden rounded-6 border border-line bg-surface"
  >
    <img
      src={`${contentOf(file.id)}?variant=thumb`}
      alt={file.name}
      loading="lazy"
      {...fitted(file)}
      className="block max-w-full object-contain"
    />
  </a>
);

const Card = ({ file }: { readonly file: Attachment }) => {
  const text = useText();
  const locale = useLocale();
  const size = readableSize(file.sizeBytes, locale);
  const reasonKey = `file.rejected.${file.reason ?? ''}`;
  const clean = file.status === 'clean';
  const Icon = clean ? FileText : file.status === 'rejected' ? Ban : Loader;
  const state = clean
    ? size
    : file.status === 'rejected'
      ? hasText(reasonKey)
        ? text(reasonKey)
        : text('file.rejected')
      : text('file.quarantined');
  const inside = (
    <>
      <Icon
        aria-hidden
        size={18}
        className={`shrink-0 ${file.status === 'rejected' ? 'text-danger' : 'text-muted'}`}
      />
      <span className="min-w-0 flex-1">
        <bdi className="block truncate font-medium">{file.name}</bdi>
        <span className="block text-12 text-muted">{state}</span>
      </span>
      {clean && <Download aria-hidden size={15} className="shrink-0 text-muted" />}
    </>
  );
  const look = 'flex w-64 max-w-full items-center gap-2 rounded-6 border border-line bg-bg p-2';
  return clean ? (
    <a href={contentOf(file.id)} download={file.name} className={`${look} hover:bg-surface`}>
      {inside}
    </a>
  ) : (
    <div className={look}>{inside}</div>
  );
};

const ASK_EVERY_MS = 2_000;

/** A file that is being checked is asked about until it is known what became of it. */
const useChecked = (file: Attachment): Attachment => {
  const query = useQuery({
    queryKey: ['file', file.id],
    queryFn: () => getFile(file.id),
    enabled: file.status === 'quarantined',
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.status === 'quarantined' ? ASK_EVERY_MS : false,
  });
  return query.data ?? file;
};

const File = ({ attachment }: { readonly attachment: Attachment }) => {
  const file = useChecked(attachment);
  return (
    <li data-testid="attachment" data-status={file.status}>
      {file.status === 'clean' && file.hasThumbnail ? (
        <Picture file={file} />
      ) : (
        <Card file={file} />
      )}
    </li>
  );
};

/** The files of a message: pictures as pictures once they are checked, all others as cards. */
export const Attachments = ({ files }: { readonly files: readonly Attachment[] }) => (
  <ul className="mt-1 flex flex-col gap-1.5">
    {files.map((file) => (
      <File key={file.id} attachment={file} />
    ))}
  </ul>
);
