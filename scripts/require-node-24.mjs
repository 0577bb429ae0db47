// Must parse on old runtimes: its whole purpose is to print a message there.
const major = Number(process.versions.node.split('.')[0]);

if (major < 24) {
  console.error(
    `Starlight needs Node 24, but this is ${process.version}. ` +
      'Start it with `npm run …`: it uses the Node that `npm ci` installs in node_modules. ' +
      'If you did, run `npm rebuild node`.',
  );
  process.exit(2);
}
