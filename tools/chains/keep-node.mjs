/**
 * `node keep-node.mjs <program> [arguments…]` runs a program for as long as its own standard input is open. Whoever
 * started it holds the other end, so the program ends with its owner, also when that is killed outright.
 */
import { spawn } from 'node:child_process';

const GRACE_MS = 3_000;

const [program = '', ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });

const end = () => {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
};

child.once('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
  process.stdin.destroy();
});
child.once('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
process.stdin.once('end', end);
process.stdin.once('error', end);
process.stdin.resume();
