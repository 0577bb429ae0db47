// A process of its own: sends the requests and reads the replies. Takes one job at a time.
import { jobs } from './loader-jobs.ts';

process.on('message', async (message) => {
  // Only ask-loader.ts sends these.
  const { name, argument } = message as { name: keyof typeof jobs; argument: never };
  try {
    process.send?.({ result: await jobs[name](argument) });
  } catch (error) {
    process.send?.({ failed: String(error) });
  }
});
process.on('disconnect', () => process.exit());
