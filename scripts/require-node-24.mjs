// Must parse on old runtimes: its whole purpose is to speak there.
const major = Number(process.versions.node.split('.')[0]);

if (major < 24) {
  console.error(
    `Starlight needs Node 24, and this is ${process.version}. ` +
      'Start it with `npm run …`: the Node that `npm ci` puts into node_modules is then found first. ' +
      'If you did, run `npm rebuild node`.',
  );
  process.exit(2);
}
