import Type, { type Static } from "typebox";
import { Hours } from "./hours.ts";
import { MatcherText } from "./matcher.ts";
import { Severity } from "./severity.ts";

const Duration = Type.String({ pattern: "^\\d{1,5}\\s?[smh]$" });
const Channels = Type.Array(Type.String(), { minItems: 1 });

/** Who is told of which incidents, and what happens while nobody answers. Routes are tried in their order; the first that fits is taken. */
export const Route = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 60 }),
    match: Type.Optional(Type.Array(MatcherText, { description: "fits when one series of the incident meets all" })),
    severity: Type.Optional(Severity),
    hours: Type.Optional(Hours),
    channels: Channels,
    /** Tries the next routes as well. */
    goesOn: Type.Optional(Type.Boolean()),
    escalate: Type.Optional(Type.Object({ after: Duration, channels: Channels }, { additionalProperties: false })),
    remind: Type.Optional(Duration),
    /** Whether people are told that it is over; yes, if left out. */
    resolved: Type.Optional(Type.Boolean()),
    mention: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 120 }), { maxItems: 20 })),
    runbook: Type.Optional(Type.String({ pattern: "^https?://", maxLength: 500 })),
  },
  { additionalProperties: false },
);
export type Route = Static<typeof Route>;

/** Everything to every channel. */
export function defaultRoute(channels: readonly { name: string }[]): Route {
  return { name: "everything", channels: channels.map(({ name }) => name) };
}
