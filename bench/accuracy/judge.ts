import { thresholdFor } from "../../src/core/judge/budget.ts";
import { Judge } from "../../src/core/judge/judge.ts";
import { DEFAULT_BUDGET } from "../../src/core/model/monitor.ts";
import type { Detector, Reading } from "./detector.ts";
import { DAY_MINUTES, type Group } from "./traffic.ts";

const TICK_MS = 60_000;
/** A Monday. */
const START_AT = Date.UTC(2001, 0, 1);
const MONDAY = 1;

/** The product's judge as it comes: a group is all traffic of one installation, with the default budget. */
export const judge: Detector = { name: "Smokewatch", read: judgeGroup };

function judgeGroup({ series }: Group): Reading[] {
  const subject = new Judge({ tickMs: TICK_MS, directions: series.map(({ direction }) => direction) });
  const scope = subject.addScope();
  const threshold = thresholdFor(DEFAULT_BUDGET, series.length, TICK_MS / 60_000);
  for (const status of series.keys()) subject.setThreshold(scope, status, threshold, true);

  const minutes = series[0]!.counts.length;
  const readings = series.map(() => ({ score: new Float64Array(minutes), isAlert: new Uint8Array(minutes) }));
  const counts = new Float64Array(series.length);
  for (let minute = 0; minute < minutes; minute++) {
    for (let status = 0; status < series.length; status++) counts[status] = series[status]!.counts[minute]!;
    const local = {
      minuteOfDay: minute % DAY_MINUTES,
      weekday: (MONDAY + Math.floor(minute / DAY_MINUTES)) % 7,
    };
    subject.closeTick(START_AT + minute * TICK_MS, local, Number.isNaN(counts[0]!) ? null : counts);
    for (let status = 0; status < series.length; status++) {
      readings[status]!.score[minute] = subject.output.score[status]!;
      readings[status]!.isAlert[minute] = subject.output.isFlagged[status]!;
    }
  }
  return readings;
}
