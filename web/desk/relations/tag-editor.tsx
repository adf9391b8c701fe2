import { Plus, X } from 'lucide-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import { normaliseTag } from '../../../src/core/relations/tag.ts';
import { useAction } from '../actions/handlers.ts';
import { useText } from '../locale/text.ts';
import { IconButton } from '../parts/button.tsx';
import { showFailure } from '../state/change-conversation.ts';
import { patchConversation } from '../state/conversations.ts';
import { useTags } from './queries.ts';
import { changeTags } from './relations-api.ts';

const SHOWN = 6;

const Tag = ({ tag, onRemove }: { readonly tag: string; readonly onRemove: () => void }) => {
  const text = useText();
  return (
    <li className="inline-flex items-center rounded-full border border-line bg-surface ps-2 text-12">
      <bdi data-testid="tag">{tag}</bdi>
      <IconButton
        icon={X}
        size={12}
        label={text('case.tags.remove', { tag })}
        className="!size-6 pointer-coarse:!size-11"
        onClick={onRemove}
      />
    </li>
  );
};

/** Adds and removes tags; shown at once, and put back where the server says no. */
const useChange = (conversation: DeskConversation) => {
  const { id, case: part } = conversation;
  return (add: readonly string[], remove: readonly string[]): void => {
    const tags = [...part.tags.filter((tag) => !remove.includes(tag)), ...add].sort();
    const putBack = patchConversation(id, { case: { ...part, tags: [...new Set(tags)] } });
    changeTags(id, { add, remove }).catch((thrown: unknown) => {
      putBack();
      showFailure('failed.tags', thrown);
    });
  };
};

/** The tags of a conversation; typing finds those that are in use. */
export const TagEditor = ({ conversation }: { readonly conversation: DeskConversation }) => {
  const text = useText();
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(-1);
  const change = useChange(conversation);
  const { tags } = conversation.case;
  const begins = typed.trim().toLowerCase();
  const found = (useTags(begins, begins !== '').data ?? [])
    .filter(({ tag }) => !tags.includes(tag))
    .slice(0, SHOWN);
  const open = begins !== '' && found.length > 0;
  useAction('label', () => field.current?.focus(), 1);
  const add = (given: string): void => {
    const tag = normaliseTag(given);
    setTyped('');
    setChosen(-1);
    if (tag.ok && !tags.includes(tag.value)) change([tag.value], []);
    else if (!tag.ok) change([given], []);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && open)
      setChosen((before) => (before + step + found.length) % found.length);
    else if (event.key === 'Enter' && begins !== '') add(found[chosen]?.tag ?? typed);
    else if (event.key === 'Escape' && typed !== '') setTyped('');
    else if (event.key === 'Backspace' && typed === '' && tags.length > 0)
      change([], tags.slice(-1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section className="px-4 py-3" data-testid="tag-editor">
      <h3 className="pb-1.5 text-12 font-semibold">{text('case.tags')}</h3>
      {tags.length > 0 && (
        <ul className="flex flex-wrap gap-1 pb-2">
          {tags.map((tag) => (
            <Tag key={tag} tag={tag} onRemove={() => change([], [tag])} />
          ))}
        </ul>
      )}
      <div className="relative flex items-center gap-1">
        <input
          ref={field}
          role="combobox"
          dir="auto"
          maxLength={60}
          className="control"
          data-testid="tag-input"
          aria-label={text('case.tags.add')}
          placeholder={text('case.tags.add')}
          aria-expanded={open}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={open && chosen >= 0 ? `${listId}-${chosen}` : undefined}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setChosen(-1);
          }}
          onKeyDown={press}
        />
        <IconButton
          icon={Plus}
          label={text('case.tags.add')}
          disabled={begins === ''}
          onClick={() => add(typed)}
        />
        <div
          role="listbox"
          id={listId}
          aria-label={text('case.tags')}
          hidden={!open}
          className="enter absolute inset-x-0 top-full z-20 mt-1 rounded-10 border border-line bg-bg p-1 shadow-lift"
        >
          {found.map(({ tag, uses }, at) => (
            // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the field has the focus and the keys
            <div
              key={tag}
              role="option"
              id={`${listId}-${at}`}
              aria-selected={at === chosen}
              onClick={() => add(tag)}
              className="flex min-h-8 cursor-pointer items-center gap-2 rounded-6 px-2 hover:bg-sel aria-selected:bg-sel pointer-coarse:min-h-11"
            >
              <bdi className="flex-1 truncate">{tag}</bdi>
              <span className="text-12 text-muted tabular-nums">{uses}</span>
            </div>
          ))}
        </div>
      </div>
    </section>
  );
};
