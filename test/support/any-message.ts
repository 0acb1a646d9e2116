import * as fc from "fast-check";
import { IncidentState, Symptom } from "../../src/core/model/incident.ts";
import { type Message, MessageEvent } from "../../src/core/model/message.ts";
import { Severity } from "../../src/core/model/severity.ts";

/** Texts as they come in with transactions: any characters, some of them very long, some made to be read as markup. */
const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary", maxLength: 400 }),
  fc.constantFrom(
    "",
    " ",
    "<!channel> <@U1234567> <http://evil.example|here>",
    "*a* _b_ `c` [d](http://evil.example)",
    "\u202eabc\u0000\n",
  ),
  fc
    .tuple(fc.constantFrom("x", "😀", "é", "&<>\"'"), fc.integer({ min: 1, max: 20_000 }))
    .map(([unit, times]) => unit.repeat(times)),
);

const count = fc.oneof(fc.double({ noNaN: false }), fc.nat(5000));
const instant = fc.integer({ min: 0, max: 4_102_444_800_000 });

/** Any message that the pipeline could make, and many that it never would. */
export const anyMessage: fc.Arbitrary<Message> = fc.record({
  event: fc.constantFrom(...MessageEvent.enum),
  at: instant,
  title: text,
  summary: text,
  facts: fc.array(fc.record({ name: text, value: text }), { maxLength: 60 }),
  trail: fc.array(fc.record({ at: instant, value: count, expected: count }), { maxLength: 300 }),
  thread: fc.oneof(fc.constant("incident-1"), fc.string({ minLength: 1, maxLength: 400 })),
  incident: fc.option(
    fc.record({
      id: fc.string({ maxLength: 40 }),
      state: fc.constantFrom(...IncidentState.enum),
      severity: fc.constantFrom(...Severity.enum),
      openedAt: instant,
      resolvedAt: fc.option(instant),
      members: fc.array(fc.record({ scope: text, status: text, symptom: fc.constantFrom(...Symptom.enum) }), {
        minLength: 1,
        maxLength: 60,
      }),
    }),
  ),
  mentions: fc.array(text, { maxLength: 20 }),
  runbook: fc.option(fc.oneof(fc.webUrl(), text)),
  timeZone: fc.constantFrom("UTC", "America/Sao_Paulo", "Asia/Kathmandu"),
  path: fc.constant("/#/incidents/1"),
});
