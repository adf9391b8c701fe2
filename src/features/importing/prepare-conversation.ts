import type { CustomerId, FileId, MessageId } from '../../core/ids.ts';
import type {
  ImportedConversation,
  ImportedFile,
  ImportedMessage,
  ImportedPerson,
} from '../../core/importing/record.ts';
import { splitText } from '../../core/importing/split-text.ts';
import type { TakenMessage } from '../../core/importing/to-steps.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Transaction } from '../../ports/database.ts';
import type { FileUploader, ImportDeps } from './deps.ts';
import { claimRecords, findImported } from './store.ts';

/** A file that was not taken, and why, as a code. */
export interface FileLeft {
  readonly file: string;
  readonly reason: string;
}

/** A conversation as it will be written: guarded, its files stored. */
export interface Prepared {
  readonly conversation: ImportedConversation;
  readonly messages: readonly TakenMessage[];
  readonly filesTaken: number;
  readonly filesLeft: readonly FileLeft[];
  /** Messages with neither words nor a file that could be taken. */
  readonly emptyLeft: number;
}

/** Below what a message may hold, because cleaning may make a text longer by composing it anew. */
const PART_CHARACTERS = 7_500;

/** The customer of a conversation; made where nobody of that name in the other system was taken before. */
export const customerFor = async (
  deps: ImportDeps,
  trx: Transaction,
  source: string,
  person: ImportedPerson,
): Promise<CustomerId> => {
  const { sourceId, externalId, locale, name, email } = person;
  if (externalId !== null) return deps.customerOf(trx, externalId, locale);
  const known = await findImported(trx, source, 'customer', sourceId);
  if (known !== undefined) return known as CustomerId;
  const customerId = deps.ids.uuid() as CustomerId;
  const claimed = await claimRecords(trx, source, 'customer', [{ sourceId, targetId: customerId }]);
  // Another run that takes the same person now was first.
  if (!claimed.has(sourceId)) return customerFor(deps, trx, source, person);
  await deps.addVisitor(trx, customerId, locale);
  await deps.saveProfile(trx, customerId, { name, email });
  return customerId;
};

export const hasFiles = ({ messages }: ImportedConversation): boolean =>
  messages.some(({ files }) => files.length > 0);

/** Of one conversation by one side of it: what was uploaded for it can be put into no other. */
export const uploaderOf = (
  source: string,
  { sourceId }: Pick<ImportedConversation, 'sourceId'>,
  { by }: Pick<ImportedMessage, 'by'>,
): FileUploader => ({ kind: by, id: `import:${source}:${sourceId}` });

interface Stored {
  readonly fileIds: readonly FileId[];
  readonly left: readonly FileLeft[];
}

const storeFiles = async (
  deps: ImportDeps,
  customerId: CustomerId,
  uploader: FileUploader,
  files: readonly ImportedFile[],
): Promise<Stored> => {
  const fileIds: FileId[] = [];
  const left: FileLeft[] = [];
  for (const file of files) {
    const opened = await deps.openFile(file);
    const stored = opened.ok
      ? await deps.upload({ customerId, uploader, name: file.name, bytes: opened.value })
      : opened;
    if (stored.ok) fileIds.push(stored.value.id as FileId);
    else left.push({ file: file.sourceId, reason: stored.failure.code });
  }
  return { fileIds, left };
};

/** A long text in parts; files go with the first. */
const partsOf = (
  deps: ImportDeps,
  source: string,
  conversation: ImportedConversation,
  message: ImportedMessage,
  fileIds: readonly FileId[],
): Outcome<readonly TakenMessage[]> => {
  // Whole first, so that no secret hides in a cut; then through the same door as everybody's words.
  const { text, destroyed } = deps.redact(message.text);
  const texts = splitText(text, PART_CHARACTERS);
  const taken: TakenMessage[] = [];
  for (const [index, part] of (texts.length === 0 ? [''] : texts).entries()) {
    const inside = deps.takeIn(part, fileIds.length > 0);
    if (!inside.ok) return inside;
    taken.push({
      ...message,
      messageId: deps.ids.uuid() as MessageId,
      clientMessageId: `${source}-${conversation.sourceId}-${message.sourceId}-${index}`,
      text: inside.value.text,
      fileIds: index === 0 ? fileIds : [],
      destroyed: [...new Set([...destroyed, ...inside.value.destroyed])],
    });
  }
  return ok(taken);
};

/**
 * Makes a conversation ready to be written. `customerId` is needed only where there are files: they are stored first,
 * and go by themselves within a day where the conversation is not written after all. Failures: those of the intake,
 * `no_messages`.
 */
export const prepareConversation = async (
  deps: ImportDeps,
  source: string,
  conversation: ImportedConversation,
  customerId: CustomerId | null,
): Promise<Outcome<Prepared>> => {
  const messages: TakenMessage[] = [];
  const filesLeft: FileLeft[] = [];
  let filesTaken = 0;
  let emptyLeft = 0;
  for (const message of conversation.messages) {
    const uploader = uploaderOf(source, conversation, message);
    const stored: Stored =
      customerId === null
        ? { fileIds: [], left: [] }
        : await storeFiles(deps, customerId, uploader, message.files);
    filesLeft.push(...stored.left);
    filesTaken += stored.fileIds.length;
    if (message.text === '' && stored.fileIds.length === 0) {
      emptyLeft += 1;
      continue;
    }
    const parts = partsOf(deps, source, conversation, message, stored.fileIds);
    if (!parts.ok) return parts;
    messages.push(...parts.value);
  }
  return messages.length === 0
    ? fail('invalid', 'no_messages')
    : ok({ conversation, messages, filesTaken, filesLeft, emptyLeft });
};
