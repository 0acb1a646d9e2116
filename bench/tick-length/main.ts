import { createRandom } from "../../src/core/stats/random.ts";
import { type Column, markdownTable } from "../accuracy/table.ts";
import { DAY_SECONDS, type Fault } from "../open-tick/arrivals.ts";
import { seedOptions } from "../open-tick/seed-options.ts";
import { type ClosedPlan, closedAlarms } from "./watch.ts";

const USAGE = `npm run bench:tick-length                    false alarms and delays by the length of a tick, in two minutes
npm run bench:tick-length -- --long          the record: more weeks
npm run bench:tick-length -- --seed 2        other traffic`;

const LEARNING_DAYS = 14;
const TICKS = [
  { name: "1 s", seconds: 1 },
  { name: "10 s", seconds: 10 },
  { name: "60 s", seconds: 60 },
  { name: "5 min", seconds: 300 },
  { name: "1 h", seconds: 3600 },
];
const RATES = [5, 50, 500];
/** Scatter that lasts a minute is shared by the short ticks in it, and nearly gone in an hour. */
const SCATTERS = [
  { name: "Poisson", r: Infinity, scatterSeconds: 60 },
  { name: "r = 100 a minute", r: 100, scatterSeconds: 60 },
];
const STATUSES = ["approved", "denied", "failed"];
const FAULTS = [
  { name: "approved −60 %", status: 0, factor: 0.4 },
  { name: "approved none", status: 0, factor: 0 },
  { name: "denied ×2", status: 1, factor: 2 },
  { name: "denied ×5", status: 1, factor: 5 },
];
const FAULT_SECONDS = 10_800;
const FAULT_HOURS = [8, 16];
const SHORT = { shops: 3, weeks: 3, faultDays: 10 };
const LONG = { shops: 6, weeks: 4, faultDays: 12 };

type Shop = Omit<ClosedPlan, "faults">;

function faultsOf(days: number, seed: number): (Fault & { kind: number })[] {
  const random = createRandom(seed);
  const planned: (Fault & { kind: number })[] = [];
  for (let day = LEARNING_DAYS; day < days; day++) {
    for (const hour of FAULT_HOURS) {
      const kind = planned.length % FAULTS.length;
      const { status, factor } = FAULTS[kind]!;
      const from = day * DAY_SECONDS + Math.floor((hour + random()) * 60) * 60;
      planned.push({ kind, status, factor, from, to: from + FAULT_SECONDS });
    }
  }
  return planned;
}

/** False alarms of a series-week once two weeks are learnt, by status. */
function falseAlarms(shops: readonly Shop[]): number[] {
  const counts = STATUSES.map(() => 0);
  let weeks = 0;
  for (const shop of shops) {
    weeks += (shop.days - LEARNING_DAYS) / 7;
    for (const { status, at } of closedAlarms({ ...shop, faults: [] })) {
      if (at >= LEARNING_DAYS * DAY_SECONDS) counts[status]! += 1;
    }
  }
  return counts.map((count) => count / weeks);
}

/** Mean minutes from the begin of a fault to the end of the tick that alarms, by kind; a miss counts as the whole fault. */
function delays(shops: readonly Shop[]): number[] {
  const sums = FAULTS.map(() => ({ minutes: 0, faults: 0 }));
  for (const shop of shops) {
    const faults = faultsOf(shop.days, shop.seed);
    const alarms = closedAlarms({ ...shop, faults });
    for (const { from, to, status, kind } of faults) {
      const first = alarms.find((alarm) => alarm.status === status && alarm.at > from && alarm.at <= to);
      sums[kind]!.minutes += ((first?.at ?? to) - from) / 60;
      sums[kind]!.faults += 1;
    }
  }
  return sums.map(({ minutes, faults }) => minutes / faults);
}

const { seed, isLong } = seedOptions(USAGE);
const { shops, weeks, faultDays } = isLong ? LONG : SHORT;
const began = performance.now();
const rows: string[][] = [];
for (const scatter of SCATTERS) {
  for (const perMinute of RATES) {
    for (const { name, seconds } of TICKS) {
      const passed = ((performance.now() - began) / 1000).toFixed(0).padStart(4);
      process.stderr.write(`${passed} s  ${perMinute} approved a minute, ${scatter.name}, ticks of ${name}\n`);
      // A tick of a second is a third as many merchants: it costs ten times as much.
      const count = seconds === 1 ? Math.ceil(shops / 3) : shops;
      const shopOf = (days: number) => (_: unknown, index: number) => ({
        perMinute,
        r: scatter.r,
        scatterSeconds: scatter.scatterSeconds,
        shape: index % 2 === 0 ? ("shallow" as const) : ("deep" as const),
        tickSeconds: seconds,
        days,
        seed: seed * 1000 + index,
        budget: "1/week" as const,
      });
      const quiet = Array.from({ length: count }, shopOf(LEARNING_DAYS + weeks * 7));
      const broken = Array.from({ length: count }, shopOf(LEARNING_DAYS + faultDays));
      rows.push([
        String(perMinute),
        scatter.name,
        name,
        ...falseAlarms(quiet).map((rate) => rate.toFixed(2)),
        ...delays(broken).map((minutes) => minutes.toFixed(1)),
      ]);
    }
  }
}
const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });
const columns = [
  right("approved a minute"),
  left("scatter"),
  left("tick"),
  ...STATUSES.map((status) => right(`false alarms of ${status}`)),
  ...FAULTS.map(({ name }) => right(name)),
];
process.stdout.write(
  `False alarms of a series in a week, 1 asked, from ${shops * weeks} weeks (fewer for 1 s); then mean minutes to the end of the tick ` +
    `that alarms, a miss counting ${FAULT_SECONDS / 60}:\n\n${markdownTable(columns, rows)}\n`,
);
