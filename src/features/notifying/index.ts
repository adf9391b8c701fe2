import type { Route } from '../../contract/route.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { DueHandler, DueWork } from '../../ports/due-work.ts';
import type { Follower } from '../following/index.ts';
import type { NotifyingDeps } from './deps.ts';
import { notifyCustomer } from './notify-customer.ts';
import { notifyingRoutes } from './routes.ts';
import { choiceRoutes } from './routes-choices.ts';
import { newsFollower, tellNews } from './tell-news.ts';

export interface Notifying {
  readonly routes: readonly Route[];
  readonly handlers: ReadonlyMap<string, DueHandler>;
  readonly followers: readonly Follower[];
}

/** Tells customers who are elsewhere that there is news: by web push and mail, as they chose. */
export const createNotifying = (deps: NotifyingDeps, dueWork: DueWork): Notifying => {
  const idOf = ({ conversationId }: Readonly<Record<string, unknown>>): ConversationId =>
    String(conversationId) as ConversationId;
  return {
    routes: [...notifyingRoutes(deps), ...choiceRoutes(deps)],
    handlers: new Map<string, DueHandler>([
      ['notify_customer', (payload) => notifyCustomer(deps, idOf(payload), Number(payload.seq))],
      ['notify_news', (payload) => tellNews(deps, idOf(payload), Number(payload.seq))],
    ]),
    followers: [newsFollower(dueWork)],
  };
};
