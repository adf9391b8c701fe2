import { EMERGENCIES, MANNERS } from '../assistant/reply.ts';
import { CATEGORIES, PRIORITIES } from '../vocabulary.ts';
import type { Concept } from './concepts.ts';
import type { EmergencyRule } from './emergency-rules.ts';
import { openExtractor, type RawFeatures } from './extract-features.ts';
import { type LinearModel, trainLinear } from './linear-model.ts';
import type { Material } from './material.ts';
import { buildVocabulary, openVectoriser, type Vocabulary } from './vocabulary.ts';

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
  /** Classes as EMERGENCIES. */
  readonly kind: LinearModel;
  /** Classes as MANNERS, then none of them. */
  readonly manner: LinearModel;
}

/** Raise when models trained before would be read wrongly. */
export const MODELS_VERSION = 4;

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

/** Money just lost to a fraud is no emergency by the phrases, yet near one: it teaches neither side. */
const isNearEmergency = (question: Material['questions'][number]): boolean =>
  question.category === 'fraud' && question.urgency === 'high';

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
  const examples = label(material.examples, () => 0);
  return {
    kind,
    urgency: [...questions, ...relabel(kind, PRIORITIES.indexOf('urgent'))],
    emergency: [
      ...label(quietQuestions, () => 0),
      ...calm,
      ...relabel(manner, 0),
      ...relabel(kind, 1),
    ],
    manner: [...manner, ...relabel([...questions, ...examples, ...calm, ...kind], MANNERS.length)],
  };
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
  const { kind, urgency, emergency, manner } = readTexts(material, label);
  const vocabulary = buildVocabulary([...category, ...emergency].map(({ features }) => features));
  const featureCount = vocabulary.rarity.length;
  const train = (
    texts: readonly Labelled[],
    classCount: number,
    conceptWeight: number,
    cost = 1,
  ): LinearModel => {
    const vectorise = openVectoriser(vocabulary, conceptWeight);
    const vectors = texts.map(({ features }) => vectorise(features));
    const labels = Int32Array.from(texts, (each) => each.label);
    return trainLinear(vectors, labels, classCount, { featureCount, cost });
  };
  return {
    concepts: material.concepts,
    rules: material.rules,
    vocabulary,
    category: train(category, CATEGORIES.length, CONCEPT_WEIGHT.category, CATEGORY_COST),
    urgency: train(urgency, PRIORITIES.length, CONCEPT_WEIGHT.rest),
    emergency: train(emergency, 2, CONCEPT_WEIGHT.rest),
    kind: train(kind, EMERGENCIES.length, CONCEPT_WEIGHT.rest),
    manner: train(manner, MANNERS.length + 1, CONCEPT_WEIGHT.rest),
  };
};
