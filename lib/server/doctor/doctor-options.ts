import 'server-only';
import { parseArgs } from 'node:util';

export type DoctorOptions = {
  ok: true;
  help: boolean;
  helpText: string;
  json: boolean;
  /** Opens an address for other programs to call, instead of checking the key. */
  listen: boolean;
  port: number;
  /** The project to check; null for the doctor's own. */
  folder: string | null;
  timeoutMs: number;
};

const DEFAULT_SECONDS = 60;
const MAX_SECONDS = 600;

const HELP = `npm run doctor [-- options]

Finds out why the key doesn't work and how to fix it. Uses a few tokens.

  --json             print the report as JSON
  --timeout <s>      give up after this many seconds (default: ${DEFAULT_SECONDS})
  --listen           open an address for another program, and show what it sends and what is wrong with it
  --port <n>         the port for --listen (default: a free one)
  --folder <path>    check the project in another folder
  --help             show this help

Exit code: 0 no problem, 1 a problem, 2 the doctor can't run.`;

/** Parses the command line. Rejects unknown options, so that a typo does not start a run. */
export function readDoctorOptions(
  args: readonly string[],
): DoctorOptions | { ok: false; problem: string; json: boolean } {
  const json = args.includes('--json');
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean', default: false },
        listen: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        timeout: { type: 'string', default: String(DEFAULT_SECONDS) },
        port: { type: 'string', default: '0' },
        folder: { type: 'string' },
      },
    });
    const seconds = readNumber(values.timeout, 1, MAX_SECONDS);
    const port = readNumber(values.port, 0, 65_535);
    if (seconds === null) return refuse(`--timeout takes 1 to ${MAX_SECONDS} seconds.`, json);
    if (port === null) return refuse('--port takes a number up to 65535.', json);
    const { listen, help, folder = null } = values;
    const timeoutMs = seconds * 1000;
    return { ok: true, help, helpText: HELP, json, listen, port, folder, timeoutMs };
  } catch {
    // The error from parseArgs quotes its arguments, which may include a key.
    return refuse(
      'Its options are --json, --timeout, --listen, --port, --folder and --help.',
      json,
    );
  }
}

function refuse(problem: string, json: boolean): { ok: false; problem: string; json: boolean } {
  return { ok: false, problem, json };
}

function readNumber(text: string, min: number, max: number): number | null {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : null;
}
