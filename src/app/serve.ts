import { startApplication } from './application.ts';
import { runProduction } from './run-production.ts';

await runProduction(startApplication);
