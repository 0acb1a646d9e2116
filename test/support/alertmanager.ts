import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ROOT, startProgram } from "./run-program.ts";

const UNPACKED = path.join(ROOT, "node_modules/.cache/prometheus-alertmanager/usr/bin/prometheus-alertmanager");
const PLACES = [
  process.env["SMOKEWATCH_ALERTMANAGER"],
  existsSync("/usr/share/prometheus/alertmanager") ? UNPACKED : undefined,
  "/usr/bin/prometheus-alertmanager",
];
const program = PLACES.find((place) => place !== undefined && existsSync(place));

/** Without Alertmanager its test is skipped, which the closing line names; in CI it fails. */
export const hasAlertmanager = program !== undefined || process.env["CI"] === "true";

const READY_MS = 20_000;

export interface HeldAlert {
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  startsAt: string;
  endsAt: string;
  generatorURL: string;
  status: { state: "active" | "suppressed" | "unprocessed"; silencedBy: string[] };
}

export interface Alertmanager {
  url: string;
  /** What it holds now: alerts that are over are not in it. */
  alerts: () => Promise<HeldAlert[]>;
  silence: (labels: Readonly<Record<string, string>>) => Promise<void>;
  stop: () => Promise<void>;
}

/** A real Alertmanager on a port that it chose itself, which tells `webhook` of everything at once. */
export async function startAlertmanager(webhook: string): Promise<Alertmanager> {
  if (program === undefined) {
    throw new Error("no Alertmanager is installed; npm test fetches Debian's, or name one in SMOKEWATCH_ALERTMANAGER");
  }
  const folder = mkdtempSync(path.join(tmpdir(), "smokewatch-alertmanager-"));
  const file = path.join(folder, "alertmanager.yml");
  const configuration = {
    route: {
      receiver: "test",
      group_by: ["incident"],
      group_wait: "100ms",
      group_interval: "200ms",
      repeat_interval: "1h",
    },
    receivers: [{ name: "test", webhook_configs: [{ url: webhook, send_resolved: true }] }],
  };
  writeFileSync(file, JSON.stringify(configuration));
  const started = startProgram(program, [
    `--config.file=${file}`,
    `--storage.path=${path.join(folder, "data")}`,
    "--web.listen-address=127.0.0.1:0",
    "--cluster.listen-address=",
  ]);
  const [, address = ""] = await started.printed(/Listening on" address=(127\.0\.0\.1:\d+)/, READY_MS);
  const url = `http://${address}`;
  return {
    url,
    alerts: async () => (await (await fetch(`${url}/api/v2/alerts`)).json()) as HeldAlert[],
    silence: async (labels) => {
      const matchers = Object.entries(labels).map(([name, value]) => ({ name, value, isRegex: false, isEqual: true }));
      const now = Date.now();
      const times = { startsAt: new Date(now).toISOString(), endsAt: new Date(now + 600_000).toISOString() };
      const body = JSON.stringify({ matchers, ...times, createdBy: "test", comment: "test" });
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${url}/api/v2/silences`, { method: "POST", headers, body });
      if (!answer.ok) throw new Error(await answer.text());
    },
    stop: async () => {
      started.child.kill("SIGTERM");
      await started.ended;
      rmSync(folder, { recursive: true });
    },
  };
}
