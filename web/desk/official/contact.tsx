import { CircleAlert, Copy } from 'lucide-react';
import type { ContactNote } from '../../../src/contract/conversation.ts';
import { openable, warningsIn } from '../../kit/state/split-contacts.ts';
import { useText } from '../locale/text.ts';

/** What leads somewhere: a link where it is ours or allowed, else text that can be copied; what is warned of only read. */
export const Contact = ({
  words,
  contact,
}: {
  readonly words: string;
  readonly contact: ContactNote;
}) => {
  const text = useText();
  const address = openable(contact);
  if (address !== null) {
    return (
      <a
        href={address}
        target="_blank"
        rel="noopener noreferrer"
        className="break-all text-accent underline underline-offset-2"
      >
        <bdi dir="ltr">{words}</bdi>
      </a>
    );
  }
  if (contact.warning !== null) {
    return <bdi className="break-all text-danger line-through">{words}</bdi>;
  }
  return (
    <button
      type="button"
      title={text('contact.copy')}
      className="text-start break-all underline decoration-dotted underline-offset-2"
      onClick={() => void navigator.clipboard.writeText(words)}
    >
      <bdi dir="ltr">{words}</bdi>
      <Copy aria-hidden size={11} className="ms-0.5 inline align-baseline text-muted" />
      <span className="sr-only">{text('contact.copy')}</span>
    </button>
  );
};

/** Why something in a message is not to be trusted: for the agent to tell the customer, who may only be asking. */
export const ContactWarnings = ({
  words,
  contacts,
}: {
  readonly words: string;
  readonly contacts: readonly ContactNote[];
}) => {
  const text = useText();
  const warnings = warningsIn(words, contacts);
  if (warnings.length === 0) return null;
  return (
    <ul
      aria-label={text('contact.warning')}
      data-testid="contact-warnings"
      className="mt-1.5 flex flex-col gap-1 rounded-6 border border-danger bg-bg px-2 py-1.5 text-12"
    >
      {warnings.map(({ why, shown, nearest }) => (
        <li key={`${why}${shown}`} className="flex items-start gap-1.5">
          <CircleAlert aria-hidden size={13} className="mt-0.5 shrink-0 text-danger" />
          <span className="min-w-0 break-words">
            {text(`contact.${why}`, { contact: `\u2066${shown}\u2069`, nearest: nearest ?? '' })}
          </span>
        </li>
      ))}
    </ul>
  );
};
