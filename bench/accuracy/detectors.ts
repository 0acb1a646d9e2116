import type { Detector } from "./detector.ts";
import { judge } from "./judge.ts";
import { adaptiveBand } from "./peer/adaptive-band.ts";
import { ewmaChart } from "./peer/ewma-chart.ts";
import { plugInCusum } from "./peer/plug-in-cusum.ts";
import { staticThreshold } from "./peer/static-threshold.ts";
import { dayZScore, weekZScore } from "./peer/z-score.ts";

/** Ours first, then its peers, in the order of the table; what they fit once they fit before minute `scoredFrom`. */
export function detectorsFor(scoredFrom: number): Detector[] {
  return [judge, plugInCusum(scoredFrom), ewmaChart, weekZScore, adaptiveBand, dayZScore, staticThreshold(scoredFrom)];
}
