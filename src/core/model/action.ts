import Type, { type Static } from "typebox";
import { Deploy } from "./chart-mark.ts";
import { Mark } from "./incident.ts";
import { SavedQuery } from "./saved-query.ts";
import { Monitor } from "./monitor.ts";
import { Silence } from "./silence.ts";

const incidentId = Type.String({ maxLength: 40 });

/** What people can do. Each is an entry of the journal, so that a replay does the same. */
export const Action = Type.Union([
  Type.Object({ do: Type.Literal("acknowledge"), incidentId }),
  /** Takes an acknowledgement back. */
  Type.Object({ do: Type.Literal("unacknowledge"), incidentId }),
  Type.Object({ do: Type.Literal("assign"), incidentId, to: Type.Union([Type.String(), Type.Null()]) }),
  Type.Object({ do: Type.Literal("note"), incidentId, text: Type.String() }),
  Type.Object({ do: Type.Literal("resolve"), incidentId }),
  /** Null takes the mark back. */
  Type.Object({ do: Type.Literal("mark"), incidentId, as: Type.Union([Mark, Type.Null()]) }),
  Type.Object({ do: Type.Literal("silence"), silence: Silence }),
  Type.Object({ do: Type.Literal("end-silence"), silenceId: Type.String() }),
  /** Tries a message again that was given up. */
  Type.Object({ do: Type.Literal("retry"), deliveryId: Type.String() }),
  Type.Object({ do: Type.Literal("test-channel"), channel: Type.String() }),
  Type.Object({ do: Type.Literal("note-deploy"), deploy: Deploy }),
  Type.Object({ do: Type.Literal("remove-deploy"), deployId: Type.String() }),
  /** In place of the one of the same id, if there is one. */
  Type.Object({ do: Type.Literal("save-query"), query: SavedQuery }),
  Type.Object({ do: Type.Literal("delete-query"), queryId: Type.String() }),
  /** The monitor of that name is so from now on, whatever the configuration says; null takes it away. */
  Type.Object({ do: Type.Literal("set-monitor"), name: Type.String(), monitor: Type.Union([Monitor, Type.Null()]) }),
  /** It is again as the configuration says. */
  Type.Object({ do: Type.Literal("reset-monitor"), name: Type.String() }),
]);
export type Action = Static<typeof Action>;
