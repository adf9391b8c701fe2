/** `npm run eval -- emergencies [--data FILE] [--json]`: the own set of emergencies and what only sounds like one. */
import { parseArgs } from 'node:util';
import { report } from '../bench/report.ts';
import { measureOwnSet, OWN_GOALS, openWorld, ownFigures } from './understanding-world.ts';

const { values: args } = parseArgs({
  args: process.argv.slice(3),
  options: { data: { type: 'string' }, json: { type: 'boolean', default: false } },
});

const understanding = await openWorld();
const tallies = await measureOwnSet(understanding, args.data);
await understanding.close();
report({ suite: 'emergencies', figures: ownFigures(tallies), goals: OWN_GOALS, json: args.json });
