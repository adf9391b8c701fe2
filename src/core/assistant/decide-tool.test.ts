import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Tool } from '../selfservice/vocabulary.ts';
import { decideTool, type ToolFacts } from './decide-tool.ts';
import { SURE, TOOL_OVER_ARTICLE, TOOL_SURE } from './thresholds.ts';

const facts = (
  scores: readonly (readonly [Tool, number])[],
  given: Partial<ToolFacts> = {},
): ToolFacts => ({
  tools: scores.map(([tool, score]) => ({ tool, score })),
  namesTransaction: false,
  asksForTransaction: false,
  isVisitor: false,
  bestArticle: 0,
  ...given,
});

test('a tool that fits is preferred to an article; a general question is left to articles', () => {
  const sure = { bestArticle: SURE };
  assert.equal(decideTool(facts([['deposit', TOOL_OVER_ARTICLE]], sure)), 'deposit');
  assert.equal(decideTool(facts([['deposit', TOOL_SURE]], sure)), null);
  assert.equal(decideTool(facts([['deposit', TOOL_SURE]])), 'deposit');
  assert.equal(decideTool(facts([['deposit', 0.3]], { bestArticle: SURE })), null);
  assert.equal(decideTool(facts([['deposit', 0.3]])), 'deposit');
  assert.equal(decideTool(facts([['deposit', 0.2]])), null);
  assert.equal(
    decideTool(
      facts([
        ['deposit', 0.2],
        ['withdrawal', 0.15],
      ]),
    ),
    'deposit',
  );
  assert.equal(decideTool(facts([])), null);
});

test('an id in the words means a transaction', () => {
  const named = { namesTransaction: true };
  assert.equal(decideTool(facts([['deposit', 0.2]], named)), 'deposit');
  assert.equal(decideTool(facts([['order', 0.1]], named)), 'past_transaction');
  assert.equal(decideTool(facts([['order', 0.9]], named)), 'order');
  const asked = { ...named, asksForTransaction: true };
  assert.equal(decideTool(facts([['order', 0.9]], asked)), 'past_transaction');
  assert.equal(decideTool(facts([], named)), null);
});

test('who is not signed in gets the article where one is sure, and what needs no account', () => {
  const visitor = { isVisitor: true };
  assert.equal(decideTool(facts([['deposit', 0.9]], { ...visitor, bestArticle: SURE })), null);
  assert.equal(decideTool(facts([['deposit', 0.9]], visitor)), 'deposit');
  assert.equal(
    decideTool(facts([['platform', 0.9]], { ...visitor, bestArticle: SURE })),
    'platform',
  );
});
