import yes from 'icon:check';
import alert from 'icon:circle-exclamation-point';
import person from 'icon:user-round';
import no from 'icon:x';
import { type JSX, useEffect, useRef } from 'react';
import type { ArticleRef } from '../../../src/core/assistant/reply.ts';
import { useCell } from '../app/cell.ts';
import { newId } from '../app/device.ts';
import { t } from '../app/locale.ts';
import { patchChat, state, type Tap } from '../app/state.ts';
import { tapAssistant } from '../app/tapping.ts';
import { Icon } from '../parts/icon.tsx';

/** The tap of this conversation that is on its way or did not arrive. */
const useTapped = (id: string) => useCell(state, ({ chats }) => chats[id]?.tapped ?? null);

/** A tap that did not arrive: again, or not at all. */
const NotTapped = ({ id, kind }: { id: string; kind: Tap['kind'] }): JSX.Element | null => {
  const tapped = useTapped(id);
  if (tapped?.failed !== true || tapped.tap.kind !== kind) return null;
  return (
    <div className="not-sent" role="alert">
      <p>
        <Icon d={alert} size={16} />
        {t('message.not_sent')}
      </p>
      <div className="buttons">
        <button type="button" className="quiet" onClick={() => void tapAssistant(id, tapped.tap)}>
          {t('retry')}
        </button>
        <button type="button" className="quiet" onClick={() => patchChat(id, { tapped: null })}>
          {t('cancel')}
        </button>
      </div>
    </div>
  );
};

const PersonButton = ({ id }: { id: string }): JSX.Element => {
  const tapped = useTapped(id);
  const isAsking = tapped?.failed === false && tapped.tap.kind === 'person';
  return (
    <button
      type="button"
      className="quiet person"
      aria-disabled={tapped?.failed === false}
      onClick={() => void tapAssistant(id, { kind: 'person' })}
    >
      <Icon d={person} size={18} />
      {t(isAsking ? 'assistant.asking_person' : 'assistant.person')}
    </button>
  );
};

/** Did this settle it? What was tapped is shown as said at once. */
export const Judgement = ({ id, turnId }: { id: string; turnId: string }): JSX.Element => {
  const tapped = useTapped(id);
  const said = tapped?.tap.kind === 'judgement' && !tapped.failed ? tapped.tap.settled : null;
  const busy = tapped?.failed === false;
  const box = useRef<HTMLFieldSetElement>(null);
  useFocusKept(box);
  const answer = (settled: boolean, icon: string, key: string): JSX.Element => (
    <button
      type="button"
      className="quiet"
      aria-disabled={busy}
      aria-pressed={said === settled}
      onClick={() => void tapAssistant(id, { kind: 'judgement', turnId, settled })}
    >
      <Icon d={icon} size={18} />
      {t(key)}
    </button>
  );
  return (
    <fieldset className="judgement" ref={box} aria-label={t('assistant.settled')}>
      <p>{said === true ? t('assistant.glad') : t('assistant.settled')}</p>
      <div className="buttons">
        {answer(true, yes, 'assistant.yes')}
        {answer(false, no, 'assistant.no')}
        <PersonButton id={id} />
      </div>
      <NotTapped id={id} kind="judgement" />
    </fieldset>
  );
};

/** Two or three articles to choose from; whoever means something else simply writes. */
export const Options = ({
  id,
  options,
}: {
  id: string;
  options: readonly ArticleRef[];
}): JSX.Element => {
  const tapped = useTapped(id);
  const box = useRef<HTMLFieldSetElement>(null);
  // The same tap keeps its id however often it is tried, so that it is said once.
  const ids = useRef(new Map<string, string>());
  const choose = ({ articleId, title }: ArticleRef): void => {
    const clientMessageId = ids.current.get(articleId) ?? newId();
    ids.current.set(articleId, clientMessageId);
    void tapAssistant(id, { kind: 'choice', articleId, title, clientMessageId });
  };
  useFocusKept(box);
  const chosen = tapped?.tap.kind === 'choice' ? tapped.tap.articleId : null;
  return (
    <fieldset className="options" aria-label={t('assistant.options')} ref={box}>
      {options.map((option) => (
        <button
          key={option.articleId}
          type="button"
          className="quiet option"
          lang={option.locale}
          aria-disabled={tapped?.failed === false}
          aria-pressed={chosen === option.articleId}
          onClick={() => choose(option)}
        >
          <bdi>{option.title}</bdi>
        </button>
      ))}
      <div className="buttons">
        <button type="button" className="quiet" onClick={focusComposer}>
          {t('assistant.something_else')}
        </button>
        <PersonButton id={id} />
      </div>
      <NotTapped id={id} kind="choice" />
    </fieldset>
  );
};

const focusComposer = (): void =>
  document.querySelector<HTMLElement>('.composer textarea')?.focus();

/** Buttons that vanish under the focus hand it to the composer, not to nowhere; a thumb needs no keyboard for that. */
const useFocusKept = (box: React.RefObject<HTMLElement | null>): void => {
  useEffect(() => {
    const element = box.current;
    return () => {
      if (element?.contains(document.activeElement) !== true) return;
      if (!matchMedia('(pointer: coarse)').matches) focusComposer();
    };
  }, [box]);
};

/** Above the composer while the assistant answers: who does, and the way to a person. */
export const AssistantBar = ({ id }: { id: string }): JSX.Element => {
  const box = useRef<HTMLDivElement>(null);
  useFocusKept(box);
  return (
    <div className="assistant-bar" ref={box}>
      <p>{t('assistant.answers')}</p>
      <PersonButton id={id} />
      <NotTapped id={id} kind="person" />
    </div>
  );
};

/** Before the first words: the assistant answers them, unless a person is to. */
export const FirstAnswerBar = ({ id }: { id: string }): JSX.Element => {
  const begun = useCell(state, (each) => each.begun);
  const isPerson = begun[id]?.withAssistant === false;
  const toggle = (): void =>
    state.patch({ begun: { ...begun, [id]: { ...begun[id], withAssistant: isPerson } } });
  return (
    <div className="assistant-bar">
      <p role="status">{t(isPerson ? 'assistant.person_first' : 'assistant.first')}</p>
      <button type="button" className="quiet person" aria-pressed={isPerson} onClick={toggle}>
        <Icon d={person} size={18} />
        {t('assistant.person')}
      </button>
    </div>
  );
};
