import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Delivery } from "../../src/core/model/delivery.ts";
import type { Incident, Member } from "../../src/core/model/incident.ts";
import type { ReplayResult } from "../../src/cli/replay.ts";
import { caseFiles } from "../support/case-files.ts";
import { runProgram } from "../support/run-program.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../support/webhook-receiver.ts";

const MINUTE_MS = 60_000;
const files = caseFiles("transactions_1.csv", "transactions_2.csv");
/** Besides the seven that are wanted. */
const MOST_OTHERS = 12;

/** "1 14:36" is a minute of the first day; a count is known when its minute is over. */
function instant(text: string): number {
  const [day = "1", clock = "00:00"] = text.split(" ");
  return Date.parse(`2001-01-0${day}T${clock}:00Z`);
}

interface Wanted {
  what: string;
  status: string;
  symptom: Member["symptom"];
  since: string;
  /** Last minute whose count may be needed. */
  until: string;
}

const wanted: readonly Wanted[] = [
  { what: "the storm of reversals", status: "reversed", symptom: "above", since: "1 14:25", until: "1 14:36" },
  { what: "the silence", status: "traffic", symptom: "silence", since: "2 00:35", until: "2 00:45" },
  { what: "backend_reversed", status: "backend_reversed", symptom: "above", since: "2 10:45", until: "2 10:53" },
  { what: "failed", status: "failed", symptom: "above", since: "2 16:10", until: "2 16:17" },
  { what: "the first burst of denied", status: "denied", symptom: "above", since: "2 16:23", until: "2 16:27" },
  { what: "the second burst of denied", status: "denied", symptom: "above", since: "2 16:44", until: "2 16:48" },
  { what: "the third burst of denied", status: "denied", symptom: "above", since: "2 17:16", until: "2 17:20" },
];

/** The incident that has a member of this status which began in time, and was itself detected in time. */
function incidentOf(want: Wanted, incidents: readonly Incident[]): Incident | undefined {
  const since = instant(want.since);
  const end = instant(want.until) + MINUTE_MS;
  return incidents.find(({ detectedAt, members }) => {
    const isMember = members.some(
      ({ status, symptom, startedAt }) =>
        status === want.status && symptom === want.symptom && startedAt >= since && startedAt < end,
    );
    return isMember && detectedAt <= end;
  });
}

describe.skipIf(files === undefined)("the two real days, replayed from a cold start with default settings", () => {
  let receiver: WebhookReceiver;
  let result: ReplayResult;

  beforeAll(async () => {
    receiver = await startWebhookReceiver();
    const flags = ["--date", "2001-01-01", "--time-zone", "UTC", "--json", "--allow-private-webhooks"];
    const { code, stdout, stderr } = await runProgram(
      "replay",
      ...(files ?? []),
      ...flags,
      "--teams-url",
      receiver.url,
    );
    if (code !== 0) throw new Error(`the replay ended with ${String(code)}:\n${stderr}`);
    result = JSON.parse(stdout) as ReplayResult;
  });

  afterAll(() => receiver.close());

  test.each(wanted)("$what is an incident by $until", (want) => {
    expect(incidentOf(want, result.incidents)?.detectedAt).toBeLessThanOrEqual(instant(want.until) + MINUTE_MS);
  });

  test("the three bursts of denied are three incidents", () => {
    const bursts = wanted.filter(({ status }) => status === "denied").map((want) => incidentOf(want, result.incidents));
    expect(new Set(bursts.map((incident) => incident?.id)).size).toBe(3);
  });

  test.each(wanted)("the card of $what reached the receiver when the incident opened", (want) => {
    const incident = incidentOf(want, result.incidents);
    const cards = receiver.received.filter(({ body }) => {
      const text = JSON.stringify(body);
      return text.includes(`/#/incidents/${incident?.id ?? "none"}"`) && !text.includes('"Resolved"');
    });
    expect(cards.length).toBeGreaterThanOrEqual(1);
    expect(cards[0]?.contentType).toContain("application/json");
  });

  test("every message was delivered, once", () => {
    const states = new Set(result.deliveries.map(({ state }: Delivery) => state));
    expect([...states]).toEqual(["delivered"]);
    expect(receiver.received).toHaveLength(result.deliveries.length);
  });

  test("the storm ends as resolved, and people are told so", () => {
    const storm = wanted[0] === undefined ? undefined : incidentOf(wanted[0], result.incidents);
    expect(storm?.state).toBe("resolved");
    const events = result.deliveries
      .filter(({ incidentId }) => incidentId === storm?.id)
      .map(({ message }) => message.event);
    expect(events).toContain("resolved");
  });

  test(`at most ${MOST_OTHERS} other incidents are opened`, () => {
    const found = new Set(wanted.map((want) => incidentOf(want, result.incidents)?.id));
    const others = result.incidents.filter(({ id }) => !found.has(id));
    expect(others.length, others.map(({ id, title }) => `${id} ${title}`).join("\n")).toBeLessThanOrEqual(MOST_OTHERS);
  });
});
