import { Paperclip } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Attachment } from '../../../src/contract/conversation.ts';
import type { UploadTo } from '../api/upload-file.ts';
import { FileList } from '../composer/file-list.tsx';
import { MOST_FILES, type Upload, useUploads } from '../composer/use-uploads.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';

export interface TaskFiles {
  readonly attachments: readonly Attachment[];
  readonly uploads: readonly Upload[];
  /** More were chosen than there is room for. */
  readonly tooMany: boolean;
  readonly add: (files: Iterable<File>) => void;
  readonly drop: (key: number) => void;
  readonly again: (upload: Upload) => void;
  readonly remove: (id: string) => void;
  readonly clear: () => void;
  /** On their way, or stopped on it: nothing is sent before each has arrived or was taken away. */
  readonly isBusy: boolean;
}

/** The files that go with what is said in a task, on the same way as those of messages. */
export const useTaskFiles = (to: UploadTo): TaskFiles => {
  const [attachments, setAttachments] = useState<readonly Attachment[]>([]);
  const [tooMany, setTooMany] = useState(false);
  const { uploads, add, drop, again } = useUploads(to, (attachment) =>
    setAttachments((before) => [...before, attachment]),
  );
  const room = MOST_FILES - attachments.length - uploads.length;
  return {
    attachments,
    uploads,
    tooMany,
    add: (files) => {
      const chosen = [...files];
      setTooMany(chosen.length > room);
      add(chosen.slice(0, room));
    },
    drop,
    again,
    remove: (id) => {
      setTooMany(false);
      setAttachments((before) => before.filter((each) => each.id !== id));
    },
    clear: () => setAttachments([]),
    isBusy: uploads.length > 0,
  };
};

/** The files so far, and the way to choose more. */
export const AttachToTask = ({ files }: { readonly files: TaskFiles }) => {
  const text = useText();
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <div data-testid="task-files" className="flex flex-col items-start gap-2">
      <div className="-mx-3 max-w-[calc(100%+1.5rem)]">
        <FileList
          attachments={files.attachments}
          uploads={files.uploads}
          onDrop={files.drop}
          onRetry={files.again}
          onRemove={files.remove}
        />
      </div>
      {files.tooMany && (
        <p role="alert" className="text-12 text-danger">
          {text('task.files_most', { most: MOST_FILES })}
        </p>
      )}
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        data-testid="task-file"
        onChange={(event) => {
          files.add(event.target.files ?? []);
          event.target.value = '';
        }}
      />
      <Button icon={Paperclip} data-testid="task-attach" onClick={() => chooser.current?.click()}>
        {text('task.attach')}
      </Button>
    </div>
  );
};
