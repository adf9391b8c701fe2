export { createIntake } from './take-in-words.ts';
