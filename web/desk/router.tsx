import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { withWholeText } from './locale/text.ts';
import { Broken } from './shell/broken.tsx';
import { Shell } from './shell/shell.tsx';
import { Workspace } from './shell/workspace.tsx';

const rootRoute = createRootRoute({ component: Shell });

const index = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox/$view', params: { view: 'mine' }, replace: true });
  },
});

const inbox = createRoute({
  getParentRoute: () => rootRoute,
  path: '/inbox/$view',
  component: () => <Workspace lane="inbox" />,
});
const inboxConversation = createRoute({ getParentRoute: () => inbox, path: '/$conversationId' });

const security = createRoute({
  getParentRoute: () => rootRoute,
  path: '/security/$view',
  component: () => <Workspace lane="security" />,
});
const securityConversation = createRoute({
  getParentRoute: () => security,
  path: '/$conversationId',
});

const queue = createRoute({
  getParentRoute: () => rootRoute,
  path: '/queue',
  component: lazyRouteComponent(
    () => withWholeText(() => import('./queue/queue-screen.tsx')),
    'QueueScreen',
  ),
});
const search = createRoute({
  getParentRoute: () => rootRoute,
  path: '/search',
  component: lazyRouteComponent(
    () => withWholeText(() => import('./search/search-screen.tsx')),
    'SearchScreen',
  ),
});
const approvals = createRoute({
  getParentRoute: () => rootRoute,
  path: '/approvals',
  component: lazyRouteComponent(
    () => withWholeText(() => import('./security/approvals-screen.tsx')),
    'ApprovalsScreen',
  ),
});
const staff = createRoute({
  getParentRoute: () => rootRoute,
  path: '/staff',
  component: lazyRouteComponent(
    () => withWholeText(() => import('./staff/staff-screen.tsx')),
    'StaffScreen',
  ),
});
const canned = createRoute({
  getParentRoute: () => rootRoute,
  path: '/canned-responses',
  component: lazyRouteComponent(
    () => withWholeText(() => import('./canned/canned-screen.tsx')),
    'CannedScreen',
  ),
});
const automation = createRoute({
  getParentRoute: () => rootRoute,
  path: '/automation',
  component: lazyRouteComponent(
    () => withWholeText(() => import('./automation/automation-screen.tsx')),
    'AutomationScreen',
  ),
});
const macros = createRoute({
  getParentRoute: () => rootRoute,
  path: '/macros',
  component: lazyRouteComponent(
    () => withWholeText(() => import('./macros/macros-screen.tsx')),
    'MacrosScreen',
  ),
});
const appeals = createRoute({
  getParentRoute: () => rootRoute,
  path: '/appeals',
  component: lazyRouteComponent(
    () => withWholeText(() => import('./appeals/appeals-screen.tsx')),
    'AppealsScreen',
  ),
});
const assistant = createRoute({
  getParentRoute: () => rootRoute,
  path: '/assistant',
  component: lazyRouteComponent(
    () => withWholeText(() => import('./assistant/results-screen.tsx')),
    'ResultsScreen',
  ),
});
const official = createRoute({
  getParentRoute: () => rootRoute,
  path: '/official',
  component: lazyRouteComponent(
    () => withWholeText(() => import('./official/official-screen.tsx')),
    'OfficialScreen',
  ),
});
const tasksScreen = () => withWholeText(() => import('./tasks/tasks-screen.tsx'));
const tasks = createRoute({
  getParentRoute: () => rootRoute,
  path: '/tasks',
  component: lazyRouteComponent(tasksScreen, 'TasksScreen'),
});
const task = createRoute({ getParentRoute: () => tasks, path: '/$taskId' });
const mentions = createRoute({
  getParentRoute: () => rootRoute,
  path: '/mentions',
  component: lazyRouteComponent(
    () => withWholeText(() => import('./news/mentions-screen.tsx')),
    'MentionsScreen',
  ),
});
const fields = createRoute({
  getParentRoute: () => rootRoute,
  path: '/fields',
  component: lazyRouteComponent(
    () => withWholeText(() => import('./fields/fields-screen.tsx')),
    'FieldsScreen',
  ),
});
const departments = createRoute({
  getParentRoute: () => rootRoute,
  path: '/departments',
  component: lazyRouteComponent(
    () => withWholeText(() => import('./tasks/departments-screen.tsx')),
    'DepartmentsScreen',
  ),
});
const incidentsScreen = () => withWholeText(() => import('./incidents/incidents-screen.tsx'));
const incidents = createRoute({
  getParentRoute: () => rootRoute,
  path: '/incidents',
  component: lazyRouteComponent(incidentsScreen, 'IncidentsScreen'),
});
const incident = createRoute({ getParentRoute: () => incidents, path: '/$incidentId' });
const manage = createRoute({
  getParentRoute: () => rootRoute,
  path: '/manage',
  component: lazyRouteComponent(
    () => withWholeText(() => import('./manage/manage-screen.tsx')),
    'ManageScreen',
  ),
});
const serviceLevels = createRoute({
  getParentRoute: () => rootRoute,
  path: '/service-levels',
  component: lazyRouteComponent(
    () => withWholeText(() => import('./sla/sla-screen.tsx')),
    'SlaScreen',
  ),
});
const promises = createRoute({
  getParentRoute: () => rootRoute,
  path: '/promises',
  component: lazyRouteComponent(
    () => withWholeText(() => import('./promise/promises-screen.tsx')),
    'PromisesScreen',
  ),
});
const complaints = createRoute({
  getParentRoute: () => rootRoute,
  path: '/complaints',
  component: lazyRouteComponent(
    () => withWholeText(() => import('./complaints/complaints-screen.tsx')),
    'ComplaintsScreen',
  ),
});
const feedback = createRoute({
  getParentRoute: () => rootRoute,
  path: '/feedback',
  component: lazyRouteComponent(
    () => withWholeText(() => import('./feedback/feedback-screen.tsx')),
    'FeedbackScreen',
  ),
});
const reviews = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reviews',
  component: lazyRouteComponent(
    () => withWholeText(() => import('./feedback/reviews-screen.tsx')),
    'ReviewsScreen',
  ),
});
const integration = createRoute({
  getParentRoute: () => rootRoute,
  path: '/integration',
  component: lazyRouteComponent(
    () => withWholeText(() => import('./integration/integration-screen.tsx')),
    'IntegrationScreen',
  ),
});
const audit = createRoute({
  getParentRoute: () => rootRoute,
  path: '/audit',
  component: lazyRouteComponent(
    () => withWholeText(() => import('./integration/audit-screen.tsx')),
    'AuditScreen',
  ),
});
const settings = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyRouteComponent(
    () => withWholeText(() => import('./settings/settings-screen.tsx')),
    'SettingsScreen',
  ),
});

export const router = createRouter({
  basepath: '/desk',
  routeTree: rootRoute.addChildren([
    index,
    inbox.addChildren([inboxConversation]),
    security.addChildren([securityConversation]),
    search,
    approvals,
    queue,
    staff,
    canned,
    automation,
    macros,
    appeals,
    assistant,
    official,
    tasks.addChildren([task]),
    incidents.addChildren([incident]),
    departments,
    mentions,
    fields,
    manage,
    feedback,
    reviews,
    serviceLevels,
    promises,
    complaints,
    integration,
    audit,
    settings,
  ]),
  defaultErrorComponent: Broken,
  defaultNotFoundComponent: () => <Workspace lane="inbox" />,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
