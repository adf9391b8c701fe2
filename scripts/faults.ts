/** `npm run faults -- [chat|promises] …`: what stays true while servers, databases and clocks fail; see each of them. */
const suite = process.argv[2] === 'promises' ? 'promises' : 'chat';
await import(`./faults-${suite}.ts`);
