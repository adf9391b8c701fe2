import { createContext } from 'react';
import type { ArticleRef, AssistantReply } from '../../../src/core/assistant/reply.ts';
import type { TimelineEntry } from '../../kit/state/timeline.ts';

/** The articles that the assistant's words name: its source, or those to choose from. */
export const articlesOf = (reply: AssistantReply): readonly ArticleRef[] => {
  if (reply.kind === 'answer') return [reply.article];
  return reply.kind === 'clarify' ? reply.options : [];
};

/** Titles of all articles that were named in what is loaded of a conversation, by id. */
export const titlesOf = (entries: readonly TimelineEntry[]): ReadonlyMap<string, string> =>
  new Map(
    entries.flatMap((entry) =>
      entry.kind === 'message' && entry.turn !== undefined
        ? articlesOf(entry.turn.reply).map(({ articleId, title }): [string, string] => [
            articleId,
            title,
          ])
        : [],
    ),
  );

/** Titles for the lines of the thread. */
export const ArticleTitles = createContext<ReadonlyMap<string, string>>(new Map());
