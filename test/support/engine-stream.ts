import { channelLike } from "./examples.ts";
import type { EngineSettings } from "../../src/core/model/engine-settings.ts";
import type { JournalEntry } from "../../src/core/model/journal-entry.ts";
import type { Monitor } from "../../src/core/model/monitor.ts";
import type { Rule } from "../../src/core/model/rule.ts";
import type { Transaction } from "../../src/core/model/transaction.ts";
import { Transactions } from "../../src/core/model/transactions.ts";
import { Engine } from "../../src/core/engine/engine.ts";
import { poissonDraw, type Random } from "../../src/core/stats/random.ts";
import { settingsWith, START } from "./engine-play.ts";

const MINUTE_MS = 60_000;
const ISSUERS = ["aurora", "borealis", "cirrus", "delta"];
const MEANS = { approved: 12, denied: 1.5, failed: 0.5, reversed: 0.1 };

const RULES: readonly Rule[] = [
  { name: "many failures", when: "failed > 40", status: "failed" },
  { when: 'sum("denied", "5m") > 40 && share > 0.1', for: "30s", status: "denied" },
  { name: "fall", when: "approved < lower * 0.8", for: "20s", status: "approved" },
  { name: "cannot be used", when: "nothing >", status: "failed" },
];

function monitorsOf(random: Random): Monitor[] {
  const some = RULES.filter(() => random() < 0.6);
  return [
    { name: "all", budget: "2/day", ...(random() < 0.7 ? { rules: some } : {}) },
    { name: "issuers", by: "issuer", limit: 3, budget: "1/day" },
    { name: "issuers by both", by: "issuer", limit: 2, statuses: ["denied", "failed"], rules: some, alertBy: "both" },
    { name: "brands", by: "brand", rules: [{ when: "failed > 30", status: "failed" }], alertBy: "rule" },
  ];
}

/** Routes, planned work and channels in which everything that can happen to a message does. */
const TELLING: Pick<EngineSettings, "channels" | "routes" | "maintenance"> = {
  channels: [
    channelLike("ops", { burst: 3, heartbeat: "09:30", backup: { channel: "pager", afterMs: MINUTE_MS } }),
    channelLike("pager", { burst: 4, perMinute: 6, digests: false }),
  ],
  routes: [
    {
      name: "issuers",
      match: ["issuer=*"],
      channels: ["ops"],
      goesOn: true,
      escalate: { after: "1m", channels: ["pager"] },
      remind: "2m",
    },
    { name: "rest", channels: ["ops"], hours: { from: "08:00", to: "20:00" } },
  ],
  maintenance: [{ name: "move", match: ["issuer=delta"], weekly: { from: "09:30", to: "10:00" } }],
};

function silenceOf(issuer: string, at: number): JournalEntry {
  const silence = { id: `s${at}`, match: [`issuer=${issuer}`], startsAt: at, endsAt: at + 5 * MINUTE_MS };
  const action = { do: "silence", silence: { ...silence, owner: "Ana", reason: "moves" } } as const;
  return { kind: "acted", at, by: "Ana", via: "api", action };
}

function deployOf(at: number): JournalEntry {
  const action = { do: "note-deploy", deploy: { id: `d${at}`, at: at - MINUTE_MS, text: "gateway" } } as const;
  return { kind: "acted", at, by: null, via: "cli", action };
}

function savedQuery(id: string, at: number): JournalEntry {
  const query = { id, name: `as of ${at}`, sql: "SELECT 1", parameters: {}, view: null, by: "Ana", savedAt: at };
  return { kind: "acted", at, by: "Ana", via: "dashboard", action: { do: "save-query", query } };
}

export interface StreamOptions {
  ticks: number;
  tickMs: EngineSettings["tickMs"];
  random: Random;
}

/**
 * A journal in which everything happens: history and then live ticks, faults, falls and silence, late records, tallies, an overflowing
 * breakdown, pauses, a clock that steps back, other rules, other channels, other monitors, deliveries that are settled, silences, deploys, saved queries, incidents that people
 * acknowledge, mark and resolve, records and batches that are sent twice.
 */
