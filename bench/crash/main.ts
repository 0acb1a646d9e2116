import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { createRandom } from "../../src/core/stats/random.ts";
import { playCrashes } from "./crash-play.ts";
import { ProductProcess } from "./product-process.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    rounds: { type: "string", default: "5" },
  },
});

const dataDir = mkdtempSync(path.join(tmpdir(), "smokewatch-crash-"));
const kills = Number(values.kills);
console.log(
  `killing the product ${kills} times while transactions come in, incidents open, messages go out and snapshots are taken`,
);
const result = await playCrashes({
  dataDir,
  kills,
  livesMs: [1500, 9000],
  random: createRandom(Number(values.seed)),
  onRound: (text) => console.log(`  ${text}`),
});
console.log(`
transactions acknowledged   ${result.acknowledged}
counted                     ${result.counted}
in the store                ${result.stored ?? "no store"}
incidents                   ${result.incidents}
messages                    ${result.messages}, ${result.repeats} of them came twice under the same key
faults                      ${result.faults.length === 0 ? "none" : `\n  ${result.faults.join("\n  ")}`}`);

console.log(
  "\nfrom the start of the process to the answer to the first transaction, after a kill and in an empty directory",
);
const after: number[] = [];
const empty: number[] = [];
for (let round = 0; round < Number(values.rounds); round++) {
  after.push(await firstAnswerMs(dataDir));
  const fresh = mkdtempSync(path.join(tmpdir(), "smokewatch-empty-"));
  empty.push(await firstAnswerMs(fresh));
  rmSync(fresh, { recursive: true });
}
rmSync(dataDir, { recursive: true });
console.log(`after a kill   ${inWords(after)}
empty          ${inWords(empty)}
ratio          ${(median(after) / median(empty)).toFixed(2)} (goal: 1.5 at most)`);
process.exitCode = result.faults.length === 0 ? 0 : 1;

/** Starts, waits for one answer, and is killed. */
async function firstAnswerMs(directory: string): Promise<number> {
  const product = new ProductProcess(["--port", "0", "--data-dir", directory, "--tick", "1s", "--log-level", "fatal"]);
  const began = performance.now();
  await product.start();
  await product.post('{"status":"approved"}');
  const ms = performance.now() - began;
  await product.end("SIGKILL");
  return ms;
}

function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[times.length >> 1] ?? Number.NaN;
}

function inWords(times: readonly number[]): string {
  const [least, most] = [Math.min(...times), Math.max(...times)];
  return `${median(times).toFixed(0)} ms [${least.toFixed(0)}..${most.toFixed(0)}]`;
}
