import { useRouterState } from '@tanstack/react-router';
import { CircleHelp, LogOut, Moon, Sun, Wifi, WifiOff } from 'lucide-react';
import { Fragment } from 'react';
import { runAction } from '../actions/handlers.ts';
import { useKeysOf } from '../actions/use-keys.ts';
import { type TextKey, useText } from '../locale/text.ts';
import { useUnreadNews } from '../news/news.ts';
import { IconButton } from '../parts/button.tsx';
import { useWaitingApprovals } from '../security/queries.ts';
import { liveStatus } from '../state/live.ts';
import { useStore } from '../state/store.ts';
import { AgentStatusMenu } from './agent-status.tsx';
import type { NavItem } from './nav.ts';
import { useSecurityCount } from './security-count.ts';
import { useRail } from './use-rail.ts';

const useIsHere = (to: string): boolean =>
  useRouterState({
    select: ({ location }) => location.pathname.replace(/^\/desk/, '').startsWith(to),
  });

/** What waits behind an item of the rail, and how that is said. */
const useCounted = (
  action: NavItem['action'],
): { readonly count: number; readonly counted: TextKey } => {
  const security = useSecurityCount();
  const approvals = useWaitingApprovals();
  const unread = useUnreadNews();
  if (action === 'go_mentions') return { count: unread, counted: 'nav.mentions_count' };
  if (action === 'go_approvals') return { count: approvals, counted: 'nav.approvals_count' };
  return { count: action === 'go_security' ? security : 0, counted: 'nav.security_count' };
};

export const NavLink = ({ item, wide }: { readonly item: NavItem; readonly wide: boolean }) => {
  const text = useText();
  const here = useIsHere(item.to);
  const { count, counted } = useCounted(item.action);
  const keys = useKeysOf(item.action);
  const Icon = item.icon;
  const name = count > 0 ? text(counted, { count }) : text(item.text);
  return (
    <a
      href={`/desk${item.to}`}
      data-testid={`nav-${item.to.slice(1)}`}
      aria-current={here ? 'page' : undefined}
      aria-label={wide ? undefined : name}
      title={keys === undefined ? name : `${name}  ${keys}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        runAction(item.action);
      }}
      className={`relative flex items-center justify-center rounded-6 text-muted hover:bg-sel hover:text-fg aria-[current=page]:bg-sel aria-[current=page]:text-accent ${wide ? 'h-12 flex-1 flex-col gap-0.5 text-11' : 'size-9'}`}
    >
      <Icon aria-hidden size={18} />
      {wide && <span aria-hidden={count > 0}>{text(item.text)}</span>}
      {wide && count > 0 && <span className="sr-only">{name}</span>}
      {count > 0 && (
        <span
          data-testid={`${item.to.slice(1)}-count`}
          aria-hidden
          className={`absolute flex h-4 min-w-4 items-center justify-center rounded-full px-1 text-11 font-semibold tabular-nums ${item.action === 'go_mentions' ? 'bg-accent text-accent-fg' : 'bg-danger text-danger-fg'} ${wide ? 'start-1/2 top-0.5 ms-1' : '-end-0.5 -top-0.5'}`}
        >
          {count > 99 ? '99+' : count}
        </span>
      )}
    </a>
  );
};

const ConnectionDot = () => {
  const text = useText();
  const status = useStore(liveStatus);
  const on = status === 'live';
  const name = text(on ? 'connection.on' : 'connection.off');
  return (
    <span
      role="img"
      aria-label={name}
      title={name}
      data-testid="connection"
      data-live={on}
      className={`flex size-8 items-center justify-center ${on ? 'text-ok' : 'text-warn'}`}
    >
      {on ? <Wifi aria-hidden size={16} /> : <WifiOff aria-hidden size={16} />}
    </span>
  );
};

/** The narrow column of screens; below, the person's own state. */
export const Rail = () => {
  const text = useText();
  const items = useRail();
  const dark = document.documentElement.dataset.theme === 'dark';
  return (
    <nav
      aria-label={text('nav.label')}
      className="flex w-12 shrink-0 flex-col items-center gap-1 border-e border-line bg-surface py-2"
    >
      {items.map((item) => (
        <Fragment key={item.to}>
          <NavLink item={item} wide={false} />
        </Fragment>
      ))}
      <div className="mt-auto flex flex-col items-center gap-1">
        <AgentStatusMenu compact />
        <ConnectionDot />
        <IconButton
          icon={dark ? Sun : Moon}
          label={text('action.theme')}
          onClick={() => runAction('theme')}
        />
        <IconButton
          icon={CircleHelp}
          label={text('action.help')}
          keys="?"
          data-testid="open-help"
          onClick={() => runAction('help')}
        />
        <IconButton
          icon={LogOut}
          label={text('action.sign_out')}
          data-testid="sign-out"
          className="rtl:-scale-x-100"
          onClick={() => runAction('sign_out')}
        />
      </div>
    </nav>
  );
};
