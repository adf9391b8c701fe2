import type { DeskConversation } from '../../../src/contract/conversation.ts';
import type { Timeline } from '../../kit/state/timeline.ts';
import { FieldsSection } from '../fields/fields-section.tsx';
import { RelatedSection } from './related-section.tsx';
import { TagEditor } from './tag-editor.tsx';
import { WatchButton } from './watch-button.tsx';

/** Where the last event of such a kind stands in the log: what depends on them is asked for again when it moves. */
const lastOf = (timeline: Timeline<DeskConversation> | null, types: ReadonlySet<string>): string =>
  String(timeline?.events.findLast(({ event }) => types.has(event.type))?.seq ?? 0);

const RELATING = new Set(['linked', 'unlinked', 'merged_from', 'merged_into', 'split_off']);
const FILLING = new Set(['field_changed', 'merged_from', 'category_changed']);

/** The case itself: its tags, what is filled in, what belongs to it, who follows it. */
const CasePanel = ({
  conversation,
  timeline,
}: {
  readonly conversation: DeskConversation;
  readonly timeline: Timeline<DeskConversation> | null;
}) => (
  <div className="scroll h-full" data-testid="case-panel">
    <TagEditor key={conversation.id} conversation={conversation} />
    <FieldsSection conversation={conversation} seenBy={lastOf(timeline, FILLING)} />
    <RelatedSection
      key={`related ${conversation.id}`}
      conversation={conversation}
      seenBy={lastOf(timeline, RELATING)}
    />
    <WatchButton conversationId={conversation.id} />
  </div>
);

export default CasePanel;