export function eventfulJournal({ ticks, tickMs, random }: StreamOptions): JournalEntry[] {
  const engine = new Engine();
  const entries: JournalEntry[] = [];
  const stepMs = tickMs === "auto" ? 10_000 : tickMs;
  let settings = settingsWith({ tickMs, timeZone: "America/Sao_Paulo", monitors: monitorsOf(random), ...TELLING });
  let at = START;
  let fault = "none";
  let number = 0;
  const give = (entry: JournalEntry): void => {
    entries.push(entry);
    engine.apply(entry);
  };
  const configure = (changes: Partial<EngineSettings>): void => {
    settings = { ...settings, ...changes };
    give({ kind: "configured", at, settings });
  };
  const recordsOf = (tickAt: number, isTally: boolean): Transaction[] =>
    ISSUERS.flatMap((issuer, index) =>
      Object.entries(MEANS).flatMap(([status, mean]) => {
        const count = poissonDraw(mean * factorOf(fault, status, index) * (stepMs / 10_000), random);
        if (count === 0 && !isTally) return [];
        const dimensions = { issuer, ...(random() < 0.5 ? { brand: "visa" } : {}) };
        const id = random() < 0.5 ? { id: `t${++number}` } : {};
        return [{ at: tickAt + Math.floor(random() * stepMs), status, count, dimensions, ...id, isTally }];
      }),
    );

  configure({});
  if (random() < 0.5) {
    for (let ago = 60; ago > 0; ago--) {
      give({
        kind: "transactions",
        at,
        records: Transactions.of(recordsOf(at - ago * stepMs, false)),
        origin: "history",
      });
    }
    at += Math.floor(random() * 20) * stepMs;
  }
  const isTallied = random() < 0.2;
  for (let tick = 0; tick < ticks; tick++) {
    if (random() < 0.06) fault = random() < 0.5 ? "none" : (FAULTS[Math.floor(random() * FAULTS.length)] ?? "none");
    const chance = random();
    const records = fault === "silence" ? [] : recordsOf(at, isTallied !== random() < 0.01);
    at += stepMs;
    if (chance < 0.03) give({ kind: "clock", at: at - 90_000 });
    else if (chance < 0.05) at += Math.floor(random() * 300) * MINUTE_MS;
    else if (chance < 0.06) give({ kind: "resumed", at: (at += 7 * MINUTE_MS) });
    else if (chance < 0.065) configure({ monitors: monitorsOf(random) });
    else if (chance < 0.08) configure({ monitors: settings.monitors.map((one) => ({ ...one, rules: [...RULES] })) });
    else if (chance < 0.09) configure({ channels: [channelLike(`ops${tick}`)] });
    else if (chance < 0.095) configure({ tickMs: settings.tickMs === 20_000 ? tickMs : 20_000 });
    if (tick % 41 === 17) {
      const monitor = tick % 2 === 0 ? null : { name: "theirs", by: "issuer", budget: "2/day" };
      give({ kind: "acted", at, by: "ada", via: "dashboard", action: { do: "set-monitor", name: "theirs", monitor } });
    }
    const [incident] = engine.incidents.firing();
    const deed = DEEDS[Math.floor(tick / 7) % DEEDS.length];
    if (tick % 7 === 0 && incident !== undefined && deed !== undefined) {
      give({ kind: "acted", at, by: "ada", via: "api", action: { ...deed, incidentId: incident.id } });
    }
    if (tick % 37 === 11) give({ kind: "troubled", at, part: "disk", text: "is full", isOver: tick % 2 === 0 });
    // Without chance: what is told must not decide what comes in.
    for (const { id } of engine.deliveries.planned().slice(0, tick % 2)) {
      const state = tick % 10 > 6 ? "planned" : tick % 5 === 0 ? "failed" : "delivered";
      give({ kind: "delivery", at, outcome: { deliveryId: id, state, detail: tick % 3 === 0 ? null : "503" } });
    }
    if (records.length > 0 && random() < 0.9) {
      const half = Math.floor(random() * records.length);
      give({
        kind: "transactions",
        at: at - stepMs / 2,
        records: Transactions.of(records.slice(0, half)),
        origin: "live",
      });
      const second = Transactions.of(records.slice(half));
      const other = { kind: "transactions", at, records: second, origin: "live" } as const;
      const isNamed = random() < 0.2;
      give(isNamed ? { ...other, batchId: `batch ${tick}` } : other);
      if (isNamed && random() < 0.5)
        give({ ...other, at: at + 500, batchId: `batch ${tick - Math.floor(2 * random())}` });
    }
    if (records.length > 0 && random() < 0.1) {
      const late = records.map((record) => ({ ...record, at: record.at - 3 * stepMs }));
      give({ kind: "transactions", at, records: Transactions.of(late), origin: random() < 0.5 ? "history" : "live" });
    }
    give({ kind: "clock", at: at + 1000 });
    if (tick % 61 === 30) give(deployOf(at));
    if (tick % 41 === 9) give(savedQuery(`q${tick % 3}`, at));
    if (tick % 59 === 31) {
      give({ kind: "acted", at, by: null, via: "api", action: { do: "delete-query", queryId: `q${tick % 3}` } });
    }
    if (tick % 53 === 20) give(silenceOf(ISSUERS[tick % ISSUERS.length] ?? "", at));
  }
  return entries;
}

const DEEDS = [
  { do: "mark", as: "expected" },
  { do: "acknowledge" },
  { do: "mark", as: "real" },
  { do: "note", text: "the acquirer knows" },
  { do: "mark", as: "noise" },
  { do: "resolve" },
  { do: "mark", as: null },
] as const;
const FAULTS = ["failed", "denied of aurora", "fall", "silence", "all"];

function factorOf(fault: string, status: string, issuer: number): number {
  if (fault === "failed") return status === "failed" ? 40 : 1;
  if (fault === "denied of aurora") return status === "denied" && issuer === 0 ? 25 : 1;
  if (fault === "fall") return status === "approved" ? 0.1 : 1;
  return fault === "all" ? 5 : 1;
}
