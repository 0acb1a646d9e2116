import { Backtest } from "../engine/backtest.ts";
import { defaultStatuses, type Direction } from "../model/status.ts";
import { countsOf, type DayStream, type StreamDay } from "./day-stream.ts";
import { seriesName } from "./series-name.ts";

const DAY_MS = 86_400_000;
/** Beside scopes, all traffic is one of them: the judge would add it to its own parts. */
const ALL_TRAFFIC = "all traffic";
/** A Monday; days are judged as if they followed each other from here on. */
const EPOCH = Date.UTC(2001, 0, 1);
/** Other days that the judge learns a day from, at most. */
const MOST_HISTORY = 3;

/** What the judge said of one status of one day, slot by slot; NaN where it said nothing. */
export interface JudgedSeries {
  expected: Float64Array;
  /** 1 where it would have alerted. */
  alert: Uint8Array;
}

export type JudgedDay = ReadonlyMap<string, JudgedSeries>;

/**
 * What the judge says of each day of a stream: as it would have live, and once more after days that came later, for nobody waits
 * for the answer. The last is the one that knows most.
 */
export function judgedDays(stream: DayStream): JudgedDay[][] {
  const live = judged(stream, stream.days, 0);
  return stream.days.map((_, index) => {
    const one = live[index] ?? new Map<string, JudgedSeries>();
    const later = stream.days.slice(index + 1, index + 1 + MOST_HISTORY);
    if (later.length === 0) return [one];
    const earlier = stream.days.slice(0, index).slice(-Math.max(1, MOST_HISTORY - later.length));
    const days = [...later, ...earlier, ...stream.days.slice(index, index + 1)];
    return [one, ...judged(stream, days, days.length - 1)];
  });
}

/** Judges days one after the other; what is said of the days from `told` on comes back. */
function judged(stream: DayStream, days: readonly StreamDay[], told: number): JudgedDay[] {
  const { stepMs, statuses } = stream;
  const slots = DAY_MS / stepMs;
  const names = statuses.map((status) => seriesName(status));
  const said = days.slice(told).map(() => new Map(statuses.map((status) => [status, nothingSaid(slots)])));
  const backtest = new Backtest(
    {
      tickMs: stepMs,
      // Slots of a day are those of the file's own clock already.
      timeZone: "UTC",
      absent: stream.tables.every(({ absentIsZero }) => absentIsZero) ? "zero" : "missing",
      directions: new Map(names.map(({ status }) => [status, directionOf(status)])),
      budget: "1/month",
    },
    ({ at, series, expected, alert }) => {
      const number = Math.floor((at - EPOCH) / DAY_MS);
      const one = said[number - told]?.get(statuses[series] ?? "");
      if (one === undefined) return;
      const slot = (at - EPOCH - number * DAY_MS) / stepMs;
      one.expected[slot] = expected;
      one.alert[slot] = alert ? 1 : 0;
    },
  );
  const hasScopes = names.some(({ scope }) => scope !== "");
  for (const { status, scope } of names) backtest.series({ group: hasScopes ? scope || ALL_TRAFFIC : null, status });
  for (const [index, day] of days.entries()) feed(backtest, stream, day, EPOCH + index * DAY_MS);
  backtest.end();
  return said;
}

function nothingSaid(slots: number): JudgedSeries {
  return { expected: new Float64Array(slots).fill(Number.NaN), alert: new Uint8Array(slots) };
}

function feed(backtest: Backtest, { statuses, stepMs }: DayStream, day: StreamDay, start: number): void {
  const counts = statuses.map((status) => countsOf(day, status));
  const least = day.table.absentIsZero ? 1 : 0;
  for (let slot = 0; slot < day.slots.length; slot++) {
    for (const [series, values] of counts.entries()) {
      const value = values[slot] ?? Number.NaN;
      if (value >= least) backtest.add(series, start + slot * stepMs, value);
    }
  }
}

/** On which side a status worries people; of one that nobody knows, on both. */
function directionOf(status: string): Direction {
  return defaultStatuses.find(({ name }) => name === status)?.direction ?? "both";
}
