import { Keyboard, RotateCcw, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { ACTIONS, type ActionId } from '../actions/definitions.ts';
import { conflictOf, sequenceOfPress } from '../actions/key-map.ts';
import { useKeyMap, useSingleKeys } from '../actions/use-keys.ts';
import { useText } from '../locale/text.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Keycaps, onMac } from '../parts/keys.tsx';
import { Switch } from '../parts/switch.tsx';
import { prefer, preferences } from '../state/me.ts';
import { useStore } from '../state/store.ts';

/** After so long without another press the sequence is complete. */
const COMPLETE_AFTER_MS = 900;
const MOST_PRESSES = 2;

const setKey = (id: ActionId, sequence: string | null | undefined): void => {
  const { [id]: _, ...others } = preferences.get().keys ?? {};
  prefer({ keys: sequence === undefined ? others : { ...others, [id]: sequence } });
};

/** Listens for a new sequence. */
const Recorder = ({
  id,
  onDone,
}: {
  readonly id: ActionId;
  readonly onDone: (sequence: string | null) => void;
}) => {
  const text = useText();
  const [presses, setPresses] = useState<readonly string[]>([]);
  const box = useRef<HTMLButtonElement>(null);
  useEffect(() => box.current?.focus(), []);
  useEffect(() => {
    if (presses.length === 0) return;
    const wait = presses.length >= MOST_PRESSES ? 0 : COMPLETE_AFTER_MS;
    const timer = setTimeout(() => onDone(presses.join(' ')), wait);
    return () => clearTimeout(timer);
  }, [presses, onDone]);
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      onDone(null);
      return;
    }
    const name = sequenceOfPress(event, onMac);
    if (name !== null) setPresses((before) => [...before, name]);
  };
  return (
    <button
      ref={box}
      type="button"
      data-layer
      data-testid={`record-${id}`}
      onKeyDown={press}
      onBlur={() => onDone(null)}
      className="h-8 rounded-6 border border-accent bg-sel px-3"
    >
      {presses.length === 0 ? text('keys.press') : <Keycaps sequence={presses.join(' ')} />}
    </button>
  );
};

const Row = ({ id }: { readonly id: ActionId }) => {
  const text = useText();
  const map = useKeyMap();
  const own = useStore(preferences).keys?.[id];
  const [recording, setRecording] = useState(false);
  const [taken, setTaken] = useState<ActionId | null>(null);
  const sequences = map.get(id) ?? [];
  const done = useRef<(sequence: string | null) => void>(() => undefined);
  done.current = (sequence) => {
    setRecording(false);
    if (sequence === null) return;
    const conflict = conflictOf(map, sequence, id);
    setTaken(conflict);
    if (conflict === null) setKey(id, sequence);
  };
  const [stable] = useState(() => (sequence: string | null) => done.current(sequence));
  return (
    <tr data-testid={`key-${id}`}>
      <th scope="row" className="border-b border-line py-1.5 text-start font-normal">
        {text(`action.${id}`)}
        {taken !== null && (
          <span role="alert" className="block text-12 text-danger">
            {text('keys.taken', { action: text(`action.${taken}`) })}
          </span>
        )}
      </th>
      <td className="border-b border-line py-1.5">
        <span className="flex items-center justify-end gap-2">
          {recording ? (
            <Recorder id={id} onDone={stable} />
          ) : (
            <>
              {sequences.length === 0 && <span className="text-muted">{text('keys.none')}</span>}
              {sequences.map((sequence) => (
                <Keycaps key={sequence} sequence={sequence} />
              ))}
              <IconButton
                icon={Keyboard}
                label={text('keys.change', { action: text(`action.${id}`) })}
                onClick={() => setRecording(true)}
              />
              {own !== undefined && (
                <IconButton
                  icon={RotateCcw}
                  label={text('keys.reset', { action: text(`action.${id}`) })}
                  onClick={() => setKey(id, undefined)}
                />
              )}
              {own === undefined && sequences.length > 0 && (
                <IconButton
                  icon={X}
                  label={text('keys.off', { action: text(`action.${id}`) })}
                  onClick={() => setKey(id, null)}
                />
              )}
              {own === undefined && sequences.length === 0 && <span className="w-8" />}
            </>
          )}
        </span>
      </td>
    </tr>
  );
};

/** Every action's keys, to be changed, switched off or put back. */
export const KeySettings = () => {
  const text = useText();
  const single = useSingleKeys();
  const changed = Object.keys(useStore(preferences).keys ?? {}).length > 0;
  return (
    <div className="flex flex-col gap-3">
      <Switch checked={single} onChange={(on) => prefer({ shortcuts: on })}>
        {text('keys.single')}
      </Switch>
      <table className="w-full border-collapse">
        <caption className="sr-only">{text('settings.keys')}</caption>
        <tbody>
          {ACTIONS.map(({ id }) => (
            <Row key={id} id={id} />
          ))}
        </tbody>
      </table>
      {changed && (
        <Button className="w-fit" icon={RotateCcw} onClick={() => prefer({ keys: {} })}>
          {text('keys.reset_all')}
        </Button>
      )}
    </div>
  );
};
