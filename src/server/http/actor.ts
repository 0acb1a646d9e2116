import Type, { type Static, type TProperties } from "typebox";
import type { Actor } from "../operations/act.ts";

export const PersonName = Type.String({ minLength: 1, maxLength: 60, pattern: "\\S" });

/** Who does it, and from where; by a link is told by the link's seal, never by a word. */
const who = {
  by: Type.Optional(PersonName),
  via: Type.Optional(Type.Enum(["api", "dashboard", "cli"], { description: "where it is done; api if left out" })),
};
const Who = Type.Object(who);
export type WhoBody = Static<typeof Who>;

/** The schema of a body with these fields and who it is; `example` says what is expected. */
export function bodyWith<Fields extends TProperties>(fields: Fields, example: string) {
  return Type.Object({ ...fields, ...who }, { additionalProperties: false, description: example });
}

export function actorIn({ by, via = "api" }: WhoBody): Actor {
  return { by: by?.trim() ?? null, via };
}
