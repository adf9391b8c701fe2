import { EMERGENCIES, type Emergency, MANNERS } from '../assistant/reply.ts';
import { CATEGORIES, type Category, PRIORITIES } from '../vocabulary.ts';
import type { Concept } from './concepts.ts';
import { openExtractor, type RawFeatures } from './extract-features.ts';
import { type LinearModel, trainLinear } from './linear-model.ts';
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
export const MODELS_VERSION = 1;

/** Where each kind of emergency belongs, so that its words help to tell the category. */
const CATEGORY_OF: Readonly<Record<Emergency, Category>> = {
  account_entered: 'security',
  withdrawal_not_mine: 'fraud',
  phone_lost: 'security',
  secret_given: 'fraud',
  pressed_now: 'fraud',
};

interface Labelled {
  readonly features: RawFeatures;
  readonly label: number;
}

/** A missed emergency costs more than a false one. */
const EMERGENCY_COST = 3;

/** Trains from the material alone; the same material gives the same models. Takes seconds. */
export const trainLocale = (material: Material): LocaleModels => {
  const { questions, emergencies, calm, manner, examples } = material;
  const extract = openExtractor(material.concepts);
  const labelled = <T extends { readonly text: string }>(
    items: readonly T[],
    labelOf: (item: T) => number,
  ): readonly Labelled[] =>
    items.map((item) => ({ features: extract(item.text), label: labelOf(item) }));
  const calmTexts = calm.map((text) => ({ text }));
  const category = [
    ...labelled(questions, (each) => CATEGORIES.indexOf(each.category)),
    ...labelled(examples, (each) => CATEGORIES.indexOf(each.category)),
    ...labelled(emergencies, (each) => CATEGORIES.indexOf(CATEGORY_OF[each.kind])),
  ];
  const urgency = [
    ...labelled(questions, (each) => PRIORITIES.indexOf(each.urgency)),
    ...labelled(emergencies, () => PRIORITIES.indexOf('urgent')),
  ];
  const kind = labelled(emergencies, (each) => EMERGENCIES.indexOf(each.kind));
  const isMannered = labelled(manner, (each) => MANNERS.indexOf(each.manner));
  const quiet = [...labelled(calmTexts, () => 0)];
  const emergency = [
    ...labelled(questions, () => 0),
    ...labelled(examples, () => 0),
    ...quiet,
    ...isMannered.map(({ features }) => ({ features, label: 0 })),
    ...kind.map(({ features }) => ({ features, label: 1 })),
  ];
  const none = MANNERS.length;
  const mannered = [
    ...isMannered,
    ...[...category, ...quiet].map(({ features }) => ({ features, label: none })),
  ];

  const vocabulary = buildVocabulary(emergency.map(({ features }) => features));
  const vectorise = openVectoriser(vocabulary);
  const featureCount = vocabulary.rarity.length;
  const train = (texts: readonly Labelled[], classCount: number, memberCost = 1): LinearModel => {
    const vectors: SparseVector[] = texts.map(({ features }) => vectorise(features));
    const labels = Int32Array.from(texts, ({ label }) => label);
    return trainLinear(vectors, labels, classCount, { featureCount, memberCost });
  };
  return {
    concepts: material.concepts,
    vocabulary,
    category: train(category, CATEGORIES.length),
    urgency: train(urgency, PRIORITIES.length),
    emergency: train(emergency, 2, EMERGENCY_COST),
    kind: train(kind, EMERGENCIES.length),
    manner: train(mannered, none + 1),
  };
};
