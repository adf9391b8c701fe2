import { Popover } from '@base-ui/react/popover';
import { CircleHelp } from 'lucide-react';
import { useText } from '../locale/text.ts';
import { IconButton } from './button.tsx';
import { layerHome } from './layer-home.ts';

/** What a figure counts: shown on pointing, on a press, and on a tap. */
export const Definition = ({ of, meaning }: { readonly of: string; readonly meaning: string }) => {
  const text = useText();
  return (
    <Popover.Root>
      <Popover.Trigger
        openOnHover
        delay={200}
        render={
          <IconButton
            icon={CircleHelp}
            size={13}
            label={text('definition', { name: of })}
            className="!size-6 pointer-coarse:!size-11"
          />
        }
      />
      <Popover.Portal container={layerHome()}>
        <Popover.Positioner side="top" sideOffset={4} collisionPadding={12} className="z-50">
          <Popover.Popup className="enter max-w-72 rounded-10 border border-line bg-bg px-3 py-2 shadow-lift outline-none">
            <Popover.Title className="text-12 font-semibold">{of}</Popover.Title>
            <Popover.Description>{meaning}</Popover.Description>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
};
