import type {
  CustomerConversation,
  CustomerConversationRow,
} from '../../../src/contract/conversation.ts';
import type { QueuePlace, WaitingTimes } from '../../../src/contract/routing.ts';
import type { SessionCustomer } from '../../../src/contract/session.ts';
import type { SelfAction } from '../../../src/core/selfservice/vocabulary.ts';
import type { Category } from '../../../src/core/vocabulary.ts';
import type { Refusal } from '../../kit/api/request.ts';
import type { LiveStatus } from '../../kit/live/live-client.ts';
import type { OutboxItem } from '../../kit/state/outbox.ts';
import type { Timeline } from '../../kit/state/timeline.ts';
import { createCell } from './cell.ts';

/** What one taps while the assistant answers. */
export type Tap =
  | {
      readonly kind: 'choice';
      readonly articleId: string;
      readonly title: string;
      readonly clientMessageId: string;
    }
  | { readonly kind: 'judgement'; readonly turnId: string; readonly settled: boolean }
  | { readonly kind: 'person' }
  /** May the assistant look at the account? */
  | { readonly kind: 'consent'; readonly turnId: string; readonly given: boolean }
  /** One of the cards to choose from. */
  | { readonly kind: 'card'; readonly turnId: string; readonly cardId: string }
  | { readonly kind: 'action'; readonly turnId: string; readonly action: SelfAction };

/** One conversation as this tab holds it. */
export interface Chat {
  readonly timeline: Timeline<CustomerConversation> | null;
  readonly failure: Refusal | null;
  readonly loadingEarlier: boolean;
  readonly queue: QueuePlace | null;
  /** Until when the agent counts as writing; 0: not. */
  readonly typingUntil: number;
  /** A tap that the server has not answered for: on its way, or kept because it did not arrive. */
  readonly tapped: { readonly tap: Tap; readonly failed: boolean } | null;
}

export type Screen =
  | { readonly name: 'home' }
  | { readonly name: 'categories' }
  | { readonly name: 'chat'; readonly id: string }
  | { readonly name: 'verify' }
  | { readonly name: 'requests' }
  /** Where one stands, and was; `back`: where it was opened. */
  | { readonly name: 'stations'; readonly id: string; readonly back: Screen }
  | { readonly name: 'notices' }
  /** `back`: where it was opened, to return to. */
  | { readonly name: 'article'; readonly id: string; readonly back: Screen };

/** A request before its first message: what is known of it. `withAssistant` false: straight to a person. */
export interface Begun {
  readonly category?: Category;
  readonly aboutArticleId?: string;
  readonly withAssistant?: boolean;
  /** The closed request that this one goes on from. */
  readonly followUpOf?: string;
  /** What was filled in beforehand. */
  readonly fields?: readonly { readonly fieldId: string; readonly value: string }[];
}

export type Phase =
  | 'starting'
  /** The page vouches anew: whose words may be seen is not known for a moment. */
  | 'switching'
  | 'ready'
  /** The session ended and the page gave no new token. Drafts are kept. */
  | 'expired'
  /** The server did not answer at all yet. */
  | 'unreachable';

export interface AppState {
  readonly phase: Phase;
  readonly customer: SessionCustomer | null;
  /** The exchange gave a mail address with the token. */
  readonly hasMail: boolean;
  readonly live: LiveStatus;
  readonly screen: Screen;
  /** The page's panel is open and seen. */
  readonly isOpen: boolean;
  readonly rows: readonly CustomerConversationRow[] | null;
  readonly rowsFailure: Refusal | null;
  readonly waitingTimes: WaitingTimes | null;
  readonly chats: Readonly<Record<string, Chat>>;
  readonly outbox: readonly OutboxItem[];
  /** Uploads under way: file's local id → 0 to 1. */
  readonly progress: Readonly<Record<string, number>>;
  /** What is known of conversations that are not begun yet, by their local id. */
  readonly begun: Readonly<Record<string, Begun>>;
  readonly sound: boolean;
  /** The sheet for locking the account is open. */
  readonly isLocking: boolean;
  /** One sentence at the foot, gone after a while. */
  readonly toast: string | null;
}

export const NO_CHAT: Chat = {
  timeline: null,
  failure: null,
  loadingEarlier: false,
  queue: null,
  typingUntil: 0,
  tapped: null,
};

export const state = createCell<AppState>({
  phase: 'starting',
  customer: null,
  hasMail: false,
  live: 'connecting',
  screen: { name: 'home' },
  isOpen: true,
  rows: null,
  rowsFailure: null,
  waitingTimes: null,
  chats: {},
  outbox: [],
  progress: {},
  begun: {},
  sound: true,
  isLocking: false,
  toast: null,
});

export const chatOf = (id: string): Chat => state.get().chats[id] ?? NO_CHAT;

export const patchChat = (id: string, change: Partial<Chat>): void =>
  state.patch({ chats: { ...state.get().chats, [id]: { ...chatOf(id), ...change } } });

let toastTimer: ReturnType<typeof setTimeout> | undefined;
export const showToast = (toast: string): void => {
  clearTimeout(toastTimer);
  state.patch({ toast });
  toastTimer = setTimeout(() => state.patch({ toast: null }), 6_000);
};
