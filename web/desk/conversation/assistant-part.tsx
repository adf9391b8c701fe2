import { Clock3, Siren } from 'lucide-react';
import type { AssistantReply } from '../../../src/core/assistant/reply.ts';
import { ArticleLink } from '../articles/article-link.tsx';
import { useText } from '../locale/text.ts';
import { Chip } from '../parts/chip.tsx';
import { articlesOf } from './article-titles.ts';

/** What the assistant's words rest on: the source of an answer, the articles to choose from, or why people take over. */
export const AssistantPart = ({ reply }: { readonly reply: AssistantReply }) => {
  const text = useText();
  if (reply.kind === 'word') return null;
  if (reply.kind === 'handover') {
    if (reply.emergency === null && reply.staffed) return null;
    return (
      <p className="mt-1.5 flex flex-wrap gap-1">
        {reply.emergency !== null && (
          <Chip tone="danger" icon={Siren}>
            {text(`emergency.${reply.emergency}`)}
          </Chip>
        )}
        {!reply.staffed && <Chip icon={Clock3}>{text('assistant.unstaffed')}</Chip>}
      </p>
    );
  }
  return (
    <div data-testid={`assistant-${reply.kind}`} className="mt-1.5 border-t border-line pt-1">
      <p className="text-11 font-semibold text-muted">
        {text(reply.kind === 'answer' ? 'assistant.source' : 'assistant.offered')}
      </p>
      <ul>
        {articlesOf(reply).map((article) => (
          <li key={article.articleId}>
            <ArticleLink
              id={article.articleId}
              locale={article.locale}
              anchor={article.anchor}
              title={article.title}
              version={article.version}
            />
          </li>
        ))}
      </ul>
    </div>
  );
};
