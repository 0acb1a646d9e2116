import { randomBytes } from "node:crypto";
import type { Incident } from "../../core/model/incident.ts";
import { isOpen } from "../../core/incident/incident-state.ts";
import type { Silence } from "../../core/model/silence.ts";
import type { LinkAction } from "../link/action-links.ts";
import { act } from "./act.ts";
import { actOnIncident, foundIncident } from "./act-on-incident.ts";
import { Failure } from "./failure.ts";
import type { Product } from "./product.ts";
import { listSilences } from "./silences.ts";

const SILENCE_MS = 3_600_000;
/** A silence that holds one series each would be no help to whoever reads the list. */
const MOST_SERIES = 20;

/** What a link is about, and what has been done about it. */
export interface LinkView {
  action: LinkAction;
  incident: Incident;
  /** Why there is nothing to do (any more); null while there is. */
  done: string | null;
}

/**
 * What a link would do; looking does nothing, because chat programs look at links before people do.
 *
 * @throws Failure `link.expired`, `link.invalid`, `incident.not-found`
 */
export function showLink(product: Product, token: string): LinkView {
  const read = product.links.read(token, product.pipeline.clock.now());
  if (read.kind === "invalid") {
    throw new Failure("link.invalid", "this link is not one of this server, or a part of it is missing");
  }
  if (read.kind === "expired") {
    throw new Failure("link.expired", "this link has expired; open the incident on the dashboard instead");
  }
  const { action, incidentId } = read.permission;
  const incident = foundIncident(product, incidentId);
  return { action, incident, done: whyDone(product, action, incident) };
}

/**
 * Does what a link permits, in the name that is given. Following it again does nothing and says so.
 *
 * @throws Failure `link.expired`, `link.invalid`, `incident.not-found`, `request.invalid`, `journal.*`, `server.stopping`
 */
export async function followLink(product: Product, token: string, name: string): Promise<LinkView> {
  const view = showLink(product, token);
  if (view.done !== null) return view;
  const by = name.trim();
  if (by === "" || by.length > 60) {
    throw new Failure("request.invalid", "expected your name, of 1 to 60 characters, so that others know whom to ask");
  }
  if (view.action === "acknowledge") {
    await actOnIncident(product, { do: "acknowledge", incidentId: view.incident.id }, { by, via: "link" });
  } else {
    await silenceIncident(product, view.incident, by);
  }
  return showLink(product, token);
}

function whyDone(product: Product, action: LinkAction, incident: Incident): string | null {
  if (!isOpen(incident)) return "It is over: there is nothing left to do.";
  if (action === "acknowledge") {
    if (incident.state !== "acknowledged") return null;
    return `${incident.acknowledgedBy ?? "Somebody"} takes care of it.`;
  }
  const silence = silenceOf(product, incident);
  return silence === undefined ? null : `It is quiet already: ${silence.owner} silenced it.`;
}

/** The silence that a link put on the incident and that still holds. */
function silenceOf(product: Product, { id }: Incident): Silence | undefined {
  return listSilences(product).find((silence) => silence.id.startsWith(`incident-${id}-`));
}

/** Quiet for its series as they are now: what joins later is news. */
async function silenceIncident(product: Product, { id, members }: Incident, owner: string): Promise<void> {
  const series = new Map(members.map(({ scope, status }) => [`${scope} ${status}`, { scope, status }]));
  if (series.size > MOST_SERIES) {
    const text = `it has ${series.size} series; silence them on the dashboard, by what they have in common`;
    throw new Failure("silence.refused", text);
  }
  const startsAt = product.pipeline.clock.now();
  for (const { scope, status } of series.values()) {
    const silence: Silence = {
      id: `incident-${id}-${randomBytes(3).toString("hex")}`,
      match: [`scope=${scope}`, `status=${status}`],
      startsAt,
      endsAt: startsAt + SILENCE_MS,
      owner,
      reason: `incident ${id}, by the link of a message`,
    };
    await act(product, { do: "silence", silence }, { by: owner, via: "link" });
  }
}
