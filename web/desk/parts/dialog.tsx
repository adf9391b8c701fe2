import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { useText } from '../locale/text.ts';
import { IconButton } from './button.tsx';

interface DialogProps {
  readonly title: string;
  readonly description?: string | undefined;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly initialFocus?: RefObject<HTMLElement | null>;
  readonly wide?: boolean;
  /** Nearly the whole window, for pictures. */
  readonly size?: 'full';
  readonly testId?: string;
}

const widthOf = ({ size, wide }: Pick<DialogProps, 'size' | 'wide'>): string => {
  if (size === 'full') return 'max-w-[min(1400px,96vw)]';
  return wide === true ? 'max-w-3xl' : 'max-w-lg';
};

/** A dialog: keeps the focus, closes on Escape as the top layer only, gives the focus back to its opener. */
export const Dialog = (props: DialogProps) => {
  const text = useText();
  return (
    <Base.Root open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-shade" />
        <Base.Popup
          data-testid={props.testId}
          {...(props.initialFocus === undefined ? {} : { initialFocus: props.initialFocus })}
          data-layer-home
          className={`enter scroll fixed inset-x-3 top-[8dvh] z-50 mx-auto flex max-h-[84dvh] flex-col rounded-14 border border-line bg-bg shadow-lift ${widthOf(props)}`}
        >
          <div className="sticky top-0 z-10 flex items-start gap-2 border-b border-line bg-bg px-4 py-3">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-15 font-semibold">{props.title}</Base.Title>
              {props.description !== undefined && (
                <Base.Description className="mt-0.5 text-muted">
                  {props.description}
                </Base.Description>
              )}
            </div>
            <Base.Close
              render={<IconButton icon={X} label={text('close')} className="-my-1 -me-2" />}
            />
          </div>
          <div className="px-4 py-4">{props.children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
};
