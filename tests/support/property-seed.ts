import fc from 'fast-check';

// The same cases on every CI run, so that a change is judged by what it changes. Elsewhere each run
// tries different ones, and a counterexample it prints becomes a test of its own.
if (process.env['CI']) fc.configureGlobal({ seed: 20_261_122 });
