import type { LocaleModels } from '../../core/understanding/train-locale.ts';
import type { Category, Locale } from '../../core/vocabulary.ts';
import type { Understood } from '../../ports/understanding.ts';

/** One way in which people ask for an article, or its title. */
export interface Example {
  readonly locale: Locale;
  readonly section: Category;
  readonly text: string;
}

/** What the training thread is started with. */
export interface TrainingOrder {
  readonly phrasesFolder: string;
  readonly rulesFolder: string;
  /** Null: always train. */
  readonly cacheFolder: string | null;
  readonly locales: readonly Locale[];
  readonly examples: readonly Example[];
}

/** What it says, once a locale; then it ends. */
export interface Trained {
  readonly locale: Locale;
  readonly models: LocaleModels;
}

/** What the reading thread is told. */
export type ToReader =
  | ({ readonly kind: 'models' } & Trained)
  | {
      readonly kind: 'understand';
      readonly id: number;
      readonly text: string;
      readonly hint: Locale;
    };

/** What it answers. */
export interface FromReader {
  readonly id: number;
  readonly understood: Understood;
}
