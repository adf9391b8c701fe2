import { type KeyboardEvent, type Ref, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Macro } from '../../../src/contract/automation.ts';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import type { CannedResponse } from '../../../src/contract/desk.ts';
import { useAction } from '../actions/handlers.ts';
import { useText } from '../locale/text.ts';
import { useMacros } from '../macros/macros-api.ts';
import { useMe } from '../state/me.ts';
import { useCanned } from '../state/queries.ts';
import { pageSettings } from '../state/settings.ts';
import { CannedList, cannedOptionId } from './canned-list.tsx';
import { fillVariables, isMacro, matchCanned, slashWord, textFor } from './variables.ts';

interface WordsFieldProps {
  readonly ref: Ref<HTMLTextAreaElement>;
  readonly note: boolean;
  readonly value: string;
  readonly conversation: DeskConversation;
  readonly customerName: string | null;
  readonly onChange: (value: string) => void;
  /** Null where no macro may be applied. */
  readonly onMacro: ((macro: Macro, words: string) => void) | null;
}

const SHOWN = 8;

/** The response's words for this conversation, with its variables filled. */
const useFill = (conversation: DeskConversation, customerName: string | null) => {
  const me = useMe();
  const text = useText();
  return (response: CannedResponse): string => {
    const found = textFor(response, conversation.locale);
    if (found === null) return '';
    return fillVariables(found.text, {
      'customer.name': customerName ?? text('canned.customer_fallback'),
      'agent.name': me.publicName,
      'agent.badge': me.badge,
      'conversation.number': conversation.number,
      'exchange.name': pageSettings.exchangeName,
    });
  };
};

/** Grows with its words up to a third of the window. */
const useGrow = (box: React.RefObject<HTMLTextAreaElement | null>, value: string): void => {
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again for every text
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, window.innerHeight / 3)}px`;
  }, [value, box]);
};

/** The field itself; a `/` at the start of a line finds a canned response. */
export const WordsField = (props: WordsFieldProps) => {
  const { value, onChange, conversation } = props;
  const text = useText();
  const canned = useCanned().data;
  const macros = useMacros().data;
  const fill = useFill(conversation, props.customerName);
  const box = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(value.length);
  const [closedAt, setClosedAt] = useState<string | null>(null);
  const [chosen, setChosen] = useState(0);
  useGrow(box, value);
  const offersMacros = props.onMacro !== null;
  const slash = slashWord(value, caret);
  const word = slash === null || closedAt === value ? null : slash.word;
  const found = useMemo(
    () =>
      word === null
        ? []
        : matchCanned(
            [...(canned ?? []), ...(offersMacros ? (macros ?? []) : [])],
            word,
            conversation.category,
          ).slice(0, SHOWN),
    [canned, macros, offersMacros, word, conversation.category],
  );
  const open = word !== null;
  const at = Math.min(chosen, Math.max(0, found.length - 1));
  /** At once: the next key that is pressed is already a letter of the text. */
  const put = (next: string, end: number): void => {
    flushSync(() => {
      onChange(next);
      setCaret(end);
    });
    box.current?.focus();
    box.current?.setSelectionRange(end, end);
  };
  const insert = (response: CannedResponse | undefined): void => {
    if (response === undefined || slash === null) return;
    const words = fill(response);
    if (isMacro(response)) {
      put(value.slice(0, slash.from) + value.slice(caret), slash.from);
      props.onMacro?.(response, words);
      return;
    }
    put(value.slice(0, slash.from) + words + value.slice(caret), slash.from + words.length);
  };
  useAction('canned', () => {
    const next = value === '' || value.endsWith('\n') ? `${value}/` : `${value}\n/`;
    setClosedAt(null);
    put(next, next.length);
  });
  const press = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (open) setClosedAt(value);
      else box.current?.blur();
      return;
    }
    if (!open || found.length === 0 || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown') setChosen((at + 1) % found.length);
    else if (event.key === 'ArrowUp') setChosen((at + found.length - 1) % found.length);
    else if (event.key === 'Enter' || event.key === 'Tab') insert(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <div className="relative px-3 py-2">
      {open && (
        <CannedList
          responses={found}
          chosen={at}
          locale={conversation.locale}
          fill={fill}
          onPick={insert}
        />
      )}
      <textarea
        ref={(element) => {
          box.current = element;
          if (typeof props.ref === 'function') props.ref(element);
          else if (props.ref !== null && props.ref !== undefined) props.ref.current = element;
        }}
        dir="auto"
        rows={2}
        value={value}
        data-testid="composer-text"
        aria-label={text(props.note ? 'composer.note_field' : 'composer.reply_field')}
        aria-autocomplete="list"
        aria-controls={open ? 'canned-list' : undefined}
        aria-activedescendant={open && found[at] ? cannedOptionId(found[at].id) : undefined}
        placeholder={text(props.note ? 'composer.note_hint' : 'composer.reply_hint')}
        onChange={(event) => {
          setCaret(event.target.selectionStart);
          setChosen(0);
          onChange(event.target.value);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={press}
        className="control block min-h-14 resize-none !px-3 !py-2"
      />
    </div>
  );
};
