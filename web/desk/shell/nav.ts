import {
  BadgeCheck,
  Bot,
  Inbox,
  ListOrdered,
  type LucideIcon,
  MessageSquareText,
  Scale,
  Settings,
  ShieldAlert,
  Users,
  UsersRound,
} from 'lucide-react';
import type { StaffRole } from '../../../src/core/vocabulary.ts';
import type { ActionId } from '../actions/definitions.ts';
import type { TextKey } from '../locale/text.ts';

export interface NavItem {
  readonly action: ActionId;
  readonly to: string;
  readonly text: TextKey;
  readonly icon: LucideIcon;
  readonly roles: readonly StaffRole[];
}

const EVERYONE: readonly StaffRole[] = ['agent', 'compliance', 'supervisor', 'admin'];
const LEADS: readonly StaffRole[] = ['supervisor', 'admin'];

/** The desk's screens, in the order of the rail; the server refuses what is not in the role's list. */
export const NAV: readonly NavItem[] = [
  { action: 'go_inbox', to: '/inbox', text: 'nav.inbox', icon: Inbox, roles: EVERYONE },
  {
    action: 'go_security',
    to: '/security',
    text: 'nav.security',
    icon: ShieldAlert,
    roles: EVERYONE,
  },
  {
    action: 'go_approvals',
    to: '/approvals',
    text: 'nav.approvals',
    icon: UsersRound,
    roles: EVERYONE,
  },
  { action: 'go_queue', to: '/queue', text: 'nav.queue', icon: ListOrdered, roles: LEADS },
  { action: 'go_appeals', to: '/appeals', text: 'nav.appeals', icon: Scale, roles: LEADS },
  {
    action: 'go_canned',
    to: '/canned-responses',
    text: 'nav.canned',
    icon: MessageSquareText,
    roles: LEADS,
  },
  { action: 'go_assistant', to: '/assistant', text: 'nav.assistant', icon: Bot, roles: LEADS },
  { action: 'go_official', to: '/official', text: 'nav.official', icon: BadgeCheck, roles: LEADS },
  { action: 'go_staff', to: '/staff', text: 'nav.staff', icon: Users, roles: ['admin'] },
  { action: 'go_settings', to: '/settings', text: 'nav.settings', icon: Settings, roles: EVERYONE },
];

export const navFor = (role: StaffRole): readonly NavItem[] =>
  NAV.filter((item) => item.roles.includes(role));
