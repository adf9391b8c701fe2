import { useRef } from 'react';
import type { SafetyStep } from '../../../src/contract/security.ts';
import { askApproval } from '../api/security-api.ts';
import { useText } from '../locale/text.ts';
import { Dialog } from '../parts/dialog.tsx';
import { showToast } from '../state/toasts.ts';
import { ProvenForm } from './proven-form.tsx';
import { useRereadApprovals } from './queries.ts';

const USUAL = ['verified', 'lost_device'] as const;

/** Asks a second person to agree. Nothing happens to the account before they do. */
const AskApprovalDialog = ({
  conversationId,
  customer,
  step,
  onClose,
}: {
  readonly conversationId: string;
  readonly customer: string;
  readonly step: SafetyStep;
  readonly onClose: () => void;
}) => {
  const text = useText();
  const reread = useRereadApprovals();
  const first = useRef<HTMLTextAreaElement>(null);
  return (
    <Dialog
      title={text(`approval.ask.${step}`, { name: customer })}
      description={text('approval.ask.what')}
      open
      onClose={onClose}
      initialFocus={first}
      testId="ask-approval"
    >
      <ProvenForm
        first={first}
        usual={USUAL.map((each) => text(`approval.usual.${each}`))}
        onCancel={onClose}
        onDone={() => {
          showToast({ text: text('approval.asked') });
          reread();
          onClose();
        }}
        submits={[
          {
            label: text('approval.ask.do'),
            tone: 'primary',
            testId: 'approval-ask',
            send: (wish) => askApproval(conversationId, { step, ...wish }),
          },
        ]}
      />
    </Dialog>
  );
};

export default AskApprovalDialog;
