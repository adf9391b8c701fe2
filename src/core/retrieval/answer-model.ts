import type { Analyser } from './analyse.ts';
import { type Steps, trainLeastSquares } from './least-squares.ts';
import { createSimilarity } from './similarity.ts';

/** What an article is known by. */
export interface Taught {
  readonly title: string;
  readonly asks: readonly string[];
  readonly passages: readonly string[];
}

export interface AnswerModel {
  /** About 1 for an article that surely answers, about 0 for others. */
  scores(question: string): Float64Array;
  /** For each article the estimated chance, 0 to 1, that it answers the question; together at most 1. */
  chances(question: string): Float64Array;
}

/** How little a text is trusted: asks as they are, titles and passages twice as much. Found by leaving out. */
const DOUBT = 1;
const DOUBT_OF_TITLE = 0.5;
const DOUBT_OF_PASSAGE = 0.5;

/** Articles that share the chance; what lies behind them is noise. */
export const CONTENDERS = 5;

/**
 * From scores to chances, fitted by eval/answers-fit.ts on asks and titles that the model had not seen and on messages
 * that no article answers, over all eight locales: that any article answers is 1/(1 + e^−(BASE + SLOPE·ln‖s⁺‖)), and of
 * this each of the best five gets s⁺^SHARPNESS, divided by their sum.
 */
const BASE = 5.18;
const SLOPE = 3.09;
const SHARPNESS = 2.45;

export const chancesOf = (scores: Float64Array): Float64Array => {
  const positive = scores.map((score) => Math.max(0, score));
  const squares = positive.reduce((sum, score) => sum + score * score, 0);
  if (squares === 0) return positive.fill(0);
  const known = 1 / (1 + Math.exp(-(BASE + (SLOPE / 2) * Math.log(squares))));
  const least = positive.toSorted().at(-CONTENDERS) ?? 0;
  const raised = positive.map((score) => (score < least ? 0 : score ** SHARPNESS));
  const total = raised.reduce((sum, score) => sum + score, 0);
  return total === 0 ? raised : raised.map((score) => (known * score) / total);
};

/** `strangers`: messages that no article answers. */
export function* trainAnswers(
  analyser: Analyser,
  articles: readonly Taught[],
  strangers: readonly string[],
): Steps<AnswerModel> {
  const texts: string[] = [];
  const labels: number[] = [];
  const doubts: number[] = [];
  const teach = (label: number, doubt: number, text: string): void => {
    texts.push(text);
    labels.push(label);
    doubts.push(doubt);
  };
  articles.forEach(({ title, asks, passages }, label) => {
    teach(label, DOUBT_OF_TITLE, title);
    for (const ask of asks) teach(label, DOUBT, ask);
    for (const passage of passages) teach(label, DOUBT_OF_PASSAGE, passage);
  });
  for (const stranger of strangers) teach(-1, DOUBT, stranger);

  const size = texts.length;
  const similarity = yield* createSimilarity(analyser, texts);
  const kernel = new Float64Array(size * size);
  for (const [row, text] of texts.entries()) {
    if (row % 16 === 0) yield;
    kernel.set(similarity.to(text), row * size);
  }
  const alphas = yield* trainLeastSquares({
    kernel,
    labels: Int32Array.from(labels),
    doubt: Float64Array.from(doubts),
    classCount: articles.length,
  });
  const scores = (question: string): Float64Array => {
    const alike = similarity.to(question);
    const sums = new Float64Array(articles.length);
    for (let article = 0; article < sums.length; article += 1) {
      let sum = 0;
      for (let at = 0; at < size; at += 1) {
        sum += (alike[at] ?? 0) * (alphas[article * size + at] ?? 0);
      }
      sums[article] = sum;
    }
    return sums;
  };
  return { scores, chances: (question) => chancesOf(scores(question)) };
}
