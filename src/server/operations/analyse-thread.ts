import { parentPort, workerData } from "node:worker_threads";
import { analyse } from "../../core/analysis/analyse.ts";
import type { CountTable } from "../../core/analysis/count-table.ts";

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- the port of a thread has no origin
parentPort?.postMessage(analyse(workerData as readonly CountTable[]));
