import { describe, expect, test } from "vitest";
import { channelLike, incidentLike, memberLike } from "../../../test/support/examples.ts";
import { settingsWith } from "../../../test/support/engine-play.ts";
import type { Route } from "../model/route.ts";
import type { RouteSample } from "../model/route-explanation.ts";
import { explainRoute } from "./explain-route.ts";
import { catchAllChannels, routesFor } from "./router.ts";

/** A Friday noon. */
const NOW = Date.UTC(2026, 10, 27, 12);
const channels = ["team", "pager", "finance"].map((name) => channelLike(name));

function settingsOf(...routes: Route[]) {
  return settingsWith({ routes, channels });
}

function taken(routes: Route[], changes: Parameters<typeof incidentLike>[0] = {}, now = NOW): string[] {
  return routesFor(incidentLike(changes), settingsOf(...routes), now).map(({ name }) => name);
}

const critical: Route = { name: "critical", severity: "critical", channels: ["pager"] };
const issuers: Route = { name: "issuers", match: ["issuer=*", "status=denied"], channels: ["finance"] };
const rest: Route = { name: "rest", channels: ["team"] };

describe("routesFor", () => {
  test("takes the first that fits", () => {
    expect(taken([critical, rest], { severity: "critical" })).toEqual(["critical"]);
    expect(taken([critical, rest])).toEqual(["rest"]);
  });

  test("tries the next as well after one that goes on", () => {
    expect(taken([{ ...critical, goesOn: true }, rest, issuers], { severity: "critical" })).toEqual([
      "critical",
      "rest",
    ]);
  });

  test("one series must meet all conditions, not several together", () => {
    const apart = [memberLike({ scope: "issuer=a", status: "failed" }), memberLike({ scope: "all", status: "denied" })];
    expect(taken([issuers, rest], { members: apart })).toEqual(["rest"]);
    expect(taken([issuers, rest], { members: [memberLike({ scope: "issuer=a" })] })).toEqual(["issuers"]);
  });

  test("a route of some hours is not taken in others", () => {
    const office: Route = { name: "office", hours: { from: "08:00", to: "18:00" }, channels: ["team"] };
    expect(taken([office, { ...rest, name: "night" }])).toEqual(["office"]);
    expect(taken([office, { ...rest, name: "night" }], {}, NOW + 8 * 3_600_000)).toEqual(["night"]);
  });

  test("what no route fits falls to every channel, as everything does without routes", () => {
    for (const routes of [[], [critical]]) {
      const [route, ...others] = routesFor(incidentLike(), settingsOf(...routes), NOW);
      expect(route).toEqual({ name: "everything", channels: ["team", "pager", "finance"] });
      expect(others).toEqual([]);
    }
  });
});

test("the monitor tells of itself where everything falls to", () => {
  expect(catchAllChannels(settingsOf(critical, rest))).toEqual(["team"]);
  expect(catchAllChannels(settingsOf(critical, issuers))).toEqual(["team", "pager", "finance"]);
  expect(catchAllChannels(settingsOf())).toEqual(["team", "pager", "finance"]);
});

describe("explainRoute", () => {
  const sample: RouteSample = { scope: "issuer=aurora", status: "failed", severity: "critical" };
  const pager: Route = {
    ...critical,
    goesOn: true,
    escalate: { after: "15m", channels: ["finance"] },
    remind: "1h",
  };

  test("says of each route whether it fits, is taken, and why", () => {
    const { routes, channels: told } = explainRoute(
      sample,
      settingsOf(issuers, pager, rest, { ...rest, name: "more" }),
      [],
      NOW,
    );
    expect(routes.map(({ name, fits, taken: isTaken, why }) => [name, fits, isTaken, why])).toEqual([
      ["issuers", false, false, "it does not meet status=denied"],
      ["critical", true, true, "it is critical"],
      ["rest", true, true, "it takes everything"],
      ["more", true, false, "it takes everything, but one before it took it"],
    ]);
    expect(told).toEqual([
      { name: "pager", route: "critical" },
      { name: "team", route: "rest" },
    ]);
  });

  test("says what follows while nobody answers, and what keeps it quiet", () => {
    const silence = { id: "s1", match: ["issuer=aur*"], startsAt: 0, endsAt: NOW + 1, owner: "Ana", reason: "moves" };
    expect(explainRoute(sample, settingsOf(pager), [silence], NOW)).toMatchObject({
      escalations: [{ route: "critical", after: "15m", channels: ["finance"] }],
      reminders: [{ route: "critical", every: "1h" }],
      mutedBy: ["silence s1"],
    });
  });

  test("says that nothing fits, and that every channel is told then", () => {
    const { routes, channels: told } = explainRoute({ scope: "all", status: "denied" }, settingsOf(critical), [], NOW);
    expect(routes.map(({ name, why }) => `${name}: ${why}`)).toEqual([
      "critical: it is major, less than critical",
      "everything: no configured route fits",
    ]);
    expect(told).toHaveLength(3);
  });
});
