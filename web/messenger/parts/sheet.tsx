import close from 'icon:x';
import { type JSX, type ReactNode, useEffect, useRef } from 'react';
import { t } from '../app/locale.ts';
import { Icon } from './icon.tsx';
import { pushLayer } from './layers.ts';

interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog at the foot of the panel. The browser's own dialog traps the focus and gives it back. */
export const Sheet = ({ title, onClose, children }: SheetProps): JSX.Element => {
  const dialog = useRef<HTMLDialogElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the dialog opens once
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    const release = pushLayer(onClose);
    return () => {
      release();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it too, as the top layer
    <dialog
      ref={dialog}
      className="sheet"
      aria-label={title}
      onCancel={(event) => event.preventDefault()}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className="sheet-body">
        <div className="sheet-head">
          <h2>{title}</h2>
          <button type="button" className="icon-button" aria-label={t('close')} onClick={onClose}>
            <Icon d={close} />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
};
