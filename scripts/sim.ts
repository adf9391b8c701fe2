/** `npm run sim -- [conversations|sla] …`: what is simulated; without a name conversations, as `sim-conversations.ts` says. */
const SIMULATIONS = ['conversations', 'sla'] as const;

const [named] = process.argv.slice(2);
const name = named === undefined || named.startsWith('-') ? 'conversations' : named;
if (SIMULATIONS.some((known) => known === name)) await import(`./sim-${name}.ts`);
else {
  console.error(`Which simulation? One of: ${SIMULATIONS.join(', ')}.`);
  process.exitCode = 2;
}
