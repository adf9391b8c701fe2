import yes from 'icon:check';
import person from 'icon:user-round';
import no from 'icon:x';
import { type JSX, useRef } from 'react';
import type { ArticleRef } from '../../../src/core/assistant/reply.ts';
import { useCell } from '../app/cell.ts';
import { newId } from '../app/device.ts';
import { t } from '../app/locale.ts';
import { state } from '../app/state.ts';
import { tapAssistant } from '../app/tapping.ts';
import { Icon } from '../parts/icon.tsx';
import { focusComposer, NotTapped, useFocusKept, useTapped } from './tapped.tsx';

/** Did this settle it? What was tapped is shown as said at once. The way to a person stands above the composer. */
export const Judgement = ({ id, turnId }: { id: string; turnId: string }): JSX.Element => {
  const tapped = useTapped(id);
  const said = tapped?.tap.kind === 'judgement' && !tapped.failed ? tapped.tap.settled : null;
  const busy = tapped?.failed === false;
  const box = useFocusKept<HTMLFieldSetElement>();
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
  const box = useFocusKept<HTMLFieldSetElement>();
  // The same tap keeps its id however often it is tried, so that it is said once.
  const ids = useRef(new Map<string, string>());
  const choose = ({ articleId, title }: ArticleRef): void => {
    const clientMessageId = ids.current.get(articleId) ?? newId();
    ids.current.set(articleId, clientMessageId);
    void tapAssistant(id, { kind: 'choice', articleId, title, clientMessageId });
  };
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
      <button type="button" className="quiet" onClick={focusComposer}>
        {t('assistant.something_else')}
      </button>
      <NotTapped id={id} kind="choice" />
    </fieldset>
  );
};

/** Above the composer while the assistant answers: who does, and the way to a person. */
export const AssistantBar = ({ id }: { id: string }): JSX.Element => {
  const box = useFocusKept<HTMLDivElement>();
  const tapped = useTapped(id);
  const isAsking = tapped?.failed === false && tapped.tap.kind === 'person';
  return (
    <div className="assistant-bar" ref={box}>
      <p>{t('assistant.answers')}</p>
      <button
        type="button"
        className="quiet person"
        aria-disabled={tapped?.failed === false}
        onClick={() => void tapAssistant(id, { kind: 'person' })}
      >
        <Icon d={person} size={18} />
        {t(isAsking ? 'assistant.asking_person' : 'assistant.person')}
      </button>
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
