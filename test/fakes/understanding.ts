import type { Understanding, Understood } from '../../src/ports/understanding.ts';

/** Understands what it is told to, word by word: the first pair whose word stands in the text. */
export const fakeUnderstanding = (
  meanings: Readonly<Record<string, Partial<Understood>>>,
): Understanding => ({
  understand: async (text, hint) => {
    const found = Object.entries(meanings).find(([word]) => text.includes(word));
    return {
      locale: hint,
      language: hint,
      languageIsSure: true,
      emergency: null,
      emergencyScore: 0,
      manner: null,
      urgency: 'normal',
      categories: [{ category: 'deposit', score: 0.9 }],
      rules: [],
      tools: [],
      ...found?.[1],
    };
  },
  ready: async () => undefined,
  close: async () => undefined,
});
