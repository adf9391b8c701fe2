import './article.css';
import person from 'icon:message-circle-question-mark';
import { type JSX, useEffect, useRef, useState } from 'react';
import type { Article, Block } from '../../../src/contract/help.ts';
import { RTL_LOCALES } from '../../../src/core/vocabulary.ts';
import type { Refusal } from '../../kit/api/request.ts';
import { turnArrows } from '../../kit/locale/turn-arrows.ts';
import { useCell } from '../app/cell.ts';
import { t, useLocale } from '../app/locale.ts';
import { beginConversation, show } from '../app/messenger.ts';
import { ask } from '../app/session.ts';
import { type Screen, state } from '../app/state.ts';
import { dayOfYear } from '../app/time.ts';
import { Icon } from '../parts/icon.tsx';
import { Failure } from '../screens/failure.tsx';
import { Blocks } from './blocks.tsx';
import { Helpful } from './helpful.tsx';

type ArticleAt = Extract<Screen, { name: 'article' }>;

/** The newest version each time; what was read last stays on screen until it has come. */
const useArticle = (id: string) => {
  const locale = useLocale();
  const [article, setArticle] = useState<Article | null>(null);
  const [failure, setFailure] = useState<Refusal | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks anew
  useEffect(() => {
    let isWanted = true;
    setFailure(null);
    const path = `/api/help/articles/${encodeURIComponent(id)}?locale=${locale}`;
    void ask<Article>('GET', path).then((answer) => {
      if (!isWanted) return;
      if (answer.ok) setArticle(answer.value);
      else setFailure(answer);
    });
    return () => {
      isWanted = false;
    };
  }, [id, locale, attempt]);
  const isShown = article?.id === id && failure === null;
  return { article: isShown ? article : null, failure, retry: () => setAttempt(attempt + 1) };
};

const Bones = (): JSX.Element => (
  <div className="late" aria-hidden="true">
    <span className="bone bone-line bone-long" />
    <span className="bone bone-line" />
    <span className="bone bone-line bone-long" />
    <span className="bone bone-line bone-long" />
  </div>
);

/** The conversation that the reading began in, however many articles ago. */
const chatBehind = (screen: Screen): Extract<Screen, { name: 'chat' }> | null =>
  screen.name === 'article' ? chatBehind(screen.back) : screen.name === 'chat' ? screen : null;

const StillStuck = ({
  screen,
  article,
}: {
  screen: ArticleAt;
  article: Article | null;
}): JSX.Element => {
  const chat = chatBehind(screen);
  return (
    <div className="foot">
      <button
        type="button"
        className="primary"
        onClick={() =>
          chat === null
            ? void beginConversation({
                aboutArticleId: screen.id,
                ...(article && { category: article.section }),
              })
            : show(chat)
        }
      >
        <Icon d={person} />
        {t(chat === null ? 'article.still' : 'article.back_to_chat')}
      </button>
    </div>
  );
};

/** Every word of it, wherever it stands in the tree. */
const turned = ({ blocks, locale }: Article): readonly Block[] =>
  JSON.parse(turnArrows(JSON.stringify(blocks), locale)) as readonly Block[];

/** A help article, read without leaving the messenger. */
export const ArticleScreen = ({ screen }: { screen: ArticleAt }): JSX.Element => {
  const { article, failure, retry } = useArticle(screen.id);
  const blocked = useCell(state, ({ customer }) => customer?.blocked === true);
  const title = useRef<HTMLHeadingElement>(null);
  const box = useRef<HTMLElement>(null);
  const shownId = article?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each article is begun at its beginning
  useEffect(() => {
    box.current?.scrollTo({ top: 0 });
    title.current?.focus();
  }, [shownId]);
  return (
    <>
      <section
        ref={box}
        className="scroll pad"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={article?.title ?? t('help.title')}
      >
        {failure !== null && <Failure failure={failure} onRetry={retry} />}
        {article === null && failure === null && <Bones />}
        {article !== null && (
          <article
            className="article"
            lang={article.locale}
            dir={RTL_LOCALES.includes(article.locale) ? 'rtl' : 'ltr'}
          >
            <h2 ref={title} tabIndex={-1} className="article-title">
              {article.title}
            </h2>
            <p className="article-about muted">
              {t(`category.${article.section}`)}
              {' · '}
              {t('article.updated', { date: dayOfYear(article.updatedAt) })}
              {' · '}
              <bdi dir="ltr">
                {article.id} v{article.version}
              </bdi>
            </p>
            <Blocks
              blocks={turned(article)}
              onArticle={(id) => show({ name: 'article', id, back: screen })}
            />
            <Helpful key={article.id} article={article} />
          </article>
        )}
      </section>
      {!blocked && <StillStuck screen={screen} article={article} />}
    </>
  );
};
