import { readFileSync } from 'node:fs';

// Linux counts CPU time in these (man 5 proc, `sysconf(_SC_CLK_TCK)`), which is 100 a second on every usual kernel.
const TICKS_PER_SECOND = 100;

/** CPU seconds of a process and of the children that it has waited for. */
export function cpuSecondsOf(pid: number): number {
  const [utime = 0, stime = 0, cutime = 0, cstime = 0] = statOf(pid).slice(11, 15).map(Number);
  return (utime + stime + cutime + cstime) / TICKS_PER_SECOND;
}

/** CPU seconds of all processes of the machine. */
export function cpuSecondsOfAll(): number {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line
    .split(/ {1,2}/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softirq) / TICKS_PER_SECOND;
}

/** The fields of /proc/<pid>/stat from `state` on; the name before them may contain spaces. */
function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** A process and all below it. */
function processTree(pid: number): number[] {
  const children = readOr(`/proc/${pid}/task/${pid}/children`, '').trim();
  const below = children === '' ? [] : children.split(' ').map(Number);
  return [pid, ...below.flatMap(processTree)];
}

/** CPU seconds of a process and all below it. */
export function cpuSecondsOfTree(pid: number): number {
  return processTree(pid).reduce((sum, each) => sum + cpuSecondsOf(each), 0);
}

/** Resident memory of a process and all below it, in bytes. */
export function residentBytesOfTree(pid: number): number {
  const kilobytes = processTree(pid).map((each) =>
    Number(/^VmRSS:\s{1,16}(\d{1,12})/m.exec(readOr(`/proc/${each}/status`, ''))?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, each) => sum + each, 0) * 1024;
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The process has ended.
    return otherwise;
  }
}
