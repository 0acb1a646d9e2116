import Type, { type Static } from "typebox";

export const Weekday = Type.Enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
export type Weekday = Static<typeof Weekday>;

/** A time of day, `08:30`; `24:00` is the end of the day. */
export const TimeOfDay = Type.String({ pattern: "^(?:[01]\\d|2[0-3]):[0-5]\\d$|^24:00$" });

/** Hours of the week in a time zone (the operation's, if left out). `to` before `from` reaches into the next day. */
export const Hours = Type.Object(
  {
    days: Type.Optional(Type.Array(Weekday, { minItems: 1, description: "left out: every day" })),
    from: TimeOfDay,
    to: TimeOfDay,
    timeZone: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type Hours = Static<typeof Hours>;
