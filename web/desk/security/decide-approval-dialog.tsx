import { useRef } from 'react';
import type { ApprovalView } from '../../../src/contract/security.ts';
import { decideApproval, type Proof } from '../api/security-api.ts';
import { useText } from '../locale/text.ts';
import { Dialog } from '../parts/dialog.tsx';
import { showToast } from '../state/toasts.ts';
import { ProvenForm } from './proven-form.tsx';
import { useRereadApprovals } from './queries.ts';

/** The second person's word: what was asked, by whom and why, then a reason and proof of their own. */
const DecideApprovalDialog = ({
  approval,
  onClose,
}: {
  readonly approval: ApprovalView;
  readonly onClose: () => void;
}) => {
  const text = useText();
  const reread = useRereadApprovals();
  const first = useRef<HTMLTextAreaElement>(null);
  const send = (approve: boolean) => (wish: { readonly reason: string; readonly proof: Proof }) =>
    decideApproval(approval.approvalId, { approve, ...wish });
  return (
    <Dialog
      title={text(`approval.step.${approval.step}`)}
      description={text('approval.decide.what')}
      open
      onClose={onClose}
      initialFocus={first}
      testId="decide-approval"
    >
      <ProvenForm
        first={first}
        onCancel={onClose}
        onDone={() => {
          showToast({ text: text('approval.decided') });
          reread();
          onClose();
        }}
        submits={[
          {
            label: text('approval.refuse'),
            tone: 'plain',
            testId: 'approval-refuse',
            send: send(false),
          },
          {
            label: text('approval.approve'),
            tone: 'danger',
            testId: 'approval-approve',
            send: send(true),
          },
        ]}
      >
        <div>
          <p className="flex flex-wrap gap-x-1.5 text-12 text-muted">
            <bdi dir="ltr" className="font-mono">
              {approval.conversationNumber}
            </bdi>
            <span>{text('approval.asked_by', { name: approval.askedBy.name })}</span>
          </p>
          <blockquote
            dir="auto"
            className="border-s-2 border-line ps-3 break-words whitespace-pre-wrap"
          >
            {approval.reason}
          </blockquote>
        </div>
      </ProvenForm>
    </Dialog>
  );
};

export default DecideApprovalDialog;
