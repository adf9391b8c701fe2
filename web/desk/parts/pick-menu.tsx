import { Menu } from '@base-ui/react/menu';
import { Check, type LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { layerHome } from './layer-home.ts';

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly detail?: string | undefined;
}

interface PickMenuProps<T extends string> {
  readonly label: string;
  readonly choices: readonly Choice<T>[];
  /** The present one; null when none of them is. */
  readonly value: T | null;
  readonly onPick: (value: T) => void;
  /** The button that opens it. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly footer?: ReactNode;
  readonly side?: 'top' | 'bottom' | 'inline-end';
}

const ITEM =
  'flex min-h-8 cursor-default items-center gap-2 rounded-6 px-2 py-1 outline-none data-highlighted:bg-sel pointer-coarse:min-h-11';

/** One of a few, chosen from a menu. */
export const PickMenu = <T extends string>(props: PickMenuProps<T>) => (
  <Menu.Root
    {...(props.open === undefined ? {} : { open: props.open })}
    onOpenChange={(open) => props.onOpenChange?.(open)}
  >
    <Menu.Trigger render={props.trigger} />
    <Menu.Portal container={layerHome()}>
      <Menu.Positioner side={props.side ?? 'bottom'} align="start" sideOffset={4} className="z-50">
        <Menu.Popup
          aria-label={props.label}
          className="enter scroll max-h-[min(26rem,var(--available-height))] min-w-44 rounded-10 border border-line bg-bg p-1 shadow-lift outline-none"
        >
          <Menu.RadioGroup
            value={props.value ?? ''}
            onValueChange={(value: T) => props.onPick(value)}
          >
            {props.choices.map(({ value, label, icon: Icon, detail }) => (
              <Menu.RadioItem key={value} value={value} closeOnClick className={ITEM}>
                {Icon !== undefined && <Icon aria-hidden size={15} className="text-muted" />}
                <span className="flex-1">{label}</span>
                {detail !== undefined && (
                  <span className="text-12 text-muted tabular-nums">{detail}</span>
                )}
                <Menu.RadioItemIndicator>
                  <Check aria-hidden size={14} className="text-accent" />
                </Menu.RadioItemIndicator>
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          {props.footer}
        </Menu.Popup>
      </Menu.Positioner>
    </Menu.Portal>
  </Menu.Root>
);
