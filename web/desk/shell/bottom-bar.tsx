import { Menu } from '@base-ui/react/menu';
import { Ellipsis } from 'lucide-react';
import { runAction } from '../actions/handlers.ts';
import { useText } from '../locale/text.ts';
import { layerHome } from '../parts/layer-home.ts';
import { isLead, useMe } from '../state/me.ts';
import { AgentStatusMenu } from './agent-status.tsx';
import { NavLink } from './rail.tsx';
import { useRail } from './use-rail.ts';

const ITEM = 'flex min-h-11 items-center gap-3 rounded-6 px-3 outline-none data-highlighted:bg-sel';

/** The rail of a phone. */
export const BottomBar = () => {
  const text = useText();
  const me = useMe();
  const items = useRail();
  const shown = items.slice(0, isLead(me) ? 3 : 2);
  const more = items.slice(shown.length);
  return (
    <nav
      aria-label={text('nav.label')}
      className="flex shrink-0 items-center border-t border-line bg-surface px-1 pb-[env(safe-area-inset-bottom)]"
    >
      {shown.map((item) => (
        <NavLink key={item.to} item={item} wide />
      ))}
      <div className="flex flex-1 justify-center">
        <AgentStatusMenu compact />
      </div>
      <Menu.Root>
        <Menu.Trigger
          data-testid="nav-more"
          className="flex h-12 flex-1 flex-col items-center justify-center gap-0.5 rounded-6 text-11 text-muted"
        >
          <Ellipsis aria-hidden size={18} />
          {text('nav.more')}
        </Menu.Trigger>
        <Menu.Portal container={layerHome()}>
          <Menu.Positioner side="top" align="end" sideOffset={4} className="z-50">
            <Menu.Popup className="enter min-w-52 rounded-10 border border-line bg-bg p-1 shadow-lift outline-none">
              {more.map(({ action, text: name, icon: Icon }) => (
                <Menu.Item key={action} className={ITEM} onClick={() => runAction(action)}>
                  <Icon aria-hidden size={16} className="text-muted" />
                  {text(name)}
                </Menu.Item>
              ))}
              <Menu.Item className={ITEM} onClick={() => runAction('palette')}>
                {text('action.palette')}
              </Menu.Item>
              <Menu.Item className={ITEM} onClick={() => runAction('theme')}>
                {text('action.theme')}
              </Menu.Item>
              <Menu.Item className={ITEM} onClick={() => runAction('sign_out')}>
                {text('action.sign_out')}
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
    </nav>
  );
};
