import {
  AlarmClockCheck,
  AtSign,
  BadgeCheck,
  Bot,
  Building2,
  ClipboardCheck,
  ClipboardList,
  FileSearch,
  Gavel,
  Handshake,
  Inbox,
  LayoutGrid,
  ListOrdered,
  ListPlus,
  type LucideIcon,
  MessageSquareText,
  Scale,
  Search,
  Settings,
  ShieldAlert,
  Siren,
  Star,
  Users,
  UsersRound,
  Webhook,
  Workflow,
  Zap,
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
  readonly group: NavGroup;
}

/** `daily` stands in the rail, for those who look at it all day. The others stand on one screen, `/manage`, in this order. */
export const NAV_GROUPS = [
  'daily',
  'promises',
  'quality',
  'knowledge',
  'people',
  'system',
] as const;
export type NavGroup = (typeof NAV_GROUPS)[number];

const EVERYONE: readonly StaffRole[] = ['agent', 'compliance', 'supervisor', 'admin'];
const LEADS: readonly StaffRole[] = ['supervisor', 'admin'];

/** The desk's screens, in the order of the rail; the server refuses what is not in the role's list. */
export const NAV: readonly NavItem[] = [
  {
    action: 'go_inbox',
    to: '/inbox',
    text: 'nav.inbox',
    icon: Inbox,
    roles: EVERYONE,
    group: 'daily',
  },
  {
    action: 'go_security',
    to: '/security',
    text: 'nav.security',
    icon: ShieldAlert,
    roles: EVERYONE,
    group: 'daily',
  },
  {
    action: 'search',
    to: '/search',
    text: 'nav.search',
    icon: Search,
    roles: EVERYONE,
    group: 'daily',
  },
  {
    action: 'go_approvals',
    to: '/approvals',
    text: 'nav.approvals',
    icon: UsersRound,
    roles: EVERYONE,
    group: 'daily',
  },
  {
    action: 'go_tasks',
    to: '/tasks',
    text: 'nav.tasks',
    icon: ClipboardList,
    roles: EVERYONE,
    group: 'daily',
  },
  {
    action: 'go_incidents',
    to: '/incidents',
    text: 'nav.incidents',
    icon: Siren,
    roles: EVERYONE,
    group: 'daily',
  },
  {
    action: 'go_mentions',
    to: '/mentions',
    text: 'nav.mentions',
    icon: AtSign,
    roles: EVERYONE,
    group: 'daily',
  },
  {
    action: 'go_fields',
    to: '/fields',
    text: 'nav.fields',
    icon: ListPlus,
    roles: LEADS,
    group: 'knowledge',
  },
  {
    action: 'go_departments',
    to: '/departments',
    text: 'nav.departments',
    icon: Building2,
    roles: LEADS,
    group: 'people',
  },
  {
    action: 'go_queue',
    to: '/queue',
    text: 'nav.queue',
    icon: ListOrdered,
    roles: LEADS,
    group: 'daily',
  },
  {
    action: 'go_appeals',
    to: '/appeals',
    text: 'nav.appeals',
    icon: Scale,
    roles: LEADS,
    group: 'people',
  },
  {
    action: 'go_canned',
    to: '/canned-responses',
    text: 'nav.canned',
    icon: MessageSquareText,
    roles: LEADS,
    group: 'knowledge',
  },
  {
    action: 'go_macros',
    to: '/macros',
    text: 'nav.macros',
    icon: Zap,
    roles: EVERYONE,
    group: 'knowledge',
  },
  {
    action: 'go_automation',
    to: '/automation',
    text: 'nav.automation',
    icon: Workflow,
    roles: LEADS,
    group: 'promises',
  },
  {
    action: 'go_assistant',
    to: '/assistant',
    text: 'nav.assistant',
    icon: Bot,
    roles: LEADS,
    group: 'quality',
  },
  {
    action: 'go_sla',
    to: '/service-levels',
    text: 'nav.sla',
    icon: AlarmClockCheck,
    roles: LEADS,
    group: 'promises',
  },
  {
    action: 'go_promises',
    to: '/promises',
    text: 'nav.promises',
    icon: Handshake,
    roles: LEADS,
    group: 'promises',
  },
  {
    action: 'go_complaints',
    to: '/complaints',
    text: 'nav.complaints',
    icon: Gavel,
    roles: LEADS,
    group: 'promises',
  },
  {
    action: 'go_official',
    to: '/official',
    text: 'nav.official',
    icon: BadgeCheck,
    roles: LEADS,
    group: 'knowledge',
  },
  {
    action: 'go_staff',
    to: '/staff',
    text: 'nav.staff',
    icon: Users,
    roles: ['admin'],
    group: 'people',
  },
  {
    action: 'go_feedback',
    to: '/feedback',
    text: 'nav.feedback',
    icon: Star,
    roles: LEADS,
    group: 'quality',
  },
  {
    action: 'go_reviews',
    to: '/reviews',
    text: 'nav.reviews',
    icon: ClipboardCheck,
    roles: LEADS,
    group: 'quality',
  },
  {
    action: 'go_integration',
    to: '/integration',
    text: 'nav.integration',
    icon: Webhook,
    roles: LEADS,
    group: 'system',
  },
  {
    action: 'go_audit',
    to: '/audit',
    text: 'nav.audit',
    icon: FileSearch,
    roles: ['admin'],
    group: 'system',
  },
  {
    action: 'go_manage',
    to: '/manage',
    text: 'nav.manage',
    icon: LayoutGrid,
    roles: LEADS,
    group: 'daily',
  },
  {
    action: 'go_settings',
    to: '/settings',
    text: 'nav.settings',
    icon: Settings,
    roles: EVERYONE,
    group: 'daily',
  },
];

export const navFor = (role: StaffRole): readonly NavItem[] =>
  NAV.filter((item) => item.roles.includes(role));

/** What stands in the rail. */
export const railFor = (role: StaffRole): readonly NavItem[] =>
  navFor(role).filter(({ group }) => group === 'daily');
