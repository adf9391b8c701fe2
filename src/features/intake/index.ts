export { createIntake, type Intake } from './take-in-words.ts';
