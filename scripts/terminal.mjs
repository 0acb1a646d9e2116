import { performance } from "node:perf_hooks";

const ALIVE_EVERY_MS = 10_000;
const COUNT_EVERY_MS = 200;

export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** As `steps`, for one; throws what the work throws. */
export async function step(name, work) {
  const [failure] = await steps([{ name, work }]);
  if (failure !== undefined) throw failure.error;
}

/**
 * Does the works, at most `width` at a time, and tells of each how long it took. A terminal shows meanwhile what is being done,
 * in a line that counts up; a pipe gets a line at the start and one every ten seconds.
 *
 * @returns the failures, `{ name, error }`
 */
export async function steps(works, width = 1) {
  const began = performance.now();
  const failures = [];
  const running = new Set();
  const waiting = [...works];
  const isTerminal = process.stdout.isTTY === true;
  const clear = () => isTerminal && process.stdout.write("\r\u001b[K");
  const status = () => `  ${[...running].join(", ")} ... ${seconds(performance.now() - began)}`;
  const timer = isTerminal
    ? setInterval(() => process.stdout.write(`\r\u001b[K${status()}`), COUNT_EVERY_MS)
    : setInterval(() => say(status()), ALIVE_EVERY_MS);
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { name, work } = next;
      const started = performance.now();
      running.add(name);
      if (!isTerminal) say(`  ${name} ...`);
      const error = await work().then(
        () => undefined,
        (reason) => reason,
      );
      running.delete(name);
      clear();
      const outcome = error === undefined ? "done in" : "FAILED after";
      say(`  ${name}: ${outcome} ${seconds(performance.now() - started)}`);
      if (error !== undefined) failures.push({ name, error });
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  clearInterval(timer);
  return failures;
}

function seconds(ms) {
  const whole = Math.floor(ms / 1000);
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
