export { createHelpCentre } from './help-centre.ts';
export type { HelpCentreDeps, HelpSource } from './help-source.ts';
