// Loaded before everything else, by whatever Node the machine has: the product needs the pinned one.
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 26) {
  console.error(
    `Mainstay runs on Node 26, which npm ci brings for Linux, macOS (x64) and Windows (x64); this is ${process.versions.node}.`,
  );
  console.error('Run npm ci (without --omit=optional), or install Node 26, and try again.');
  process.exit(78);
}
