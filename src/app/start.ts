import { startApplication } from './application.ts';
import { runDemo } from './run-demo.ts';
import { seedDemo } from './seed-demo.ts';

await runDemo({ startApplication, seedDemo });
