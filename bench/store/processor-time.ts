import { readdirSync, readFileSync } from "node:fs";

/**
 * Returns what tells the processor time of this process and the engine's from now on, in milliseconds, without what looking at them
 * takes; NaN where the system does not tell that of another process.
 */
export function startProcessorTime(engineId: number | undefined): () => number {
  const engineBefore = timeOf(engineId);
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 + timeOf(engineId) - engineBefore;
  };
}

function timeOf(processId: number | undefined): number {
  const folder = `/proc/${processId}/task`;
  try {
    const times = readdirSync(folder).map((thread) => readFileSync(`${folder}/${thread}/schedstat`, "utf8"));
    return times.reduce((sum, text) => sum + Number(text.split(" ")[0]) / 1e6, 0);
  } catch {
    return Number.NaN;
  }
}
