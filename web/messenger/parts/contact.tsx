import './contact.css';
import alert from 'icon:circle-exclamation-point';
import type { JSX } from 'react';
import type { ContactNote } from '../../../src/contract/conversation.ts';
import { openable, warningsIn } from '../../kit/state/split-contacts.ts';
import { rich, t } from '../app/locale.ts';
import { Icon } from './icon.tsx';

const ltr = (key: string, text: string): JSX.Element => (
  <bdi key={key} dir="ltr">
    {text}
  </bdi>
);

/** What leads somewhere: a link where it is ours or allowed, else text that can be copied; what is warned of only read. */
export const Contact = ({
  text,
  contact,
  onCopy,
}: {
  text: string;
  contact: ContactNote;
  onCopy: (text: string) => void;
}): JSX.Element => {
  const address = openable(contact);
  if (address !== null) {
    return (
      <a className="contact" href={address} target="_blank" rel="noopener noreferrer">
        {ltr('text', text)}
      </a>
    );
  }
  if (contact.warning !== null) {
    return <bdi className="contact warned">{text}</bdi>;
  }
  return (
    <button type="button" className="contact inert" onClick={() => onCopy(text)}>
      {ltr('text', text)}
      <span className="unseen">{t('message.copy')}</span>
    </button>
  );
};

/** Why something in a message is not to be trusted, in a sentence each. */
export const ContactWarnings = ({
  text,
  contacts,
}: {
  text: string;
  contacts: readonly ContactNote[];
}): JSX.Element | null => {
  const warnings = warningsIn(text, contacts);
  if (warnings.length === 0) return null;
  return (
    <ul className="contact-warnings" aria-label={t('contact.warning')}>
      {warnings.map(({ why, shown, nearest }) => (
        <li key={`${why}${shown}`}>
          <Icon d={alert} size={16} />
          <span>
            {rich(`contact.${why}`, {
              contact: ltr('contact', shown),
              nearest: ltr('nearest', nearest ?? ''),
            })}
          </span>
        </li>
      ))}
    </ul>
  );
};
