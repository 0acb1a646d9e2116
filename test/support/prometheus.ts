import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ROOT, startProgram } from "./run-program.ts";

const PLACES = [
  process.env["SMOKEWATCH_PROMETHEUS"],
  path.join(ROOT, "node_modules/.cache/prometheus/usr/bin/prometheus"),
  "/usr/bin/prometheus",
];
const program = PLACES.find((place) => place !== undefined && existsSync(place));

/** Without Prometheus its tests are skipped, which the closing line names; in CI they fail. */
export const hasPrometheus = program !== undefined || process.env["CI"] === "true";

const READY_MS = 20_000;

/** One element of an instant vector. */
export interface Sample {
  labels: Readonly<Record<string, string>>;
  value: number;
}

export interface Prometheus {
  /** What an instant query answers. */
  query: (promql: string) => Promise<Sample[]>;
  /** Names of all metrics with the type that a scrape gave them. */
  types: () => Promise<Map<string, string>>;
  stop: () => Promise<void>;
}

/** A real Prometheus on a port that it chose itself, with a configuration in JSON, which is YAML too. */
export async function startPrometheus(configuration: object): Promise<Prometheus> {
  const folder = mkdtempSync(path.join(tmpdir(), "smokewatch-prometheus-"));
  const file = path.join(folder, "prometheus.yml");
  writeFileSync(file, JSON.stringify(configuration));
  const started = startProgram(programPath(), [
    `--config.file=${file}`,
    `--storage.tsdb.path=${path.join(folder, "data")}`,
    "--web.listen-address=127.0.0.1:0",
  ]);
  const [, address = ""] = await started.printed(/"Listening on" address=(\S+)/, READY_MS);
  await started.printed(/Server is ready to receive web requests/, READY_MS);
  const ask = async (question: string): Promise<unknown> => {
    const answer = await fetch(`http://${address}/api/v1/${question}`);
    const { data } = (await answer.json()) as { data: unknown };
    return data;
  };
  return {
    query: async (promql) => {
      const data = (await ask(`query?query=${encodeURIComponent(promql)}`)) as {
        result: { metric: Record<string, string>; value: [number, string] }[];
      };
      return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
    },
    types: async () => {
      const data = (await ask("metadata")) as Record<string, { type: string }[]>;
      return new Map(Object.entries(data).map(([name, [first]]) => [name, first?.type ?? ""]));
    },
    stop: async () => {
      started.child.kill("SIGTERM");
      await started.ended;
      rmSync(folder, { recursive: true });
    },
  };
}

/** What promtool says about `input`; the exit code says whether it found fault. */
export function promtool(args: readonly string[], input = ""): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const tool = path.join(path.dirname(programPath()), "promtool");
    const child = execFile(tool, args, { cwd: ROOT }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      resolve({ code, output: `${stdout}${stderr}` });
    });
    child.stdin?.end(input);
  });
}

function programPath(): string {
  if (program !== undefined) return program;
  throw new Error("no Prometheus is installed; npm test fetches Debian's, or name one in SMOKEWATCH_PROMETHEUS");
}
