import { createKeybindingsHandler } from 'tinykeys';
import type { ActionId } from './definitions.ts';
import { isReady, runAction } from './handlers.ts';
import { isSingleKey, type KeyMap, latinKey, worksInEditable } from './key-map.ts';

const EDITABLE =
  'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]';

const isEditable = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(EDITABLE) !== null;

/** A dialog, a menu or a list of choices is open: its keys are its own. */
const layerIsOpen = (): boolean =>
  document.querySelector('[role=dialog][data-open], [role=menu][data-open], [data-layer]') !== null;

interface Listening {
  readonly keys: KeyMap;
  readonly singleKeys: boolean;
}

/** The same sequence by the places of the keys, for keyboards that write another script. */
const byPlace = (sequence: string): string | null => {
  const placed = sequence.replace(
    /(^|[\s+])([a-z])(?=\s|$)/g,
    (_, before: string, letter: string) => {
      return `${before}Key${letter.toUpperCase()}`;
    },
  );
  return placed === sequence ? null : placed;
};

const handlerFor = (id: ActionId, sequence: string, placed: boolean) => (event: KeyboardEvent) => {
  if (placed && latinKey(event) === null) return;
  if (isEditable(event.target) && !worksInEditable(id, sequence)) return;
  if (layerIsOpen() && id !== 'palette') return;
  if (!isReady(id)) return;
  event.preventDefault();
  runAction(id);
};

interface Binding {
  readonly sequence: string;
  readonly run: (event: KeyboardEvent) => void;
  /** Smaller is asked first: of several that match, tinykeys runs the first only. */
  readonly rank: number;
}

const bindingsOf = (id: ActionId, sequence: string): readonly Binding[] => {
  const presses = sequence.split(' ').length;
  const written: Binding = { sequence, run: handlerFor(id, sequence, false), rank: -presses };
  const placed = byPlace(sequence);
  return placed === null
    ? [written]
    : [written, { sequence: placed, run: handlerFor(id, sequence, true), rank: 10 - presses }];
};

/** Binds the keys in force to their actions. Returns what ends it. */
export const listenKeys = ({ keys, singleKeys }: Listening): (() => void) => {
  const bindings = [...keys]
    .flatMap(([id, sequences]) =>
      sequences
        .filter((sequence) => singleKeys || !isSingleKey(sequence))
        .flatMap((sequence) => bindingsOf(id, sequence)),
    )
    .sort((a, b) => a.rank - b.rank);
  const listener = createKeybindingsHandler(
    Object.fromEntries(bindings.map(({ sequence, run }) => [sequence, run])),
    { ignore: (event) => event.isComposing || (event.repeat && isEditable(event.target)) },
  );
  window.addEventListener('keydown', listener);
  return () => window.removeEventListener('keydown', listener);
};
