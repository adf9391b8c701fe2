import { Dialog as Base } from '@base-ui/react/dialog';
import { Command } from 'cmdk';
import { useMemo } from 'react';
import { ACTIONS, type ActionGroup, type ActionId } from '../actions/definitions.ts';
import { isReady, runAction, useReadyActions } from '../actions/handlers.ts';
import { useKeyMap } from '../actions/use-keys.ts';
import { useText } from '../locale/text.ts';
import { Keycaps } from '../parts/keys.tsx';

const GROUPS: readonly ActionGroup[] = ['conversation', 'write', 'list', 'go', 'desk'];
/** Opens the palette itself. */
const HIDDEN: readonly ActionId[] = ['palette'];

/** Everything that can be done now, found by name. */
const Palette = ({ onClose }: { readonly onClose: () => void }) => {
  const text = useText();
  const keys = useKeyMap();
  const version = useReadyActions();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the set of offered actions is counted by `version`
  const ready = useMemo(
    () => ACTIONS.filter(({ id }) => !HIDDEN.includes(id) && isReady(id)),
    [version],
  );
  const run = (id: ActionId): void => {
    onClose();
    // The focus goes back to where it was before the action moves it on.
    setTimeout(() => runAction(id), 30);
  };
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-shade" />
        <Base.Popup
          data-testid="palette"
          className="enter fixed inset-x-3 top-[12dvh] z-50 mx-auto max-w-xl overflow-hidden rounded-14 border border-line bg-bg shadow-lift"
        >
          <Base.Title className="sr-only">{text('action.palette')}</Base.Title>
          <Command label={text('action.palette')} loop>
            <Command.Input
              autoFocus
              placeholder={text('palette.search')}
              className="w-full border-b border-line bg-bg px-4 py-3 text-15 outline-none"
            />
            <Command.List
              label={text('action.palette')}
              className="scroll max-h-[52dvh] p-2 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-11 [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-muted"
            >
              <Command.Empty className="px-2 py-6 text-center text-muted">
                {text('palette.none')}
              </Command.Empty>
              {GROUPS.map((group) => {
                const those = ready.filter((action) => action.group === group);
                if (those.length === 0) return null;
                return (
                  <Command.Group key={group} heading={text(`palette.group.${group}`)}>
                    {those.map(({ id }) => {
                      const sequence = keys.get(id)?.[0];
                      return (
                        <Command.Item
                          key={id}
                          value={`${text(`action.${id}`)} ${id}`}
                          data-testid={`palette-${id}`}
                          onSelect={() => run(id)}
                          className="flex min-h-9 cursor-pointer items-center gap-2 rounded-6 px-2 data-[selected=true]:bg-sel pointer-coarse:min-h-11"
                        >
                          <span className="flex-1">{text(`action.${id}`)}</span>
                          {sequence !== undefined && <Keycaps sequence={sequence} />}
                        </Command.Item>
                      );
                    })}
                  </Command.Group>
                );
              })}
            </Command.List>
          </Command>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
};

export default Palette;
