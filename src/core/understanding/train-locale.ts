import { EMERGENCIES, MANNERS } from '../assistant/reply.ts';
import { TOOLS, type Tool } from '../selfservice/vocabulary.ts';
import { CATEGORIES, type Category, PRIORITIES } from '../vocabulary.ts';
import type { Concept } from './concepts.ts';
import type { EmergencyRule } from './emergency-rules.ts';
import { openExtractor, type RawFeatures } from './extract-features.ts';
import { type LinearModel, scoreHeldOut, toProbabilities, trainLinear } from './linear-model.ts';
import type { Material } from './material.ts';
import {
  buildVocabulary,
  openVectoriser,
  type SparseVector,
  type Vocabulary,
} from './vocabulary.ts';

/** All that is needed to read messages of one language. Plain data. */
export interface LocaleModels {
  readonly concepts: readonly Concept[];
  readonly rules: readonly EmergencyRule[];
  readonly vocabulary: Vocabulary;
  /** Classes as CATEGORIES. */
  readonly category: LinearModel;
  /** Classes as PRIORITIES. */
  readonly urgency: LinearModel;
  /** Classes: none, some. */
  readonly emergency: LinearModel;
  /** From this probability on a message counts as an emergency. */
  readonly emergencyFrom: number;
  /** Classes as EMERGENCIES. */
  readonly kind: LinearModel;
  /** Classes as MANNERS, then none of them. */
  readonly manner: LinearModel;
  /** Classes as TOOLS, then none of them. */
  readonly tools: LinearModel;
}

/** Raise when models trained before would be read wrongly. */
export const MODELS_VERSION = 12;

/**
 * How much the concepts weigh beside words and characters. What a message is about is said by its concepts; whether it
 * is an emergency hangs on how things are said.
 */
export const CONCEPT_WEIGHT = { category: 1, rest: 0.5 };

/** Softer than the rest, because questions come in wordings far from those trained on. */
const CATEGORY_COST = 0.3;

interface Labelled {
  readonly features: RawFeatures;
  readonly label: number;
}
type Label = <T extends { readonly text: string }>(
  items: readonly T[],
  labelOf: (item: T) => number,
) => readonly Labelled[];

const forCategory = (material: Material, label: Label): readonly Labelled[] => [
  ...label(material.questions, (each) => CATEGORIES.indexOf(each.category)),
  ...label(material.examples, (each) => CATEGORIES.indexOf(each.category)),
];

/** What no tool looks up: asked in general, said in passing, or about what is nobody's account. */
const ABOUT_NO_ACCOUNT: ReadonlySet<Category> = new Set(['tax', 'fraud']);

const forTools = (material: Material, label: Label): readonly Labelled[] => {
  const none = TOOLS.length;
  const strangers = material.questions.filter(({ category }) => ABOUT_NO_ACCOUNT.has(category));
  return [
    ...label(material.tools, ({ tool }) => (tool === null ? none : TOOLS.indexOf(tool))),
    ...label(strangers, () => none),
    ...label(material.manner, () => none),
  ];
};

/** Where something has gone wrong that may be the work of somebody else. */
const NEAR: ReadonlySet<Category> = new Set(['fraud', 'security']);

/** What is asked of these sounds like an emergency and may be one: it teaches neither side. */
const NEAR_TOOLS: ReadonlySet<Tool> = new Set(['two_factor', 'restriction', 'password']);

/** Pressing questions of these kinds are no emergency by the phrases, yet near one: they teach neither side. */
const isNearEmergency = (question: Material['questions'][number]): boolean =>
  NEAR.has(question.category) && question.urgency === 'high';

const readTexts = (material: Material, label: Label) => {
  const manner = label(material.manner, (each) => MANNERS.indexOf(each.manner));
  const calm = label(
    material.calm.map((text) => ({ text })),
    () => 0,
  );
  const kind = label(material.emergencies, (each) => EMERGENCIES.indexOf(each.kind));
  const relabel = (texts: readonly Labelled[], to: number): readonly Labelled[] =>
    texts.map(({ features }) => ({ features, label: to }));
  const quietQuestions = material.questions.filter((each) => !isNearEmergency(each));
  const questions = label(material.questions, (each) => PRIORITIES.indexOf(each.urgency));
  // How people ask for a person stands among the articles and questions of `other`, and doubts about one among the calm.
  const plain = label(
    [...material.questions, ...material.examples].filter(({ category }) => category !== 'other'),
    () => MANNERS.length,
  );
  return {
    kind,
    calm,
    urgency: [...questions, ...relabel(kind, PRIORITIES.indexOf('urgent'))],
    // The calm come first: by them the bar is set.
    emergency: [
      ...calm,
      ...label(quietQuestions, () => 0),
      ...label(
        material.tools.filter(({ tool }) => tool === null || !NEAR_TOOLS.has(tool)),
        () => 0,
      ),
      ...relabel(manner, 0),
      ...relabel(kind, 1),
    ],
    manner: [...manner, ...relabel([...plain, ...kind], MANNERS.length)],
  };
};

