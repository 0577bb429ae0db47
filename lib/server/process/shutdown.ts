import 'server-only';
import { writeLogLine, writeSampledCounts } from '../log/log.ts';
import { registry } from '../registry.ts';

const END_REPLIES_AFTER_MS = 20_000;
const EXIT_AFTER_MS = 25_000;
const EXIT_AFTER_SECOND_SIGNAL_MS = 1000;
const EXIT_CODES = { SIGTERM: 143, SIGINT: 130 } as const;

type StopSignal = keyof typeof EXIT_CODES;

type ShutdownOptions = {
  onSignal?: (signal: StopSignal, listener: () => void) => void;
  exit?: (code: number) => void;
  after?: (ms: number, action: () => void) => void;
};

/**
 * Limits how long the process takes to stop. Next stops accepting connections but waits for open
 * replies without a limit, and ignores a second signal. Here, open replies are ended with
 * `server_restarting` after 20 s and the process exits after 25 s, within the 30 s that Kubernetes
 * allows; a second signal ends replies immediately and exits after one more second.
 */
export function installShutdown({
  onSignal = (signal, listener) => void process.on(signal, listener),
  exit = (code) => process.exit(code),
  after = (ms, action) => void setTimeout(action, ms).unref(),
}: ShutdownOptions = {}): void {
  const { shutdown } = registry();
  if (shutdown.installed) return;
  shutdown.installed = true;
  const stop = (signal: StopSignal) => {
    if (shutdown.draining) {
      endOpenReplies();
      after(EXIT_AFTER_SECOND_SIGNAL_MS, () => exit(EXIT_CODES[signal]));
      return;
    }
    shutdown.draining = true;
    writeSampledCounts();
    writeLogLine('stopping', { signal, openReplies: registry().openReplies.size });
    after(END_REPLIES_AFTER_MS, endOpenReplies);
    after(EXIT_AFTER_MS, () => exit(EXIT_CODES[signal]));
  };
  onSignal('SIGTERM', () => stop('SIGTERM'));
  onSignal('SIGINT', () => stop('SIGINT'));
}

function endOpenReplies(): void {
  for (const endReply of [...registry().openReplies]) {
    try {
      endReply('server_restarting');
    } catch (error) {
      // A reply that fails to end must not keep the others open.
      const errorClass = error instanceof Error ? error.constructor.name : typeof error;
      writeLogLine('reply_not_ended', { errorClass });
    }
  }
}
