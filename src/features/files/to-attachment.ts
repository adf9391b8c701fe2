import type { Attachment } from '../../contract/conversation.ts';
import type { Vault } from '../vault/index.ts';
import { nameContext } from './deps.ts';
import type { FileRow } from './store.ts';

export const openName = async (vault: Vault, row: FileRow): Promise<string> =>
  new TextDecoder().decode(
    await vault.open(row.customer_id, row.name_sealed, nameContext(row.file_id)),
  );

/** A file as its reader sees it. */
export const toAttachment = async (
  deps: { readonly vault: Vault },
  row: FileRow,
): Promise<Attachment> => ({
  id: row.file_id,
  name: await openName(deps.vault, row),
  mime: row.mime,
  sizeBytes: row.size_bytes,
  width: row.width,
  height: row.height,
  hasThumbnail: row.has_thumbnail && row.status === 'clean',
  status: row.status,
  reason: row.reason,
});
