import camera from 'icon:camera';
import clip from 'icon:paperclip';
import send from 'icon:send-horizontal';
import close from 'icon:x';
import { type JSX, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { TimelineMessage } from '../../kit/state/timeline.ts';
import { sayTyping, tellDraft, wish, write } from '../app/chatting.ts';
import { draftOf, keepDraft, useDraft } from '../app/drafts.ts';
import { t } from '../app/locale.ts';
import { showToast } from '../app/state.ts';
import { GuardNotice } from '../guard/guard-notice.tsx';
import { ownWordsOf } from '../guard/own-words.ts';
import { useGuard } from '../guard/use-guard.ts';
import { Icon } from '../parts/icon.tsx';
import { pushLayer } from '../parts/layers.ts';
import { sizeOf } from '../parts/size-of.ts';
import { sentenceOf } from '../screens/failure.tsx';

/** What the contract's file list offers; the content decides, not the name. */
const ACCEPTED = '.png,.jpg,.jpeg,.webp,.gif,.pdf,.txt,.log,.csv,.mp4';
const MOST_FILES = 10;
const MOST_BYTES = 10 * 1024 * 1024;
const MOST_CHARACTERS = 8_000;
const SAY_TYPING_EVERY_MS = 3_000;
/** Who types with a thumb sends with the button; their Enter begins a line. */
const isTouch = (): boolean => matchMedia('(pointer: coarse)').matches;

interface ComposerProps {
  readonly id: string;
  readonly files: readonly File[];
  readonly onFiles: (files: readonly File[]) => void;
  readonly editing: TimelineMessage | null;
  readonly onEdited: () => void;
}

const Picked = ({
  files,
  onRemove,
}: {
  files: readonly File[];
  onRemove: (file: File) => void;
}) => (
  <ul className="picked">
    {files.map((file) => (
      <li key={`${file.name}${file.size}${file.lastModified}`}>
        <bdi>{file.name}</bdi>
        <small>{sizeOf(file.size)}</small>
        <button
          type="button"
          className="icon-button small"
          aria-label={t('composer.remove_file', { name: file.name })}
          onClick={() => onRemove(file)}
        >
          <Icon d={close} size={16} />
        </button>
      </li>
    ))}
  </ul>
);

const Pick = ({
  icon,
  label,
  capture,
  onPick,
}: {
  icon: string;
  label: string;
  capture?: boolean;
  onPick: (files: readonly File[]) => void;
}) => {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={capture ? 'icon-button only-touch' : 'icon-button'}
        aria-label={label}
        onClick={() => input.current?.click()}
      >
        <Icon d={icon} />
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple={!capture}
        accept={capture ? 'image/*' : ACCEPTED}
        {...(capture ? { capture: 'environment' as const } : {})}
        onChange={(event) => {
          onPick([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
};

/** Adds files, and says so when some are too many or too large. */
export const addFiles = (before: readonly File[], given: readonly File[]): readonly File[] => {
  const more = given.filter(({ size }) => size <= MOST_BYTES);
  if (more.length < given.length) showToast(sentenceOf('body_too_large'));
  if (before.length + more.length > MOST_FILES)
    showToast(t('composer.too_many', { count: MOST_FILES }));
  return [...before, ...more].slice(0, MOST_FILES);
};

export const Composer = ({ id, files, onFiles, editing, onEdited }: ComposerProps): JSX.Element => {
  const draft = useDraft(id);
  const [edit, setEdit] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const typedAt = useRef(0);
  const text = editing === null ? draft : edit;
  const tooLong = text.length > MOST_CHARACTERS;
  const isEmpty = text.trim() === '' && files.length === 0;
  const guard = useGuard(text, () => (editing === null ? ownWordsOf(id) : []));

  // biome-ignore lint/correctness/useExhaustiveDependencies: begins with each message that is edited
  useEffect(() => {
    setEdit(editing?.text ?? '');
    if (editing === null) return;
    field.current?.focus();
    return pushLayer(onEdited);
  }, [editing]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation takes the focus
  useEffect(() => {
    if (!isTouch()) field.current?.focus();
  }, [id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the field grows with its text
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight + 2, 140)}px`;
  }, [text]);

  // What was typed before the guard was here is kept once it has looked at it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the guard comes
  useEffect(() => {
    // As it stands now: since this was drawn a letter may have been typed, or all of it sent.
    if (guard.Panel !== null && editing === null) keep(draftOf(id));
  }, [guard.Panel]);

  const keep = (value: string): void => {
    const mayKeep = value === '' || guard.mayKeep(value);
    keepDraft(id, value, mayKeep);
    if (mayKeep) tellDraft(id, value);
  };
  const change = (value: string): void => {
    if (editing !== null) {
      setEdit(value);
      return;
    }
    keep(value);
    if (
      value !== '' &&
      Date.now() - typedAt.current > SAY_TYPING_EVERY_MS &&
      !id.startsWith('new:')
    ) {
      typedAt.current = Date.now();
      sayTyping(id);
    }
  };
  const submit = (): void => {
    if (!isEmpty && !tooLong) guard.pass(leave);
  };
  const leave = (): void => {
    if (editing !== null) {
      if (edit.trim() !== '' && edit !== editing.text) {
        void wish(id, 'PATCH', `/messages/${editing.id}`, { text: edit }, sentenceOf);
      }
      onEdited();
      return;
    }
    if (!write(id, draft.trim(), files)) return;
    keep('');
    onFiles([]);
    typedAt.current = 0;
    field.current?.focus();
  };

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {editing !== null && (
        <p className="editing">
          {t('composer.editing')}
          <span className="push" />
          <button
            type="button"
            className="icon-button small"
            aria-label={t('cancel')}
            onClick={onEdited}
          >
            <Icon d={close} size={16} />
          </button>
        </p>
      )}
      {files.length > 0 && (
        <Picked files={files} onRemove={(file) => onFiles(files.filter((each) => each !== file))} />
      )}
      {tooLong && (
        <p className="warning" role="alert">
          {t('composer.too_long', { count: text.length - MOST_CHARACTERS })}
        </p>
      )}
      <GuardNotice
        key={`${id}${editing?.id}`}
        guard={guard}
        text={text}
        onChange={(left) => {
          change(left);
          field.current?.focus();
        }}
      />
      <div className="composer-row">
        {editing === null && (
          <>
            <Pick
              icon={clip}
              label={t('composer.attach')}
              onPick={(more) => onFiles(addFiles(files, more))}
            />
            <Pick
              icon={camera}
              label={t('composer.camera')}
              capture
              onPick={(more) => onFiles(addFiles(files, more))}
            />
          </>
        )}
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label={t('composer.label')}
          placeholder={t('composer.placeholder')}
          enterKeyHint={isTouch() ? 'enter' : 'send'}
          value={text}
          readOnly={guard.isWaiting}
          onInput={(event) => change(event.currentTarget.value)}
          onKeyDown={(event) => {
            const { key, shiftKey, isComposing, keyCode } = event as unknown as KeyboardEvent;
            // 229: some browsers end a composition before they tell of the Enter that ended it.
            if (key !== 'Enter' || shiftKey || isComposing || keyCode === 229 || isTouch()) return;
            event.preventDefault();
            submit();
          }}
          onPaste={(event) => {
            const pasted = [...event.clipboardData.files];
            if (pasted.length === 0 || editing !== null) return;
            event.preventDefault();
            onFiles(addFiles(files, pasted));
          }}
        />
        <button
          type="submit"
          className="send flips"
          aria-label={t('composer.send')}
          disabled={isEmpty || tooLong || guard.isWaiting}
        >
          <Icon d={send} />
        </button>
      </div>
    </form>
  );
};
