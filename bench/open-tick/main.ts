import type { Budget } from "../../src/core/model/monitor.ts";
import { createRandom } from "../../src/core/stats/random.ts";
import { type Column, markdownTable } from "../accuracy/table.ts";
import { DAY_SECONDS, type Fault } from "./arrivals.ts";
import { seedOptions } from "./seed-options.ts";
import { alarmsOf, type WatchPlan } from "./watch.ts";

const USAGE = `npm run bench:open-tick                    false alarms and delays with and without the open tick, in two minutes
npm run bench:open-tick -- --long          the record: more weeks, one false alarm a month too
npm run bench:open-tick -- --seed 2        other traffic`;

const TICK_SECONDS = 10;
const WEEK_DAYS = 7;
const RATES = [2, 50, 500];
const SCATTERS = [
  { name: "Poisson", r: Infinity, scatterSeconds: TICK_SECONDS },
  { name: "r = 100", r: 100, scatterSeconds: TICK_SECONDS },
];
const FACTORS = [2, 5, 10];
const RISE_SECONDS = 1800;
/** By daylight, so that there is something to rise. */
const RISE_HOURS = [9, 12, 15, 18];
const SHORT = { shops: 3, weeks: 4, riseShops: 2, riseWeeks: 2, budgets: ["1/week"] };
const LONG = { shops: 8, weeks: 6, riseShops: 6, riseWeeks: 3, budgets: ["1/week", "1/month"] };
const STATUSES = ["denied", "failed"] as const;

type Shop = Omit<WatchPlan, "looksAtOpenTicks" | "rises" | "budget">;

function shopOf(
  index: number,
  perMinute: number,
  scatter: (typeof SCATTERS)[number],
  weeks: number,
  seed: number,
): Shop {
  const { r, scatterSeconds } = scatter;
  return {
    perMinute,
    r,
    scatterSeconds,
    shape: index % 2 === 0 ? "shallow" : "deep",
    tickSeconds: TICK_SECONDS,
    days: weeks * WEEK_DAYS,
    seed: seed * 1000 + index,
  };
}

/** False alarms of a series-week after the first week, by status. */
function falseAlarms(shops: readonly Shop[], budget: Budget, looksAtOpenTicks: boolean): number[] {
  const counts = STATUSES.map(() => 0);
  let weeks = 0;
  for (const shop of shops) {
    weeks += shop.days / WEEK_DAYS - 1;
    for (const { status, at } of alarmsOf({ ...shop, budget, looksAtOpenTicks, rises: [] })) {
      if (at >= WEEK_DAYS * DAY_SECONDS) counts[status - 1]! += 1;
    }
  }
  return counts.map((count) => count / weeks);
}

/** Four rises a day after the first week, each kind of each status as often as any other. */
function risesOf(days: number, seed: number): Fault[] {
  const random = createRandom(seed);
  const rises: Fault[] = [];
  for (let day = WEEK_DAYS; day < days; day++) {
    for (const hour of RISE_HOURS) {
      const kind = rises.length % (FACTORS.length * STATUSES.length);
      const from = day * DAY_SECONDS + (hour + random()) * 3600;
      rises.push({ from, to: from + RISE_SECONDS, status: 1 + (kind % 2), factor: FACTORS[Math.floor(kind / 2)]! });
    }
  }
  return rises;
}

/** Mean seconds from the begin of a rise until people can know of it, by status and factor; a miss counts as the whole rise. */
function delays(shops: readonly Shop[], looksAtOpenTicks: boolean): number[][] {
  const sums = STATUSES.map(() => FACTORS.map(() => ({ seconds: 0, rises: 0 })));
  for (const shop of shops) {
    const rises = risesOf(shop.days, shop.seed);
    const alarms = alarmsOf({ ...shop, budget: "1/week", looksAtOpenTicks, rises });
    for (const { from, to, status, factor } of rises) {
      const first = alarms.find((alarm) => alarm.status === status && alarm.at >= from && alarm.at < to);
      const sum = sums[status - 1]![FACTORS.indexOf(factor)]!;
      sum.seconds += (first?.at ?? to) - from;
      sum.rises += 1;
    }
  }
  return sums.map((byFactor) => byFactor.map(({ seconds, rises }) => seconds / rises));
}

const { seed, isLong } = seedOptions(USAGE);
const { shops, weeks, riseShops, riseWeeks, budgets } = isLong ? LONG : SHORT;
const began = performance.now();
const names = RATES.flatMap((perMinute) => SCATTERS.map((scatter) => ({ perMinute, scatter })));
const falseRows: string[][] = [];
const delayRows: string[][] = [];
for (const { perMinute, scatter } of names) {
  const seconds = ((performance.now() - began) / 1000).toFixed(0).padStart(4);
  process.stderr.write(`${seconds} s  ${perMinute} approved a minute, ${scatter.name}\n`);
  const quiet = Array.from({ length: shops }, (_, index) => shopOf(index, perMinute, scatter, weeks, seed));
  const closed = budgets.map((budget) => falseAlarms(quiet, budget, false));
  const open = budgets.map((budget) => falseAlarms(quiet, budget, true));
  const broken = Array.from({ length: riseShops }, (_, index) =>
    shopOf(index, perMinute, scatter, riseWeeks + 1, seed),
  );
  const late = delays(broken, false);
  const early = delays(broken, true);
  for (const [index, status] of STATUSES.entries()) {
    const name = [`${status}, ${perMinute / (index === 0 ? 10 : 100)} a minute`, scatter.name];
    falseRows.push([
      ...name,
      ...budgets.flatMap((_, k) => [closed[k]![index]!.toFixed(2), open[k]![index]!.toFixed(2)]),
    ]);
    delayRows.push([
      ...name,
      ...FACTORS.map((_, k) => `${late[index]![k]!.toFixed(0)} → ${early[index]![k]!.toFixed(0)}`),
    ]);
  }
}
const series: Column[] = [
  { title: "series", align: "left" },
  { title: "scatter", align: "left" },
];
const right = (title: string): Column => ({ title, align: "right" });
const falseColumns = budgets.flatMap((budget) => [
  right(`asked ${budget}: closed ticks only`),
  right("and the open one"),
]);
process.stdout.write(
  `False alarms of a series in a week, from ${shops * (weeks - 1)} weeks of each series:\n\n` +
    `${markdownTable([...series, ...falseColumns], falseRows)}\n\n` +
    `Mean seconds from a rise to its alarm, closed ticks only → and the open one; a miss counts ${RISE_SECONDS}:\n\n` +
    `${markdownTable([...series, ...FACTORS.map((factor) => right(`×${factor}`))], delayRows)}\n`,
);
