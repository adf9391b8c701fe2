import type { Understanding } from '../../ports/understanding.ts';

/** For an installation whose assistant is off: nothing is understood, and so everything is people's. */
export const noUnderstanding: Understanding = {
  understand: async (_text, hint) => ({
    locale: hint,
    language: null,
    languageIsSure: false,
    emergency: null,
    emergencyScore: 0,
    manner: null,
    urgency: 'normal',
    categories: [],
    rules: [],
    tools: [],
  }),
  ready: async () => undefined,
  close: async () => undefined,
};
