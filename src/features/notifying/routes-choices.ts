import { noticeChoices, noticeChoicesReply } from '../../contract/notices.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import { ok } from '../../core/outcome.ts';
import { customerOf } from '../conversation/index.ts';
import type { NotifyingDeps } from './deps.ts';
import { readChoices, saveChoices } from './store-choices.ts';

const tag = 'Customer: notifications';

export const choiceRoutes = (deps: NotifyingDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/notices',
    summary: 'How I want to be told of news in my requests',
    tag,
    reply: noticeChoicesReply,
    handle: async ({ principal }) => {
      const { customerId } = customerOf(principal);
      const choices = await readChoices(deps.database, customerId);
      return ok({ ...choices, hasMail: (await deps.emailOf(customerId)) !== null });
    },
  }),
  defineRoute({
    key: 'PUT /api/notices',
    summary: 'Choose how I am told of news in my requests',
    tag,
    body: noticeChoices,
    reply: noticeChoicesReply,
    handle: async ({ principal, body }) => {
      const { customerId } = customerOf(principal);
      await saveChoices(deps.database, customerId, body);
      return ok({ ...body, hasMail: (await deps.emailOf(customerId)) !== null });
    },
  }),
];
