import Type, { type Static } from "typebox";
import { Action } from "./action.ts";
import { DeliveryOutcome } from "./delivery.ts";
import { EngineSettings } from "./engine-settings.ts";
import { Via } from "./incident.ts";
import { Transactions } from "./transactions.ts";

/**
 * Everything that the pipeline ever learns about the world. What follows the journal is a function of these entries alone,
 * so time (`clock`), configuration, what people do and what became of a delivery are entries too. `at` is the clock when it was written.
 */
export const JournalEntry = Type.Union([
  Type.Object({ kind: Type.Literal("configured"), at: Type.Integer(), settings: EngineSettings }),
  Type.Object({
    kind: Type.Literal("transactions"),
    at: Type.Integer(),
    /** Held in memory only; what the journal's files have of it is theirs to say. */
    records: Type.Unsafe<Transactions>(Type.Refine(Type.Unknown(), (value) => value instanceof Transactions)),
    /** `history` is learnt from, but nobody is told about its incidents. */
    origin: Type.Enum(["live", "history"]),
    /** Names what was sent together: a second entry of the same name within a day is not counted. */
    batchId: Type.Optional(Type.String()),
  }),
  Type.Object({ kind: Type.Literal("clock"), at: Type.Integer() }),
  /** The process came back: what happened since the entry before is not known. */
  Type.Object({ kind: Type.Literal("resumed"), at: Type.Integer() }),
  /** Somebody did something; `by` is the name they gave, or null. */
  Type.Object({
    kind: Type.Literal("acted"),
    at: Type.Integer(),
    by: Type.Union([Type.String(), Type.Null()]),
    via: Via,
    action: Action,
  }),
  /** A part of the monitor is not as it should be, or is again. People are told as of an incident. */
  Type.Object({
    kind: Type.Literal("troubled"),
    at: Type.Integer(),
    part: Type.String(),
    text: Type.String(),
    isOver: Type.Boolean(),
  }),
  Type.Object({ kind: Type.Literal("delivery"), at: Type.Integer(), outcome: DeliveryOutcome }),
]);
export type JournalEntry = Static<typeof JournalEntry>;
