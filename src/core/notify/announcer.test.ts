import { describe, expect, test } from "vitest";
import { incidentLike } from "../../../test/support/examples.ts";
import type { IncidentChange } from "../incident/incident-book.ts";
import type { Member } from "../model/incident.ts";
import { Announcer } from "./announcer.ts";

const MINUTE = 60_000;

function change(event: IncidentChange["event"], version = 1, id = "1"): IncidentChange {
  return {
    event,
    incident: incidentLike({
      id,
      state: event === "resolved" ? "resolved" : "firing",
      title: `version ${version}`,
      members: [],
    }),
  };
}

function dueTitles(announcer: Announcer, now: number): string[] {
  return announcer.due(now).map(({ event, incident }) => `${event} ${incident.title}`);
}

describe("Announcer", () => {
  test("opened and resolved are told at once", () => {
    const announcer = new Announcer();
    expect(announcer.announce(change("opened"), 0)?.event).toBe("opened");
    expect(announcer.announce(change("resolved"), MINUTE)?.event).toBe("resolved");
  });

  test("what joined is told once, as it stands, after two minutes and then five minutes after the last message", () => {
    const announcer = new Announcer();
    announcer.announce(change("opened"), 0);
    expect(announcer.announce(change("joined", 2), MINUTE / 2)).toBeNull();
    expect(announcer.announce(change("joined", 3), MINUTE)).toBeNull();
    expect(announcer.announce(change("progressed", 4), MINUTE)).toBeNull();
    expect(dueTitles(announcer, 2 * MINUTE - 1)).toEqual([]);
    expect(dueTitles(announcer, 2 * MINUTE)).toEqual(["updated version 4"]);
    expect(dueTitles(announcer, 3 * MINUTE)).toEqual([]);
    announcer.announce(change("joined", 5), 4 * MINUTE);
    expect(dueTitles(announcer, 7 * MINUTE - 1)).toEqual([]);
    expect(dueTitles(announcer, 7 * MINUTE)).toEqual(["updated version 5"]);
  });

  test("progress alone is not worth a message", () => {
    const announcer = new Announcer();
    announcer.announce(change("opened"), 0);
    announcer.announce(change("progressed", 2), MINUTE);
    expect(dueTitles(announcer, 60 * MINUTE)).toEqual([]);
  });

  test("a resolved incident leaves no update behind", () => {
    const announcer = new Announcer();
    announcer.announce(change("opened"), 0);
    announcer.announce(change("joined", 2), MINUTE);
    announcer.announce(change("resolved", 3), 2 * MINUTE);
    expect(dueTitles(announcer, 60 * MINUTE)).toEqual([]);
  });

  test("of an incident that nobody was told of, only what joins it later is news", () => {
    const announcer = new Announcer();
    for (const event of ["progressed", "resolved"] as const) {
      expect(announcer.announce(change(event), 0)).toBeNull();
    }
    expect(dueTitles(announcer, 60 * MINUTE)).toEqual([]);
    expect(announcer.announce(change("joined"), 0)?.event).toBe("opened");
  });

  test("that nothing comes in any more is told at once, and once", () => {
    const announcer = new Announcer();
    const silent = (event: IncidentChange["event"]): IncidentChange => {
      const { incident } = change(event);
      const member = { symptom: "silence" } as Member;
      return { event, incident: { ...incident, members: [member] } };
    };
    announcer.announce(change("opened"), 0);
    expect(announcer.announce(silent("joined"), 10)?.event).toBe("updated");
    expect(announcer.announce(silent("joined"), 20)).toBeNull();
  });

  test("incidents do not wait for each other", () => {
    const announcer = new Announcer();
    announcer.announce(change("opened", 1, "1"), 0);
    announcer.announce(change("opened", 1, "2"), 4 * MINUTE);
    announcer.announce(change("joined", 2, "1"), 4 * MINUTE);
    announcer.announce(change("joined", 3, "2"), 4 * MINUTE);
    expect(dueTitles(announcer, 5 * MINUTE)).toEqual(["updated version 2"]);
    expect(dueTitles(announcer, 9 * MINUTE)).toEqual(["updated version 3"]);
  });
});
