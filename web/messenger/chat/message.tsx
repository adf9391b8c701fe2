import sent from 'icon:check';
import delivered from 'icon:check-check';
import alert from 'icon:circle-exclamation-point';
import clock from 'icon:clock';
import more from 'icon:ellipsis-vertical';
import shield from 'icon:shield-check';
import { type JSX, useEffect, useRef, useState } from 'react';
import type { Marks } from '../../../src/contract/conversation.ts';
import { EDIT_WITHIN_MS } from '../../../src/core/conversation/transitions.ts';
import type { SecretKind } from '../../../src/core/vocabulary.ts';
import type { OutboxItem } from '../../kit/state/outbox.ts';
import { reachOf, type TimelineMessage } from '../../kit/state/timeline.ts';
import { useCell } from '../app/cell.ts';
import { dropSend, retrySend, wish } from '../app/chatting.ts';
import { t } from '../app/locale.ts';
import { state } from '../app/state.ts';
import { fullMoment, timeOfDay } from '../app/time.ts';
import { adviceFor } from '../guard/advice.ts';
import { Icon } from '../parts/icon.tsx';
import { pushLayer } from '../parts/layers.ts';
import { copyText, MessageText } from '../parts/message-text.tsx';
import { sentenceOf } from '../screens/failure.tsx';
import { Attachment, LeavingFile } from './attachment.tsx';
import { lateQuestionPart } from './parts.ts';

const REACH_ICONS = { sent, delivered, read: delivered } as const;

const Reach = ({ reach }: { reach: keyof typeof REACH_ICONS }): JSX.Element => (
  <span className={`reach reach-${reach}`}>
    <Icon d={REACH_ICONS[reach]} size={14} />
    {t(`message.${reach}`)}
  </span>
);

/** Said at once under a message out of which a secret was taken. */
export const SecretNotice = ({ kinds }: { kinds: readonly SecretKind[] }): JSX.Element => (
  <div className="secret-notice" role="alert">
    <Icon d={shield} size={16} />
    <div>
      <p>{t('secret.notice')}</p>
      {adviceFor(kinds).map((advice) => (
        <p key={advice}>{advice}</p>
      ))}
    </div>
  </div>
);

interface OwnActionsProps {
  readonly message: TimelineMessage;
  readonly conversationId: string;
  readonly onEdit: () => void;
}

/** Copy, edit and delete of one's own message, while that is possible. */
const OwnActions = ({ message, conversationId, onEdit }: OwnActionsProps): JSX.Element | null => {
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const close = (): void => {
      setOpen(false);
      box.current?.querySelector('button')?.focus();
    };
    const release = pushLayer(close);
    const outside = (event: Event): void => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    box.current?.querySelector<HTMLElement>('.pop button')?.focus();
    return () => {
      release();
      document.removeEventListener('pointerdown', outside);
    };
  }, [isOpen]);
  if (Date.now() - message.at > EDIT_WITHIN_MS) return null;
  const act = (run: () => void) => () => {
    setOpen(false);
    run();
  };
  const remove = (): void =>
    void wish(conversationId, 'DELETE', `/messages/${message.id}`, undefined, sentenceOf);
  return (
    <div className="own-actions" ref={box}>
      <button
        type="button"
        className="icon-button small"
        aria-label={t('message.actions')}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon d={more} size={16} />
      </button>
      {isOpen && (
        <div className="pop">
          {message.text !== '' && (
            <button type="button" onClick={act(onEdit)}>
              {t('message.edit')}
            </button>
          )}
          <button type="button" onClick={act(() => copyText(message.text ?? ''))}>
            {t('message.copy')}
          </button>
          <button type="button" className="dangerous" onClick={act(remove)}>
            {t('message.delete')}
          </button>
        </div>
      )}
    </div>
  );
};

