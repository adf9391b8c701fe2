import copyIcon from 'icon:copy';
import shield from 'icon:shield-check';
import { type JSX, useMemo, useState } from 'react';
import type { ContactNote } from '../../../src/contract/conversation.ts';
import { splitContacts } from '../../kit/state/split-contacts.ts';
import { t } from '../app/locale.ts';
import { showToast } from '../app/state.ts';
import { Contact, ContactWarnings } from './contact.tsx';
import { Icon } from './icon.tsx';
import { shorten, tokenizeText } from './text-tokens.ts';

export const copyText = (text: string): void => {
  navigator.clipboard.writeText(text).then(
    () => showToast(t('copied')),
    () => showToast(t('copy_failed')),
  );
};

const Code = ({ text }: { text: string }): JSX.Element => {
  const [whole, setWhole] = useState(false);
  return (
    <bdi dir="ltr" className="code">
      <button
        type="button"
        className="code-copy"
        title={text}
        onFocus={() => setWhole(true)}
        onBlur={() => setWhole(false)}
        onClick={() => copyText(text)}
      >
        {whole ? text : shorten(text)}
        <span className="unseen">{t('message.copy')}</span>
        <Icon d={copyIcon} size={13} />
      </button>
    </bdi>
  );
};

const Tokens = ({ text }: { text: string }): JSX.Element => {
  const tokens = useMemo(() => tokenizeText(text), [text]);
  return (
    <>
      {tokens.map((token, place) => {
        const key = `${place}${token.kind}`;
        switch (token.kind) {
          case 'text':
            return <span key={key}>{token.text}</span>;
          case 'amount':
            return (
              <bdi key={key} dir="ltr">
                {token.text}
              </bdi>
            );
          case 'code':
            return <Code key={key} text={token.text} />;
          case 'secret':
            return (
              <span key={key} className="secret-chip">
                <Icon d={shield} size={14} />
                {t('secret.removed', { kind: t(`secret.${token.secret}`) })}
              </span>
            );
        }
        return null;
      })}
    </>
  );
};

const NONE: readonly ContactNote[] = [];

/**
 * A message's words as tokens: nothing of it is ever markup. What leads somewhere is a link only where the server says
 * that it is ours or allowed, and what is not to be trusted is explained.
 */
export const MessageText = ({
  text,
  contacts = NONE,
}: {
  text: string;
  contacts?: readonly ContactNote[];
}): JSX.Element => (
  <>
    <div className="words" dir="auto">
      {splitContacts(text, contacts).map(({ text: words, contact }, place) => {
        const key = `${place}`;
        return contact === null ? (
          <Tokens key={key} text={words} />
        ) : (
          <Contact key={key} text={words} contact={contact} onCopy={copyText} />
        );
      })}
    </div>
    <ContactWarnings text={text} contacts={contacts} />
  </>
);
