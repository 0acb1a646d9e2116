import { parentPort, workerData } from "node:worker_threads";
import type { BacktestJob } from "./backtest.ts";
import { runJob } from "./run-job.ts";
import type { ThreadMessage } from "./thread-message.ts";

// A thread has no origin to name.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const tell = (message: ThreadMessage): void => parentPort?.postMessage(message);
for (const line of runJob(workerData as BacktestJob)) tell({ kind: "line", line });
tell({ kind: "end" });
