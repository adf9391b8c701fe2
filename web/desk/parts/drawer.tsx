import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../locale/text.ts';
import { IconButton } from './button.tsx';

/** A panel that comes in from the end of the line when there is no room for it beside the rest. */
const Drawer = ({
  open,
  onClose,
  title,
  children,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
}) => {
  const text = useText();
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-shade" />
        <Base.Popup
          data-testid="context-drawer"
          data-layer-home
          className="enter fixed inset-y-0 end-0 z-50 flex w-[min(360px,100vw)] flex-col border-s border-line bg-bg shadow-lift"
        >
          <div className="flex items-center border-b border-line ps-4 pe-2">
            <Base.Title className="flex-1 py-3 text-13 font-semibold">{title}</Base.Title>
            <Base.Close render={<IconButton icon={X} label={text('close')} />} />
          </div>
          <div className="min-h-0 flex-1">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
};

export default Drawer;
