import { describe, expect, test } from "vitest";
import { incidentLike, messageLike } from "../../../test/support/examples.ts";
import { ActionLinks } from "./action-links.ts";
import { passingLinkKey } from "./link-key.ts";
import { LINK_LIFE_MS, linksForMessages } from "./message-links.ts";

const links = new ActionLinks(passingLinkKey(), "https://smoke.example.com");
const NOW = Date.UTC(2026, 2, 2, 12, 30);

function readOf(link: string | undefined, at: number): unknown {
  return link === undefined ? undefined : links.read(link.slice(link.lastIndexOf("/") + 1), at);
}

describe("linksForMessages", () => {
  test("an alert can be opened, acknowledged and silenced, for a day", () => {
    const { open, acknowledge, silence } = linksForMessages(links, () => NOW)(messageLike({ event: "opened" }));
    expect(open).toBe("https://smoke.example.com/#/incidents/1");
    for (const [link, action] of [
      [acknowledge, "acknowledge"],
      [silence, "silence"],
    ]) {
      expect(readOf(link, NOW + LINK_LIFE_MS)).toMatchObject({
        kind: "valid",
        permission: { incidentId: "1", action },
      });
      expect(readOf(link, NOW + LINK_LIFE_MS + 3_600_000)).toMatchObject({ kind: "expired" });
    }
  });

  test("what is acknowledged is not offered to be acknowledged; what is over, or no incident, only to be opened", () => {
    const linksFor = linksForMessages(links, () => NOW);
    const incident = { ...incidentLike({ state: "acknowledged" }) };
    expect(Object.keys(linksFor(messageLike({ event: "updated", incident })))).toEqual(["open", "silence"]);
    for (const event of ["resolved", "acknowledged", "digest", "test"] as const) {
      expect(Object.keys(linksFor(messageLike({ event })))).toEqual(["open"]);
    }
    expect(Object.keys(linksFor(messageLike({ event: "opened", incident: null })))).toEqual(["open"]);
  });

  test("a message that is tried again within the hour has the same links", () => {
    const [early, late] = [0, 29 * 60_000].map((later) => linksForMessages(links, () => NOW + later)(messageLike()));
    expect(late).toEqual(early);
  });
});
