import { EMERGENCIES, type Emergency, MANNERS, type Manner } from '../assistant/reply.ts';
import { TOOLS, type Tool } from '../selfservice/vocabulary.ts';
import { CATEGORIES, type Category, PRIORITIES, type Priority } from '../vocabulary.ts';
import { openEmergencyRules } from './emergency-rules.ts';
import { openExtractor } from './extract-features.ts';
import { type LinearModel, scoreClasses, toProbabilities } from './linear-model.ts';
import { CONCEPT_WEIGHT, type LocaleModels } from './train-locale.ts';
import { openVectoriser, type SparseVector } from './vocabulary.ts';

/** What the models and rules make of a message, apart from its language. */
export interface ReadMessage {
  readonly emergency: Emergency | null;
  /** 0 to 1. */
  readonly emergencyScore: number;
  readonly manner: Manner | null;
  readonly urgency: Priority;
  /** The best first, three. */
  readonly categories: readonly { readonly category: Category; readonly score: number }[];
  readonly rules: readonly string[];
  /** Tools that may look up what is asked; the best first, three. The rest of the probability is that none does. */
  readonly tools: readonly { readonly tool: Tool; readonly score: number }[];
}

/** The bar is this much lower when a readable rule says so too. */
const WITH_RULE = 0.8;
const MANNER_FROM = 0.4;

/** Where each kind of emergency belongs. */
const CATEGORY_OF: Readonly<Record<Emergency, Category>> = {
  account_entered: 'security',
  withdrawal_not_mine: 'fraud',
  phone_lost: 'security',
  secret_given: 'fraud',
  pressed_now: 'fraud',
};
/** From here on an emergency is clear enough to say the category too. */
const CLEAR_EMERGENCY_FROM = 0.75;
/** How much of the score the emergency's own category takes from what the words alone say. */
const SHARE_OF_EMERGENCY = 0.6;

const rankCategories = (
  probabilities: Float64Array,
  emergency: Emergency | null,
): ReadMessage['categories'] =>
  CATEGORIES.map((category, at) => {
    const score = probabilities[at] ?? 0;
    if (emergency === null) return { category, score };
    const own = category === CATEGORY_OF[emergency] ? SHARE_OF_EMERGENCY : 0;
    return { category, score: own + (1 - SHARE_OF_EMERGENCY) * score };
  })
    .sort((one, other) => other.score - one.score)
    .slice(0, 3);

const rankTools = (probabilities: Float64Array): ReadMessage['tools'] =>
  TOOLS.map((tool, at) => ({ tool, score: probabilities[at] ?? 0 }))
    .sort((one, other) => other.score - one.score)
    .slice(0, 3);

const best = (probabilities: Float64Array): number => {
  let winner = 0;
  probabilities.forEach((each, at) => {
    if (each > (probabilities[winner] ?? 0)) winner = at;
  });
  return winner;
};

/** Opens a reader over trained models; reading is then 0.1 to 2 ms a message. */
export const openReader = (models: LocaleModels): ((text: string) => ReadMessage) => {
  const extract = openExtractor(models.concepts);
  const findRules = openEmergencyRules(models.rules, models.concepts);
  const vectorise = openVectoriser(models.vocabulary, CONCEPT_WEIGHT.rest);
  const vectoriseForCategory = openVectoriser(models.vocabulary, CONCEPT_WEIGHT.category);
  const judge = (model: LinearModel, vector: SparseVector): Float64Array =>
    toProbabilities(scoreClasses(model, vector), model.sharpness);
  return (text) => {
    const features = extract(text);
    const vector = vectorise(features);
    const emergencyScore = judge(models.emergency, vector)[1] ?? 0;
    const rules = findRules(features.findings);
    const isEmergency = emergencyScore >= models.emergencyFrom * (rules.length > 0 ? WITH_RULE : 1);
    const emergency = isEmergency ? (EMERGENCIES[best(judge(models.kind, vector))] ?? null) : null;
    const manner = judge(models.manner, vector);
    const mannerClass = best(manner);
    const category = judge(models.category, vectoriseForCategory(features));
    const urgency = PRIORITIES[best(judge(models.urgency, vector))] ?? 'normal';
    return {
      emergency,
      emergencyScore,
      manner: (manner[mannerClass] ?? 0) >= MANNER_FROM ? (MANNERS[mannerClass] ?? null) : null,
      urgency: isEmergency ? 'urgent' : urgency === 'urgent' ? 'high' : urgency,
      categories: rankCategories(
        category,
        emergencyScore >= CLEAR_EMERGENCY_FROM ? emergency : null,
      ),
      rules: rules.map((rule) => rule.name),
      tools: rankTools(judge(models.tools, vectoriseForCategory(features))),
    };
  };
};
