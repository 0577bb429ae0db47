// npm run doctor: why the key does not work, and the exact fix. Works before the app has been
// built.
import './require-node-24.mjs';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters, styleText } from 'node:util';
// Next's own env file loader, so that the files are read the way `next start` does.
import nextEnv from '@next/env';
import type { CheckStatus, DoctorReport } from '#lib/core/doctor/report/doctor-report.ts';
import { arrivalText, reportText, type TextStyle } from '#lib/core/doctor/report/report-text.ts';
import { runDoctor } from '#lib/core/doctor/run-doctor.ts';
import { type DoctorOptions, readDoctorOptions } from '#lib/server/doctor/doctor-options.ts';
import { gatherFacts } from '#lib/server/doctor/gather-facts.ts';
import { listenForPrograms } from '#lib/server/doctor/listen-server.ts';

const ownFolder = path.resolve(import.meta.dirname, '..');
const EXIT_SOUND = 0;
const EXIT_PROBLEM = 1;
const EXIT_CANNOT_RUN = 2;
const COLORS = { pass: 'green', warn: 'yellow', fail: 'red', skip: 'gray' } as const;

const options = readDoctorOptions(process.argv.slice(2));
if (!options.ok) cannotRun(options.problem, options.json);
else if (options.help) console.log(options.helpText);
else if (options.listen) await listen(options);
else await main(options);

async function main({ json, folder, timeoutMs }: DoctorOptions): Promise<void> {
  const project = path.resolve(folder ?? ownFolder);
  if (!existsSync(path.join(project, 'package.json'))) {
    cannotRun('There is no package.json in that folder.', json);
    return;
  }
  try {
    const report = await examine(project, timeoutMs);
    console.log(
      json ? JSON.stringify(report, null, 2) : reportText(report, styleOf(process.stdout)),
    );
    process.exitCode = report.ok ? EXIT_SOUND : EXIT_PROBLEM;
  } catch (error) {
    // Only the class: an error's message can contain the key.
    const name = error instanceof Error ? error.constructor.name : typeof error;
    cannotRun(`The doctor itself failed (${name}).`, json);
  }
}

/** Until Ctrl+C. */
async function listen({ json, port }: DoctorOptions): Promise<void> {
  const style = styleOf(process.stdout);
  try {
    const { url } = await listenForPrograms({
      port,
      onArrival: (arrival) =>
        console.log(json ? JSON.stringify(arrival) : `\n${arrivalText(arrival, style)}`),
    });
    const say = json ? console.error : console.log;
    say(
      `Use ${url} as the base URL of your program (or ${url}/chat/completions if it needs a full URL).`,
    );
    say('Each request appears here, without its secrets. Press Ctrl+C to stop.');
  } catch {
    cannotRun(`Port ${port} can't be used. Choose another with --port.`, json);
  }
}

async function examine(folder: string, timeoutMs: number): Promise<DoctorReport> {
  const shellEnv = { ...process.env };
  const silent = { info: () => undefined, error: () => undefined };
  nextEnv.loadEnvConfig(folder, shellEnv['NODE_ENV'] === 'development', silent);
  const facts = gatherFacts({
    place: 'terminal',
    folder,
    env: { ...process.env },
    shellEnv,
    startedAtMs: null,
  });
  const progress = startProgress();
  try {
    for await (const event of runDoctor(facts, { signal: AbortSignal.timeout(timeoutMs) })) {
      if (event.type === 'plan') progress.plan(event.checks);
      if (event.type === 'start') progress.show(event.id);
      if (event.type === 'report') return event.report;
    }
  } finally {
    progress.clear();
  }
  throw new Error('no report');
}

/** One line that says what is being checked, only on a terminal; the report then replaces it. */
function startProgress() {
  const out = process.stderr;
  let labels = new Map<string, string>();
  const write = (text: string) => {
    if (out.isTTY) out.write(`\r\u001b[2K${text}`);
  };
  return {
    plan: (checks: readonly { id: string; label: string }[]) => {
      labels = new Map(checks.map(({ id, label }) => [id, label]));
    },
    show: (id: string) => write(`Checking: ${labels.get(id) ?? id}…`),
    clear: () => write(''),
  };
}

/** Colors on a terminal, unless NO_COLOR is set (no-color.org). */
function styleOf(stream: NodeJS.WriteStream): TextStyle {
  const isColored = stream.isTTY && !process.env['NO_COLOR'];
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    isColored ? styleText(format, text, { validateStream: false }) : stripVTControlCharacters(text);
  return {
    strong: (text) => paint('bold', text),
    muted: (text) => paint('dim', text),
    status: (status: CheckStatus, text) => paint(COLORS[status], text),
  };
}

function cannotRun(problem: string, json: boolean): void {
  const verdict = `The doctor can't run. ${problem}`;
  if (json) console.log(JSON.stringify({ ok: false, verdict, checks: [] }, null, 2));
  else console.error(verdict);
  process.exitCode = EXIT_CANNOT_RUN;
}
