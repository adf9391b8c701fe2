import { fieldsOf, idOf, listOf, textOf } from './read-values.ts';
import type { ImportedFile } from './record.ts';

/** The last part of an address's path, as people would read it. */
const nameInUrl = (url: string | null): string | null => {
  const [path = ''] = (url ?? '').split(/[?#]/, 1);
  const last = /^https?:/i.test(path) ? (path.split('/').at(-1) ?? '') : '';
  try {
    return textOf(decodeURIComponent(last));
  } catch {
    return textOf(last);
  }
};

/**
 * The attachments of a message. Zendesk writes `file_name` and `content_url`, Chatwoot `data_url`; `data` is the bytes in
 * base64, where whoever made the export put them in. One without an id has its place as its id.
 */
export const readFiles = (attachments: unknown): readonly ImportedFile[] =>
  listOf(attachments).flatMap((raw, index) => {
    const file = fieldsOf(raw);
    if (file === undefined) return [];
    const data = textOf(file.data);
    const given = textOf(file.data_url) ?? textOf(file.content_url) ?? textOf(file.url);
    const url = data === null ? given : `data:application/octet-stream;base64,${data}`;
    const named = textOf(file.file_name) ?? textOf(file.filename) ?? textOf(file.name);
    return [
      { sourceId: idOf(file.id) ?? `${index + 1}`, name: named ?? nameInUrl(given) ?? 'file', url },
    ];
  });
