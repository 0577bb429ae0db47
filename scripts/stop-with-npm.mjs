// npm passes a signal to the shell it started, and Debian's shell exits without passing it on: the
// server would stay alive and keep its port. So this watches for the end of that shell. Without npm
// there is nothing to watch; a server started with nohup outlives its parent on purpose.
const WATCH_INTERVAL_MS = 250;

if (process.env['npm_lifecycle_event']) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, WATCH_INTERVAL_MS);
  watch.unref();
}
