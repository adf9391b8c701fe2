import alert from 'icon:circle-exclamation-point';
import { type JSX, useEffect, useRef } from 'react';
import { useCell } from '../app/cell.ts';
import { t } from '../app/locale.ts';
import { patchChat, state, type Tap } from '../app/state.ts';
import { tapAssistant } from '../app/tapping.ts';
import { Icon } from '../parts/icon.tsx';

/** The tap of this conversation that is on its way or did not arrive. */
export const useTapped = (id: string) => useCell(state, ({ chats }) => chats[id]?.tapped ?? null);

/** A tap that did not arrive: again, or not at all. */
export const NotTapped = ({ id, kind }: { id: string; kind: Tap['kind'] }): JSX.Element | null => {
  const tapped = useTapped(id);
  if (tapped?.failed !== true || tapped.tap.kind !== kind) return null;
  return (
    <div className="not-sent" role="alert">
      <p>
        <Icon d={alert} size={16} />
        {t('message.not_sent')}
      </p>
      <div className="buttons">
        <button type="button" className="quiet" onClick={() => void tapAssistant(id, tapped.tap)}>
          {t('retry')}
        </button>
        <button type="button" className="quiet" onClick={() => patchChat(id, { tapped: null })}>
          {t('cancel')}
        </button>
      </div>
    </div>
  );
};

export const focusComposer = (): void =>
  document.querySelector<HTMLElement>('.composer textarea')?.focus();

/**
 * For a box of buttons: those that vanish under the focus hand it to the composer, not to nowhere; a thumb needs no
 * keyboard for that.
 */
export const useFocusKept = <Box extends HTMLElement>(): React.RefObject<Box | null> => {
  const box = useRef<Box>(null);
  useEffect(() => {
    const element = box.current;
    return () => {
      if (element?.contains(document.activeElement) !== true) return;
      if (!matchMedia('(pointer: coarse)').matches) focusComposer();
    };
  }, []);
  return box;
};
