import { useState } from 'react';
import type { TaskReply } from '../../../src/contract/tasks.ts';
import type { TimelineEntry } from '../../kit/state/timeline.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { holdConversation } from '../state/conversations.ts';
import { useStore } from '../state/store.ts';
import { Granting } from './granting.tsx';
import type { OnDo } from './use-deeds.ts';

const NONE: readonly TimelineEntry[] = [];

/** Says anew what of the conversation the department may read; for whoever may see the conversation. */
export const GrantDialog = ({
  reply,
  conversationId,
  onDo,
  onClose,
}: {
  readonly reply: TaskReply;
  readonly conversationId: string;
  readonly onDo: OnDo;
  readonly onClose: () => void;
}) => {
  const text = useText();
  const held = useStore(holdConversation(conversationId));
  const [transcript, setTranscript] = useState(reply.grants.transcript);
  const [seqs, setSeqs] = useState<readonly number[]>(reply.grants.seqs);
  const [busy, setBusy] = useState(false);
  const save = (): void => {
    setBusy(true);
    void onDo({ verb: 'grant', transcript, seqs: transcript ? [] : seqs })
      .then((refused) => refused === null && onClose())
      .finally(() => setBusy(false));
  };
  return (
    <Dialog title={text('task.do.grant')} open wide onClose={onClose} testId="grant-dialog">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Granting
          entries={held.timeline?.entries ?? NONE}
          transcript={transcript}
          seqs={seqs}
          onTranscript={setTranscript}
          onSeqs={setSeqs}
        />
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button tone="primary" type="submit" busy={busy} data-testid="grant-save">
            {text('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
