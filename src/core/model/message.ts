import Type, { type Static } from "typebox";
import { IncidentState, Symptom } from "./incident.ts";
import { Severity } from "./severity.ts";

/**
 * opened, updated, reopened, flapping, acknowledged, resolved   what became of an incident
 * reminder, escalated   it goes on; nobody has answered
 * digest                several incidents in one message
 * trouble, recovered    a part of the monitor itself is not as it should be, and is again
 * heartbeat             nothing but that messages arrive
 * test                  somebody tries a channel
 */
export const MessageEvent = Type.Enum([
  "opened",
  "updated",
  "reopened",
  "flapping",
  "acknowledged",
  "resolved",
  "reminder",
  "escalated",
  "digest",
  "trouble",
  "recovered",
  "heartbeat",
  "test",
]);
export type MessageEvent = Static<typeof MessageEvent>;

/** What receivers that keep incidents of their own need to know of ours. */
export const IncidentBrief = Type.Object({
  id: Type.String(),
  state: IncidentState,
  severity: Severity,
  openedAt: Type.Integer(),
  resolvedAt: Type.Union([Type.Integer(), Type.Null()]),
  /** The lead first. */
  members: Type.Array(Type.Object({ scope: Type.String(), status: Type.String(), symptom: Symptom })),
});
export type IncidentBrief = Static<typeof IncidentBrief>;

/** A tick of the lead series; `at` is its start. */
export const TrailTick = Type.Object({ at: Type.Integer(), value: Type.Number(), expected: Type.Number() });
export type TrailTick = Static<typeof TrailTick>;

/** What people are told, before it takes the form of a channel. Texts are plain; a channel escapes them. */
export const Message = Type.Object({
  event: MessageEvent,
  at: Type.Integer(),
  title: Type.String(),
  summary: Type.String(),
  facts: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
  trail: Type.Array(TrailTick, { description: "the last ticks of the lead series, oldest first" }),
  /** Messages of one thread reach a channel in their order. */
  thread: Type.String(),
  incident: Type.Union([IncidentBrief, Type.Null()]),
  /** People to be called by name, where the channel can. */
  mentions: Type.Array(Type.String()),
  runbook: Type.Union([Type.String(), Type.Null()]),
  timeZone: Type.String(),
  /** Path on the dashboard; the channel puts the public address before it. */
  path: Type.String(),
});
export type Message = Static<typeof Message>;
