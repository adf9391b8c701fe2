import { ACTIONS, type ActionId, definitionOf } from './definitions.ts';

/** Someone's own keys: action → sequence, or null to switch the action's keys off. */
export type KeyPreferences = Readonly<Record<string, string | null>>;
export type KeyMap = ReadonlyMap<ActionId, readonly string[]>;

/** The keys in force: someone's own instead of ours. */
export const resolveKeys = (own: KeyPreferences): KeyMap =>
  new Map(
    ACTIONS.map((action): [ActionId, readonly string[]] => {
      const chosen = own[action.id];
      if (chosen === null) return [action.id, []];
      return [action.id, chosen === undefined ? action.keys : [chosen]];
    }),
  );

const pressesOf = (sequence: string): readonly string[] => sequence.trim().split(/\s+/);

/** True when no press of it needs Control, Alt or Command: such keys are also letters of a text. */
export const isSingleKey = (sequence: string): boolean =>
  pressesOf(sequence).every((press) => !/(^|\+)(\$mod|Control|Alt|Meta)\+/.test(press));

const canonical = (sequence: string): string =>
  pressesOf(sequence)
    .map((press) => press.replace('[Shift]+', '').toLowerCase())
    .join(' ');

/**
 * The action that already answers to a sequence, or to a beginning or continuation of it (then one of the two
 * could never be reached); null when it is free.
 */
export const conflictOf = (map: KeyMap, sequence: string, except: ActionId): ActionId | null => {
  const wanted = canonical(sequence);
  for (const [id, sequences] of map) {
    if (id === except) continue;
    for (const other of sequences.map(canonical)) {
      if (other === wanted || other.startsWith(`${wanted} `) || wanted.startsWith(`${other} `)) {
        return id;
      }
    }
  }
  return null;
};

const NAMES: Readonly<Record<string, string>> = {
  Enter: '⏎',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Space: '␣',
};

const shown = (part: string, mac: boolean): string => {
  if (part === '$mod') return mac ? '⌘' : 'Ctrl';
  if (part === 'Meta') return '⌘';
  if (part === 'Alt') return mac ? '⌥' : 'Alt';
  if (part === 'Shift') return mac ? '⇧' : 'Shift';
  if (part === 'Control') return 'Ctrl';
  return NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part);
};

/** A sequence as keycaps: one list for each press, for example `[['Ctrl', 'K']]`. */
export const keycaps = (sequence: string, mac: boolean): readonly (readonly string[])[] =>
  pressesOf(sequence).map((press) =>
    press
      .replace('[Shift]+', '')
      .split(/(?<=.)\+/)
      .map((part) => shown(part, mac)),
  );

interface Press {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** What a press is called in a sequence; null for a modifier alone and for the keys that leave the recorder. */
export const sequenceOfPress = (press: Press, mac: boolean): string | null => {
  if (['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Process'].includes(press.key)) {
    return null;
  }
  const letter = latinKey(press) ?? press.key;
  const main = letter === ' ' ? 'Space' : letter.length === 1 ? letter.toLowerCase() : letter;
  const isMod = mac ? press.metaKey : press.ctrlKey;
  const parts: string[] = [];
  if (isMod) parts.push('$mod');
  if (mac ? press.ctrlKey : press.metaKey) parts.push(mac ? 'Control' : 'Meta');
  if (press.altKey) parts.push('Alt');
  // Shift has already chosen the character of `?` and its like.
  if (press.shiftKey) parts.push(/^[a-z0-9]$|^.{2,}$/.test(main) ? 'Shift' : '[Shift]');
  return [...parts, main].join('+');
};

/** The Latin letter of a key on a keyboard that writes another script; null where the key writes one itself. */
export const latinKey = (press: Pick<Press, 'key' | 'code'>): string | null => {
  const code = /^Key([A-Z])$/.exec(press.code)?.[1];
  if (code === undefined || press.key.length !== 1 || press.key.charCodeAt(0) < 0x250) return null;
  return code.toLowerCase();
};

/** Sequences that work while something is being written. */
export const worksInEditable = (id: ActionId, sequence: string): boolean =>
  definitionOf(id).inEditable === true && !isSingleKey(sequence);
