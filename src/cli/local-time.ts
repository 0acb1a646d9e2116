import type { Overview } from "../core/model/overview.ts";
import { readFrom, type ServerFlags } from "./ask-server.ts";

/** An instant on the clocks of the operation: `2026-11-25 14:03`. */
export type LocalTime = (at: number) => string;

export async function localTimeOf(flags: ServerFlags): Promise<LocalTime> {
  const { timeZone } = await readFrom<Pick<Overview, "timeZone">>(flags, "/v1/overview");
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return (at) => format.format(at);
}
