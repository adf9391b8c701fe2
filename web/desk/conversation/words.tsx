import { ShieldX } from 'lucide-react';
import type { ContactNote } from '../../../src/contract/conversation.ts';
import { splitContacts } from '../../kit/state/split-contacts.ts';
import { useText } from '../locale/text.ts';
import { Contact, ContactWarnings } from '../official/contact.tsx';
import { Chip } from '../parts/chip.tsx';
import { splitMarkers } from './split-markers.ts';

const Plain = ({ words }: { readonly words: string }) => {
  const text = useText();
  return (
    <>
      {splitMarkers(words).map((piece, at) =>
        typeof piece === 'string' ? (
          piece
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have no other identity
          <Chip key={at} tone="danger" icon={ShieldX} title={text('secret.why')}>
            {text('secret.removed', { kind: text(`secret.${piece.secret}`) })}
          </Chip>
        ),
      )}
    </>
  );
};

const NONE: readonly ContactNote[] = [];

/** What somebody wrote, as plain text; where a secret was destroyed it says so, and what leads outside it explains. */
export const Words = ({
  text: words,
  contacts = NONE,
}: {
  readonly text: string;
  readonly contacts?: readonly ContactNote[];
}) => (
  <>
    <p dir="auto" className="break-words whitespace-pre-wrap">
      {splitContacts(words, contacts).map(({ text: piece, contact }, at) =>
        contact === null ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have no other identity
          <Plain key={at} words={piece} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text have no other identity
          <Contact key={at} words={piece} contact={contact} />
        ),
      )}
    </p>
    <ContactWarnings words={words} contacts={contacts} />
  </>
);
