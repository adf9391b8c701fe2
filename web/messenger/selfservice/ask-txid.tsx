import paste from 'icon:clipboard-paste';
import { type JSX, useRef, useState } from 'react';
import { mayRetry } from '../../kit/api/request.ts';
import { catchUp } from '../app/chats.ts';
import { newId } from '../app/device.ts';
import { t } from '../app/locale.ts';
import { ask } from '../app/session.ts';
import { useFocusKept } from '../chat/tapped.tsx';
import { Icon } from '../parts/icon.tsx';
import { sentenceOf } from '../screens/failure.tsx';
import { looksLikeTxid, readTxid } from './txid-shape.ts';

/** Browsers that let nobody read what was copied show no button for it. */
const canPaste = typeof navigator.clipboard?.readText === 'function';

/** A transaction’s id, typed or pasted; what it cannot be is said before it is sent. */
export const AskTxid = ({ id, turnId }: { id: string; turnId: string }): JSX.Element => {
  const [typed, setTyped] = useState('');
  const [isSending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  // The same words keep their id however often they are tried, so that they are said once.
  const sent = useRef({ text: '', clientMessageId: '' });
  const box = useFocusKept<HTMLFormElement>();
  const txid = readTxid(typed);
  const isOne = looksLikeTxid(txid);
  const send = async (): Promise<void> => {
    if (sent.current.text !== txid) sent.current = { text: txid, clientMessageId: newId() };
    setSending(true);
    setTrouble(null);
    const { clientMessageId } = sent.current;
    const answer = await ask('POST', `/api/conversations/${id}/selfservice/detail`, {
      clientMessageId,
      turnId,
      text: txid,
    });
    setSending(false);
    if (!answer.ok) setTrouble(mayRetry(answer) ? t('message.not_sent') : sentenceOf(answer.code));
    if (answer.ok || answer.code === 'step_not_open') await catchUp(id);
  };
  const pasteIn = (): void => {
    navigator.clipboard.readText().then(
      (text) => setTyped(text.slice(0, 500)),
      () => field.current?.focus(),
    );
  };
  const hint = typed !== '' && !isOne ? t('self.txid_wrong') : t('self.txid_hint');
  return (
    <form
      className="self-taps"
      ref={box}
      onSubmit={(event) => {
        event.preventDefault();
        if (isOne && !isSending) void send();
      }}
    >
      <label className="field">
        {t('self.txid')}
        <span className="txid-field">
          <input
            ref={field}
            type="text"
            dir="ltr"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={500}
            placeholder="0x…"
            aria-describedby="txid-hint"
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          {canPaste && (
            <button
              type="button"
              className="icon-button"
              aria-label={t('self.paste')}
              onClick={pasteIn}
            >
              <Icon d={paste} />
            </button>
          )}
        </span>
      </label>
      <small id="txid-hint" className="muted" role="status">
        {trouble ?? hint}
      </small>
      <button type="submit" className="primary" disabled={!isOne || isSending}>
        {t('self.txid_send')}
      </button>
    </form>
  );
};
