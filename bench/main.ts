// npm run bench: measures Starlight against what people would use instead, and writes docs/benchmarks.md.
// npm run bench -- server | load | client [--rounds 5] [--quick]
import { existsSync } from 'node:fs';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cpuSecondsOf, cpuSecondsOfAll } from './report/cpu.ts';
import type { BenchOptions, Section } from './report/section.ts';
import { writeReport } from './report/write-report.ts';

type Part = { run: (options: BenchOptions) => Promise<Section> };

const PARTS = ['server', 'load', 'client'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, quick: { type: 'boolean', default: false } },
});
const unknown = positionals.find((part) => !PARTS.includes(part));
const rounds = Number(values.rounds);
if (unknown !== undefined) fail(`There is no part "${unknown}". Parts: ${PARTS.join(', ')}.`);
if (!Number.isInteger(rounds) || rounds < 1) fail('--rounds takes a whole number from 1.');
if (!existsSync(path.join(import.meta.dirname, 'node_modules'))) {
  fail('Run npm ci --prefix bench first: it installs what Starlight is compared with.');
}
for (const part of positionals.length > 0 ? positionals : PARTS) {
  await measure(part, { rounds, quick: values.quick });
}

async function measure(part: string, options: BenchOptions): Promise<void> {
  const entry = path.join(import.meta.dirname, part, 'main.ts');
  if (!existsSync(entry)) {
    console.log(`${part}: not there.`);
    return;
  }
  console.log(`${part}: ${options.rounds} rounds`);
  // Each part exports `run` (bench/README.md).
  const { run } = (await import(entry)) as Part;
  const measuredAt = new Date().toISOString();
  const startedAt = performance.now();
  const [allBefore, ownBefore] = [cpuSecondsOfAll(), cpuSecondsOf(process.pid)];
  const section = await run(options);
  const seconds = (performance.now() - startedAt) / 1000;
  const ownSeconds = cpuSecondsOf(process.pid) - ownBefore;
  const othersCores = Math.max(0, (cpuSecondsOfAll() - allBefore - ownSeconds) / seconds);
  writeReport(part, { section, ...options, measuredAt, seconds, machine: machine(), othersCores });
  console.log(`${part}: written to docs/benchmarks.md`);
}

function machine(): string {
  const [cpu] = cpus();
  const gibibytes = Math.round(totalmem() / 1024 ** 3);
  return `${cpus().length} cores (${cpu?.model.trim() || arch()}), ${gibibytes} GiB, ${platform()} ${release()}, Node ${process.versions.node}`;
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}
