import { readFileSync, writeFileSync } from "node:fs";
import { type Appraisal, appraise, oracleAppraisal } from "./appraisal.ts";
import { detectorsFor } from "./detectors.ts";
import { optionsFrom, USAGE } from "./options.ts";
import { withSection } from "./readme-section.ts";
import { basis, cellTable, detectorTable } from "./report.ts";
import { createTraffic } from "./simulated-traffic.ts";
import { createTestBed } from "./test-bed.ts";

const SHORT = { groupsPerLevel: 8, repetitions: 60 };
const LONG = { groupsPerLevel: 32, repetitions: 400 };
const WEEKS = { learningWeeks: 2, scoredWeeks: 3 };
/** A month is 30.4 days. */
const PERIODS = { week: 1, month: 7 / 30.4 };
const README = "README.md";

const began = performance.now();
/** Progress goes to standard error, so that the table can be sent elsewhere. */
function tell(line: string): void {
  const seconds = ((performance.now() - began) / 1000).toFixed(0).padStart(4);
  process.stderr.write(`${seconds} s  ${line}\n`);
}

const options = optionsFrom(process.argv.slice(2));
if (options === undefined) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}
const { seed, isLong, hasCells, writesReadme } = options;
const { groupsPerLevel, repetitions } = isLong ? LONG : SHORT;
const periods = isLong ? PERIODS : { week: PERIODS.week };

tell(`simulating ${groupsPerLevel * 6} groups over ${WEEKS.learningWeeks + WEEKS.scoredWeeks} weeks, seed ${seed}`);
const traffic = createTraffic({ seed, groupsPerLevel, ...WEEKS });
tell(`calibrating the oracle on ${repetitions} weeks per series and kind of fault`);
const perWeek = Object.values(periods);
const testBed = createTestBed(traffic, { perWeek, repetitions, seed }, (done) => {
  if (done > 0 && done % 8 === 0) tell(`  oracle: ${done} of ${traffic.groups.length} groups`);
});
const appraisals: Appraisal[] = [];
for (const detector of detectorsFor(traffic.scoredFrom)) {
  tell(`judging by: ${detector.name}`);
  appraisals.push(appraise(detector, testBed));
}
appraisals.push(oracleAppraisal(testBed));
tell("done");

const command = `npm run bench:accuracy${isLong ? " -- --long" : ""}`;
const report = `${detectorTable(appraisals, Object.keys(periods))}\n\n\`${command}\`, seed ${seed}: ${basis(testBed)}`;
process.stdout.write(`${report}\n`);
if (hasCells) {
  for (const [index, period] of Object.keys(periods).entries()) {
    process.stdout.write(
      `\nMean minutes to an alert at one false alarm per series-${period}; a miss counts its whole duration and one.\n\n`,
    );
    process.stdout.write(`${cellTable(appraisals, index)}\n`);
  }
}
if (writesReadme) {
  writeFileSync(README, withSection(readFileSync(README, "utf8"), report));
  tell(`${README} has the table`);
}
