import type { TimelineEntry, TimelineMessage } from '../../kit/state/timeline.ts';
import { useText } from '../locale/text.ts';
import { Moment } from '../parts/moment.tsx';
import { Switch } from '../parts/switch.tsx';

/** Messages to choose from: the newest. */
const SHOWN = 30;

const isSaid = (entry: TimelineEntry): entry is TimelineMessage =>
  entry.kind === 'message' && !entry.note && entry.text !== null;

/** What of the conversation a department may read: nothing, single messages, or all that is said with the customer. */
export const Granting = ({
  entries,
  transcript,
  seqs,
  onTranscript,
  onSeqs,
}: {
  readonly entries: readonly TimelineEntry[];
  readonly transcript: boolean;
  readonly seqs: readonly number[];
  readonly onTranscript: (all: boolean) => void;
  readonly onSeqs: (seqs: readonly number[]) => void;
}) => {
  const text = useText();
  const messages = entries.filter(isSaid).slice(-SHOWN).toReversed();
  const toggle = (seq: number): void =>
    onSeqs(seqs.includes(seq) ? seqs.filter((each) => each !== seq) : [...seqs, seq]);
  return (
    <fieldset className="flex flex-col gap-2 rounded-10 border border-line p-3">
      <legend className="px-1 text-12 font-medium">{text('task.grant')}</legend>
      <p className="text-12 text-muted">{text('task.grant_hint')}</p>
      <Switch checked={transcript} onChange={onTranscript}>
        {text('task.grant.transcript')}
      </Switch>
      {!transcript && messages.length > 0 && (
        <details>
          <summary className="cursor-pointer text-12 font-medium">
            {text('task.grant.messages', { count: seqs.length })}
          </summary>
          <ul className="scroll mt-1 max-h-48">
            {messages.map((message) => (
              <li key={message.seq}>
                <label className="flex min-h-8 items-start gap-2 py-1 pointer-coarse:min-h-11">
                  <input
                    type="checkbox"
                    className="mt-0.5 size-4 shrink-0 accent-accent"
                    checked={seqs.includes(message.seq)}
                    onChange={() => toggle(message.seq)}
                  />
                  <span className="min-w-0 flex-1">
                    <span className="flex gap-2 text-12 text-muted">
                      {text(`task.by.${message.by}`)}
                      <Moment at={message.at} />
                    </span>
                    <span dir="auto" className="line-clamp-2 break-words">
                      {message.text}
                    </span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </details>
      )}
    </fieldset>
  );
};
