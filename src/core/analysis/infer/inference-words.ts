import type { ColumnDecision } from "./column-roles.ts";
import type { Counted } from "./count-rows.ts";
import type { Inference } from "./grid.ts";
import type { ReadLayout } from "./read-layout.ts";
import type { ReadOptions } from "./read-options.ts";
import { stepText } from "./time-step.ts";

const roleChoices: readonly string[] = ["observed", "count of WHEN", "mean of N days", "dimension", "ignored"];

function columnInference(name: string, { role, because }: ColumnDecision): Inference {
  const alternatives = roleChoices.filter((other) => !role.startsWith(other.slice(0, 8)));
  return {
    what: `column ${name}`,
    value: role,
    because,
    alternatives: alternatives.map((other) => `${name}=${other}`),
    option: "columns",
  };
}

function timeInferences({ layout, choice }: ReadLayout): Inference[] {
  const { time, date, others } = choice;
  const name = (column: number): string => layout.names[column] ?? "";
  const where = date === null ? name(time.column) : `${name(date.column)} and ${name(time.column)}`;
  const inferences: Inference[] = [
    {
      what: "time",
      value: `${where}: ${time.format.words}`,
      because: time.format.because,
      alternatives: others.map(name),
      option: "time-column",
    },
  ];
  const order = (date ?? time).format.dayOrder;
  if (order !== null) {
    const value = order.isDayFirst ? "day, month" : "month, day";
    inferences.push({
      what: "order of dates",
      value,
      because: order.because,
      alternatives: [order.isDayFirst ? "no" : "yes"],
      option: "day-first",
    });
  }
  return inferences;
}

function rowInference({ layout }: ReadLayout): Inference {
  const { status, values, isLong, names, roles } = layout;
  const given = { what: "a row", alternatives: [] as string[], option: "columns" };
  if (values.length === 0)
    return { ...given, value: "one transaction", because: "no column holds counts", option: "count-column" };
  if (isLong && status === null && layout.dimensions.length === 0) {
    return {
      ...given,
      value: "a part of the count of a time",
      because: "times come again, with a column that is left out",
    };
  }
  if (isLong) {
    const of = status === null ? "the dimensions" : (names[status] ?? "");
    return { ...given, value: `the count of one value of ${of} at a time`, because: "there is a column for it" };
  }
  const isCompared = roles.some((role) => role.startsWith("count of ") || role.startsWith("mean of "));
  if (isCompared) return { ...given, value: "a time, with what to compare it with", because: "of the columns' names" };
  return { ...given, value: "a time, with a column for each count", because: "no column holds statuses" };
}

export interface Told {
  read: ReadLayout;
  counted: Counted;
  options: ReadOptions;
  timeZone: string;
  isDated: boolean;
  absentIsZero: boolean;
  days: number;
  leftOut: readonly { name: string; reason: string }[];
}

function calendarInferences({ read, options, timeZone, isDated, days, counted }: Told): Inference[] {
  const inferences: Inference[] = [];
  if (days > 1) {
    const because = "times of day begin anew with what was there before";
    inferences.push({ what: "days", value: String(days), because, alternatives: [] });
  }
  if (!isDated) {
    const because = "the file has times of day only";
    inferences.push({ what: "date", value: "unknown", because, alternatives: ["YYYY-MM-DD"], option: "date" });
  } else if (!/since 1970/.test(read.choice.time.format.words)) {
    const because = options.timeZone === undefined ? "for times without an offset" : "said so";
    inferences.push({ what: "time zone", value: timeZone, because, alternatives: [], option: "time-zone" });
  }
  const { stepMs, because } = counted.step;
  inferences.push({ what: "step", value: stepText(stepMs), because, alternatives: [], option: "step" });
  return inferences;
}

/** Everything that was inferred of the columns and rows, in words. */
export function inferencesOf(told: Told): Inference[] {
  const { read, counted, absentIsZero, options, leftOut } = told;
  const { layout, decisions, decimal } = read;
  const inferences = [...timeInferences(read), ...calendarInferences(told), rowInference(read)];
  for (const [i, decision] of decisions.entries()) {
    if (decision.role !== "time" && decision.role !== "date")
      inferences.push(columnInference(layout.names[i] ?? "", decision));
  }
  for (const { name, reason } of leftOut) {
    inferences.push({ what: `series by ${name}`, value: "none", because: reason, alternatives: [] });
  }
  if (!decimal.because.startsWith("no number") || options.decimal !== undefined) {
    const value = decimal.decimal === "," ? "comma" : "point";
    inferences.push({
      what: "decimal mark",
      value,
      because: decimal.because,
      alternatives: [value === "comma" ? "point" : "comma"],
      option: "decimal",
    });
  }
  if (layout.isLong) {
    const because =
      options.absentIsZero === undefined ? "files of status counts leave out what did not happen" : "said so";
    inferences.push({
      what: "no row",
      value: absentIsZero ? "zero" : "unknown",
      because,
      alternatives: [absentIsZero ? "unknown" : "zero"],
      option: "absent",
    });
  }
  if (counted.bare > 0) {
    const value = `${counted.bare} of ${counted.slots.length}`;
    const because = absentIsZero ? "no row at all is of them; they count as zero" : "they are unknown, not zero";
    inferences.push({ what: "times without a row", value, because, alternatives: [] });
  }
  if (counted.empty > 0) {
    const because = "they are unknown, not zero";
    inferences.push({ what: "empty cells", value: String(counted.empty), because, alternatives: [] });
  }
  if (counted.added > 0) {
    const value = `${counted.added} added up`;
    inferences.push({
      what: "rows of the same time and series",
      value,
      because: "counts of one thing add up",
      alternatives: [],
    });
  }
  return inferences;
}
