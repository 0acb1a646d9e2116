import { describe, expect, test } from "vitest";
import { labelText, type Metric } from "../operations/metric/metric.ts";
import { exposition, formFor } from "./exposition.ts";

const metrics: readonly Metric[] = [
  {
    kind: "counter",
    name: "smokewatch_intake_records_total",
    help: "Records.",
    samples: [{ labels: labelText({ outcome: "accepted" }), value: 7 }],
  },
  { kind: "gauge", name: "smokewatch_series_score", help: "Score.", samples: [] },
  {
    kind: "histogram",
    name: "smokewatch_journal_append_duration_seconds",
    help: "Time.",
    histogram: { bounds: [0.5, 1], counts: Float64Array.of(3, 1, 2), sum: 9.25 },
  },
];

describe("exposition", () => {
  test("writes the classic text form", () => {
    expect(exposition(metrics, "classic")).toMatchInlineSnapshot(`
      "# HELP smokewatch_intake_records_total Records.
      # TYPE smokewatch_intake_records_total counter
      smokewatch_intake_records_total{outcome="accepted"} 7
      # HELP smokewatch_series_score Score.
      # TYPE smokewatch_series_score gauge
      # HELP smokewatch_journal_append_duration_seconds Time.
      # TYPE smokewatch_journal_append_duration_seconds histogram
      smokewatch_journal_append_duration_seconds_bucket{le="0.5"} 3
      smokewatch_journal_append_duration_seconds_bucket{le="1.0"} 4
      smokewatch_journal_append_duration_seconds_bucket{le="+Inf"} 6
      smokewatch_journal_append_duration_seconds_sum 9.25
      smokewatch_journal_append_duration_seconds_count 6
      "
    `);
  });

  test("writes OpenMetrics: counters are named without their ending, and the text says that it is whole", () => {
    const text = exposition(metrics.slice(0, 1), "openMetrics");
    expect(text).toMatchInlineSnapshot(`
      "# HELP smokewatch_intake_records Records.
      # TYPE smokewatch_intake_records counter
      smokewatch_intake_records_total{outcome="accepted"} 7
      # EOF
      "
    `);
  });

  test("keeps quotes, backslashes and line ends of a value from ending it", () => {
    expect(labelText({ value: 'a "b"\\c\nd', status: "denied" })).toBe(
      String.raw`value="a \"b\"\\c\nd",status="denied"`,
    );
  });
});

describe("formFor", () => {
  const PROMETHEUS =
    "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

  test.each([
    [PROMETHEUS, "openMetrics"],
    ["application/openmetrics-text", "openMetrics"],
    ["text/plain;version=0.0.4, application/openmetrics-text;version=1.0.0;q=0.9", "classic"],
    ["application/openmetrics-text;version=0.0.1", "classic"],
    ["application/openmetrics-text;q=0", "classic"],
    ["text/html,application/xhtml+xml,*/*;q=0.8", "classic"],
    [undefined, "classic"],
  ])("%s: %s", (accept, form) => {
    expect(formFor(accept)).toBe(form);
  });
});
