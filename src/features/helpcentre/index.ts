export { createHelpCentre } from './help-centre.ts';
export type { HelpSource } from './help-source.ts';
