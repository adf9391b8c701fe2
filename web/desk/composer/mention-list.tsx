import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { request } from '../api/request.ts';
import { useText } from '../locale/text.ts';
import { useMe } from '../state/me.ts';

interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly badge: string;
}

const SHOWN = 6;
/** An `@` at the beginning of a word, and what is typed after it. */
const NAMING = /(?:^|\s)@([\p{L}\p{N}._-]{0,30})$/u;

const useColleagues = (conversationId: string, enabled: boolean): readonly Colleague[] => {
  const { agentId } = useMe();
  const found = useQuery({
    queryKey: ['mentionable', conversationId],
    queryFn: async () =>
      (
        await request<{ agents: Colleague[] }>(
          'GET',
          `/api/desk/conversations/${conversationId}/mentionable`,
        )
      ).agents,
    enabled,
  }).data;
  return (found ?? []).filter(({ id }) => id !== agentId);
};

/** Colleagues whom the words name, by `@` and name. */
const namedIn = (words: string, colleagues: readonly Colleague[]): string[] =>
  colleagues.filter(({ name }) => words.includes(`@${name}`)).map(({ id }) => id);

/** Naming a colleague in a note: what is offered, the keys for it, and who is named so far. */
export const useMentions = (
  conversationId: string,
  note: boolean,
  words: string,
  field: RefObject<HTMLTextAreaElement | null>,
  setWords: (words: string, caret: number) => void,
) => {
  const [chosen, setChosen] = useState(0);
  const [closedAt, setClosedAt] = useState<string | null>(null);
  const caret = field.current?.selectionStart ?? words.length;
  const before = words.slice(0, Math.min(caret, words.length));
  const begun = note ? NAMING.exec(before)?.[1] : undefined;
  const colleagues = useColleagues(conversationId, note && words.includes('@'));
  const begins = begun?.toLowerCase() ?? '';
  const found =
    begun === undefined || closedAt === words
      ? []
      : colleagues.filter(({ name }) => name.toLowerCase().startsWith(begins)).slice(0, SHOWN);
  const open = found.length > 0;
  const pick = ({ name }: Colleague): void => {
    const start = before.length - (begun?.length ?? 0);
    const put = `${words.slice(0, start)}${name} `;
    setWords(`${put}${words.slice(before.length)}`, put.length);
    setChosen(0);
  };
  const press = (event: KeyboardEvent): void => {
    if (!open || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const here = found[Math.min(chosen, found.length - 1)];
    if (step !== undefined) setChosen((now) => (now + step + found.length) % found.length);
    else if ((event.key === 'Enter' || event.key === 'Tab') && here !== undefined) pick(here);
    else if (event.key === 'Escape') setClosedAt(words);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { open, found, chosen, pick, press, named: note ? namedIn(words, colleagues) : [] };
};

/** Colleagues who may be named here, above the field. */
export const MentionList = ({
  mentions,
}: {
  readonly mentions: ReturnType<typeof useMentions>;
}) => {
  const text = useText();
  const { open, found, chosen, pick } = mentions;
  if (!open) return null;
  return (
    <div
      role="listbox"
      aria-label={text('composer.mention')}
      data-testid="mention-list"
      className="enter absolute start-3 bottom-full z-20 mb-1 min-w-56 rounded-10 border border-line bg-bg p-1 shadow-lift"
    >
      {found.map((each, at) => (
        // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the field has the focus and the keys
        <div
          key={each.id}
          role="option"
          aria-selected={at === chosen}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => pick(each)}
          className="flex min-h-8 cursor-pointer items-center gap-2 rounded-6 px-2 hover:bg-sel aria-selected:bg-sel pointer-coarse:min-h-11"
        >
          <bdi className="flex-1">{each.name}</bdi>
          <bdi dir="ltr" className="font-mono text-11 text-muted">
            {each.badge}
          </bdi>
        </div>
      ))}
      <p className="sr-only" role="status">
        {text('composer.mention_count', { count: found.length })}
      </p>
    </div>
  );
};
