export { holdsLastingSecret } from './holds-lasting-secret.ts';
export { createIntake } from './take-in-words.ts';
