export { appendImported } from './append-imported.ts';
export { actingAgentOf, CUSTOMER_PER_MINUTE, customerOf, staffOf } from './callers.ts';
export { askAsCustomer, changeByTime, whenSolvable } from './change-conversation.ts';
export type { CommitRequest, Committed } from './commit-request.ts';
export { type Committer, createCommitter } from './committer.ts';
export { customerSeenBy } from './customer-seen-by.ts';
export { type Asked, type ConversationDeps, type Opening, straightToPeople } from './deps.ts';
export { listDesk } from './list-desk.ts';
export { toCustomerRows, toDeskRows } from './list-rows.ts';
export { noticeOf, noticeWordsOf } from './notice-of.ts';
export { readStretch } from './read-conversation.ts';
export { readTalk, type TalkEntry } from './read-talk.ts';
export { readWords } from './read-words.ts';
export { customerRoutes } from './routes-customer.ts';
export { deskRoutes } from './routes-desk.ts';
export { type Content, prepareMessage, sendAsAgent, sendAsCustomer } from './send-message.ts';
export { eventsReply, sentEvent } from './send-reply.ts';
export { setMarks } from './set-marks.ts';
export { placeCard, showCard, updateCard } from './show-card.ts';
export { startConversation } from './start-conversation.ts';
export { recordAccess, recordAccesses } from './store-access.ts';
export { MOST_CARRIED, readCarriable } from './store-carried.ts';
export { setClock, setClocks } from './store-clocks.ts';
export { type HeldWords, listIdsBefore, openHeldBodies } from './store-held.ts';
export { findByNumber, findStates, listStatesOfCustomer } from './store-list.ts';
export {
  countMoved,
  type LogPosition,
  listLiving,
  listWholeLogs,
  numbersOf,
  type WholeLog,
} from './store-logs.ts';
export { countMeeting, filterSeen } from './store-meeting.ts';
export { listAssistantOutcomes } from './store-outcomes.ts';
export { listPage, type PagePosition } from './store-page.ts';
export {
  findConversation,
  hasFinding,
  isPublicMessage,
  listAssigned,
  listUnowned,
  listWaiting,
  NO_MARKS,
  readLogged,
  readLogs,
  readMarks,
  wasStepTaken,
} from './store-read.ts';
export { databaseNow, NumberTaken } from './store-write.ts';
export { committedToWire, openBodies, toWire } from './to-wire.ts';
