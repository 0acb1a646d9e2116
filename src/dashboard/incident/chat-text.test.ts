import { expect, test } from "vitest";
import { incidentLike, memberLike } from "../../../test/support/examples.ts";
import { createClock } from "../format.ts";
import { chatText } from "./chat-text.ts";

const NOON = Date.UTC(2026, 10, 22, 12);
const clock = createClock("America/Sao_Paulo");

test("a text for a chat says what, since when, how bad, why and where to look", () => {
  const incident = incidentLike({
    state: "acknowledged",
    severity: "critical",
    acknowledgedBy: "Ana",
    assignee: "Cai",
    openedAt: NOON,
    title: "denied above normal, issuer aurora",
    members: [memberLike({ reason: "denied: 86 in the last 10 seconds, 6.7 expected" })],
    impact: { lost: null, surplus: { least: 0, most: 785, by: [] }, minutes: 3 },
  });
  expect(chatText(incident, clock, NOON + 180_000, "https://smoke.example.com/#/incidents/12")).toMatchInlineSnapshot(`
    "▲ Denied above normal, issuer aurora
    Critical, acknowledged by Ana, since 09:00, for 3 min (Sao Paulo)
    denied: 86 in the last 10 seconds, 6.7 expected
    Up to 785 more than usual
    Assigned to Cai
    https://smoke.example.com/#/incidents/12"
  `);
});
