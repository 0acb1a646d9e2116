import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Body } from "./body.ts";
import { ServerProcess } from "./server-process.ts";

export type ContenderName = "floor" | "peer" | "memory" | "files";

export interface Contender {
  server: ServerProcess;
  isRight: (answer: string, body: Body) => boolean;
  stop: () => Promise<void>;
}

/** The built command, from the project's folder. */
const PROGRAM = path.resolve("dist/cli/main.js");
/** This bench, in the one file that it is built to; it runs its peers too. */
const BENCH = fileURLToPath(import.meta.url);

export async function startContender(name: ContenderName): Promise<Contender> {
  if (name === "floor" || name === "peer") {
    const server = await ServerProcess.start([BENCH, `--serve=${name}`]);
    const isRight = (answer: string, { size }: Body): boolean =>
      answer.includes(`"accepted":${name === "floor" ? 0 : size}}`);
    return { server, isRight, stop: () => server.stop() };
  }
  const dataDir = mkdtempSync(path.join(tmpdir(), "smokewatch-post-"));
  const flags = ["--port", "0", "--store", "none", "--log-level", "error", "--journal", name, "--data-dir", dataDir];
  // A folder for profiles of where the time goes; profiling takes time itself.
  const profile = process.env["BENCH_CPU_PROFILE"];
  const profiling = profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${path.join(profile, name)}`];
  const server = await ServerProcess.start([...profiling, PROGRAM, "serve", ...flags]);
  return {
    server,
    isRight: (answer, { size }) =>
      answer.includes(`"accepted":${size},"refused":0`) && answer.includes('"duplicates":0'),
    stop: async () => {
      await server.stop();
      rmSync(dataDir, { recursive: true });
    },
  };
}
