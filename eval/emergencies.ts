/** `npm run eval -- emergencies [--json]`: the own set of emergencies and what only sounds like one, in all locales. */
import { parseArgs } from 'node:util';
import { report } from '../bench/report.ts';
import { measureOwnSet, OWN_GOALS, openWorld, ownFigures } from './understanding-world.ts';

const { values: args } = parseArgs({
  args: process.argv.slice(3),
  options: { json: { type: 'boolean', default: false } },
});

const understanding = await openWorld();
const tallies = await measureOwnSet(understanding);
await understanding.close();
report({ suite: 'emergencies', figures: ownFigures(tallies), goals: OWN_GOALS, json: args.json });