/** May be a transaction or a key; the guard knows better. */
const UNCLEAR_DIGITS = /(?<![0-9a-z])(?:0x)?[0-9a-f]{64}(?![0-9a-z])/i;
const isRecent = (at: number): boolean => Date.now() - at < EDIT_WITHIN_MS;

interface MessageProps {
  readonly message: TimelineMessage;
  readonly conversationId: string;
  readonly marks: Marks;
  /** The last of several by the same side: it carries the time. */
  readonly isLast: boolean;
  /** The newest of one's own: it carries how far it has come. */
  readonly isNewestOwn: boolean;
  readonly mayChange: boolean;
  readonly onEdit: (message: TimelineMessage) => void;
}

export const Message = (props: MessageProps): JSX.Element => {
  const { message, conversationId, marks, isLast, isNewestOwn, mayChange, onEdit } = props;
  const own = message.by === 'customer';
  const gone = message.withdrawn;
  const [isUnclear] = useState(
    () => own && isRecent(message.at) && UNCLEAR_DIGITS.test(message.text ?? ''),
  );
  const says = own ? t('message.you') : (message.agent?.name ?? t('message.support'));
  return (
    <div className={own ? 'message own' : 'message'}>
      <div className="bubble-row">
        <div className={gone ? 'bubble gone' : 'bubble'}>
          <span className="unseen">{says}</span>
          {gone ? (
            <p>{t(`message.${gone}`)}</p>
          ) : (
            <>
              {message.text !== null && message.text !== '' && (
                <MessageText text={message.text} contacts={message.contacts} />
              )}
              {message.attachments.map((file) => (
                <Attachment key={file.id} file={file} />
              ))}
            </>
          )}
        </div>
        {own && !gone && mayChange && (
          <OwnActions
            message={message}
            conversationId={conversationId}
            onEdit={() => onEdit(message)}
          />
        )}
      </div>
      {isUnclear && <lateQuestionPart.Part message={message} conversationId={conversationId} />}
      {own && message.destroyed.length > 0 && <SecretNotice kinds={message.destroyed} />}
      {(isLast || isNewestOwn) && (
        <p className="meta">
          <time title={fullMoment(message.at)}>{timeOfDay(message.at)}</time>
          {message.editedAt !== null && !gone && <span>{t('message.edited')}</span>}
          {isNewestOwn && !gone && <Reach reach={reachOf(message, marks.agent)} />}
        </p>
      )}
    </div>
  );
};

/** A message that the server has not yet answered for. */
export const LeavingMessage = ({ item }: { item: OutboxItem }): JSX.Element => {
  const progress = useCell(state, (each) => each.progress);
  const failed = item.state === 'failed';
  return (
    <div className="message own">
      <div className="bubble-row">
        <div className={failed ? 'bubble failed' : 'bubble'}>
          <span className="unseen">{t('message.you')}</span>
          {item.text !== '' && <MessageText text={item.text} />}
          {item.files.map((file) => (
            <LeavingFile key={file.localId} file={file} progress={progress[file.localId]} />
          ))}
        </div>
      </div>
      {failed ? (
        <div className="not-sent" role="alert">
          <p>
            <Icon d={alert} size={16} />
            {t('message.not_sent')}{' '}
            {item.error !== null && item.error !== 'expired' && sentenceOf(item.error)}
          </p>
          <div className="buttons">
            <button type="button" className="quiet" onClick={() => retrySend(item.clientMessageId)}>
              {t('retry')}
            </button>
            <button type="button" className="quiet" onClick={() => copyText(item.text)}>
              {t('message.copy')}
            </button>
            <button type="button" className="quiet" onClick={() => dropSend(item.clientMessageId)}>
              {t('message.delete')}
            </button>
          </div>
        </div>
      ) : (
        <p className="meta">
          <time title={fullMoment(item.at)}>{timeOfDay(item.at)}</time>
          <span className="reach">
            <Icon d={clock} size={14} />
            {t('message.waiting')}
          </span>
        </p>
      )}
    </div>
  );
};
