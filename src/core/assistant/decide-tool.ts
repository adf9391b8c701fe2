import { LEVEL_OF_TOOL } from '../selfservice/levels.ts';
import type { Tool } from '../selfservice/vocabulary.ts';
import { SURE, TOOL_LIKELY, TOOL_OVER_ARTICLE, TOOL_SURE, TOOLS_TOGETHER } from './thresholds.ts';

export interface ToolFacts {
  /** Best first; only those that can be used here. */
  readonly tools: readonly { readonly tool: Tool; readonly score: number }[];
  /** A transaction id stands in the words. */
  readonly namesTransaction: boolean;
  /** The assistant has just asked for one. */
  readonly asksForTransaction: boolean;
  /** The exchange has not vouched for the one who asks. */
  readonly isVisitor: boolean;
  /** Of the article that fits best, 0 to 1. */
  readonly bestArticle: number;
}

/** Tools that look a transaction up. */
const OF_TRANSACTIONS: ReadonlySet<Tool> = new Set(['deposit', 'withdrawal', 'past_transaction']);
/** With an id in the words it takes little more to know what is meant. */
const WITH_ID = 0.15;

/**
 * The tool that looks up what is asked; null: none. A tool is preferred to an article where the customer asks about
 * something of their own. Whoever is not signed in gets the article where one is sure, and is asked to sign in else.
 */
export const decideTool = (facts: ToolFacts): Tool | null => {
  const { tools, namesTransaction, asksForTransaction, isVisitor, bestArticle } = facts;
  if (namesTransaction) {
    const named = tools.find(({ tool, score }) => OF_TRANSACTIONS.has(tool) && score >= WITH_ID);
    if (named !== undefined) return named.tool;
    const [best] = tools;
    if (best === undefined) return null;
    if (asksForTransaction || best.score < TOOL_SURE) return 'past_transaction';
  }
  const [best] = tools;
  if (best === undefined) return null;
  const together = tools.reduce((sum, { score }) => sum + score, 0);
  const isMeant = best.score >= TOOL_SURE || best.score > 1 - together;
  const mayBeMeant = best.score >= TOOL_LIKELY && together >= TOOLS_TOGETHER;
  const fits =
    bestArticle < SURE ? isMeant || mayBeMeant : isMeant && best.score >= TOOL_OVER_ARTICLE;
  if (!fits) return null;
  const isClosed = isVisitor && LEVEL_OF_TOOL[best.tool] !== 'none';
  return isClosed && bestArticle >= SURE ? null : best.tool;
};
