import { BellRing, Clock3, Siren } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AssistantReply } from '../../../src/core/assistant/reply.ts';
import type { SelfAction } from '../../../src/core/selfservice/vocabulary.ts';
import { ArticleLink } from '../articles/article-link.tsx';
import { type Text, useText } from '../locale/text.ts';
import { Chip } from '../parts/chip.tsx';
import { articlesOf } from './article-titles.ts';

type ReplyOf<Kind extends AssistantReply['kind']> = Extract<AssistantReply, { kind: Kind }>;

const Frame = ({ kind, children }: { readonly kind: string; readonly children: ReactNode }) => (
  <div data-testid={`assistant-${kind}`} className="mt-1.5 border-t border-line pt-1">
    {children}
  </div>
);

const Articles = ({ reply }: { readonly reply: ReplyOf<'answer' | 'clarify'> }) => {
  const text = useText();
  return (
    <Frame kind={reply.kind}>
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
    </Frame>
  );
};

const Handover = ({ reply }: { readonly reply: ReplyOf<'handover'> }) => {
  const text = useText();
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
};

/** What the words rest on, or wait for. */
const saidOf = (
  reply: ReplyOf<'finding' | 'update' | 'consent' | 'pick' | 'ask' | 'step_up' | 'network_check'>,
  text: Text,
): string => {
  if (reply.kind === 'network_check') return text('assistant.asked.network_check');
  const tool = text(`tool.${reply.tool}`);
  switch (reply.kind) {
    case 'finding':
      return text('assistant.looked_up', { tool });
    case 'update':
      return text('assistant.changed', { tool });
    case 'consent':
      return text('assistant.asked.consent', { tool });
    case 'pick':
      return text('assistant.asked.pick', { tool });
    case 'ask':
      return text(`assistant.asked.${reply.of}`);
    case 'step_up':
      return text('assistant.asked.step_up');
  }
};

const actionsOf = (reply: AssistantReply): readonly SelfAction[] => {
  if (reply.kind === 'finding' || reply.kind === 'update') return reply.actions;
  return reply.kind === 'step_up' && reply.action !== null ? [reply.action] : [];
};

const SelfService = ({ reply }: { readonly reply: Parameters<typeof saidOf>[0] }) => {
  const text = useText();
  const actions = actionsOf(reply);
  const follows = reply.kind === 'finding' && reply.follows;
  return (
    <Frame kind={reply.kind}>
      <p className="text-11 font-semibold text-muted">{saidOf(reply, text)}</p>
      {(actions.length > 0 || follows) && (
        <p className="mt-1 flex flex-wrap gap-1">
          {actions.map((action) => (
            <Chip key={action}>{text(`self_action.${action}`)}</Chip>
          ))}
          {follows && (
            <Chip tone="accent" icon={BellRing}>
              {text('assistant.follows')}
            </Chip>
          )}
        </p>
      )}
    </Frame>
  );
};

/** What stands behind the assistant's words: their source, what was looked up or asked for, or why people take over. */
export const AssistantPart = ({ reply }: { readonly reply: AssistantReply }) => {
  switch (reply.kind) {
    case 'word':
      return null;
    case 'handover':
      return <Handover reply={reply} />;
    case 'answer':
    case 'clarify':
      return <Articles reply={reply} />;
    default:
      return <SelfService reply={reply} />;
  }
};
