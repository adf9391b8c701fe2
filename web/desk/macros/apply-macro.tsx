import { useRef, useState } from 'react';
import type { Macro } from '../../../src/contract/automation.ts';
import { describeAction } from '../../../src/core/automation/describe-rule.ts';
import { useVoice } from '../automation/use-voice.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';
import { showToast } from '../state/toasts.ts';
import { applyMacro } from './macros-api.ts';

interface ApplyProps {
  readonly conversationId: string;
  readonly macro: Macro;
  /** Its words for this customer, filled. */
  readonly words: string;
  readonly onClose: () => void;
}

/** What a macro is about to say and do, before it does: one commit, or nothing. */
const ApplyMacro = ({ conversationId, macro, words, onClose }: ApplyProps) => {
  const text = useText();
  const voice = useVoice();
  const [reply, setReply] = useState(words);
  const field = useRef<HTMLTextAreaElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  // The same for every try: what was stored once is not stored twice.
  const [clientMessageId] = useState(() => crypto.randomUUID());
  const { busy, error, submit } = useSubmit();
  const says = words !== '';
  const apply = (): void => {
    void submit(async () => {
      await applyMacro(conversationId, macro.id, { clientMessageId, text: reply, fileIds: [] });
      showToast({ text: text('macro.applied', { title: macro.title }) });
      onClose();
    });
  };
  return (
    <Dialog
      title={text('macro.apply_title', { title: macro.title })}
      open
      onClose={onClose}
      initialFocus={says ? field : button}
      testId="apply-macro"
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        {says ? (
          <Field label={text('macro.reply')}>
            {(props) => (
              <textarea
                {...props}
                ref={field}
                dir="auto"
                rows={5}
                maxLength={8_000}
                className="control"
                data-testid="macro-reply"
                value={reply}
                onChange={(event) => setReply(event.target.value)}
                onKeyDown={(event) => {
                  if (event.nativeEvent.isComposing) return;
                  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
                  event.preventDefault();
                  event.stopPropagation();
                  apply();
                }}
              />
            )}
          </Field>
        ) : (
          <p className="text-muted">{text('macro.no_reply')}</p>
        )}
        {macro.actions.length > 0 && (
          <section aria-label={text('macro.does')}>
            <h3 className="text-12 font-medium">{text('macro.does')}</h3>
            <ul className="list-disc ps-5">
              {macro.actions.map((action) => {
                const sentence = describeAction(action, voice);
                return <li key={sentence}>{sentence}</li>;
              })}
            </ul>
          </section>
        )}
        {error !== null && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button tone="quiet" onClick={onClose}>
            {text('cancel')}
          </Button>
          <Button tone="primary" type="submit" busy={busy} ref={button} data-testid="macro-apply">
            {text('macro.apply')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

export default ApplyMacro;