/** Of the calm texts, each read by a model that has not seen it, so many may be taken for an emergency. */
const CALM_FLAGGED_SHARE = 0.1;
/** A false alarm costs a minute, a missed one an account: the bar is never higher than this, nor nonsensically low. */
const BAR_MOST = 0.2;
const BAR_LEAST = 0.05;
const FOLDS = 5;

/**
 * The model that tells emergencies, and from which probability on it is believed: the lowest at which no more than
 * `CALM_FLAGGED_SHARE` of the calm texts (the first `calmCount`) would be flagged.
 */
const trainWithBar = (
  { vectors, labels }: { readonly vectors: readonly SparseVector[]; readonly labels: Int32Array },
  calmCount: number,
  featureCount: number,
): { readonly model: LinearModel; readonly from: number } => {
  const options = { featureCount, cost: 1 };
  const model = trainLinear(vectors, labels, 2, options);
  const calm = scoreHeldOut(vectors, labels, 2, { ...options, folds: FOLDS })
    .slice(0, calmCount)
    .map((scores) => toProbabilities(scores, model.sharpness)[1] ?? 0)
    .sort((a, b) => b - a);
  const bar = calm[Math.floor(CALM_FLAGGED_SHARE * calm.length)] ?? BAR_MOST;
  return { model, from: Math.min(BAR_MOST, Math.max(BAR_LEAST, bar)) };
};

/**
 * Trains from the material alone; the same material gives the same models. Takes about a second. `lingua`: the English
 * material for other locales, whose questions are full of English terms; null for English itself.
 */
export const trainLocale = (material: Material, lingua: Material | null): LocaleModels => {
  const extract = openExtractor(material.concepts);
  const label: Label = (items, labelOf) =>
    items.map((item) => ({ features: extract(item.text), label: labelOf(item) }));
  const category = [
    ...forCategory(material, label),
    ...(lingua === null ? [] : forCategory(lingua, label)),
  ];
  const tools = [...forTools(material, label), ...(lingua === null ? [] : forTools(lingua, label))];
  const { kind, calm, urgency, emergency, manner } = readTexts(material, label);
  const vocabulary = buildVocabulary([...category, ...emergency].map(({ features }) => features));
  const featureCount = vocabulary.rarity.length;
  const prepare = (texts: readonly Labelled[], conceptWeight: number) => {
    const vectorise = openVectoriser(vocabulary, conceptWeight);
    return {
      vectors: texts.map(({ features }) => vectorise(features)),
      labels: Int32Array.from(texts, (each) => each.label),
    };
  };
  const train = (
    texts: readonly Labelled[],
    classCount: number,
    conceptWeight: number,
    cost = 1,
  ): LinearModel => {
    const { vectors, labels } = prepare(texts, conceptWeight);
    return trainLinear(vectors, labels, classCount, { featureCount, cost });
  };
  const urgent = prepare(emergency, CONCEPT_WEIGHT.rest);
  const alarm = trainWithBar(urgent, calm.length, featureCount);
  return {
    concepts: material.concepts,
    rules: material.rules,
    vocabulary,
    category: train(category, CATEGORIES.length, CONCEPT_WEIGHT.category, CATEGORY_COST),
    urgency: train(urgency, PRIORITIES.length, CONCEPT_WEIGHT.rest),
    emergency: alarm.model,
    emergencyFrom: alarm.from,
    kind: train(kind, EMERGENCIES.length, CONCEPT_WEIGHT.rest),
    manner: train(manner, MANNERS.length + 1, CONCEPT_WEIGHT.rest),
    tools: train(tools, TOOLS.length + 1, CONCEPT_WEIGHT.category, 3),
  };
};
