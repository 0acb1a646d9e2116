import { describe, expect, test } from "vitest";
import { incidentLike, memberLike } from "../../../test/support/examples.ts";
import { countsOf, filtersOf, fits, queryOfFilters, standingOf, toggled } from "./incident-filters.ts";

const DAY = 86_400_000;
const NOW = 100 * DAY;

const burning = incidentLike({
  id: "1",
  severity: "critical",
  title: "denied above normal, issuer aurora",
  members: [memberLike({ scope: "issuer=aurora" }), memberLike({ status: "failed" })],
});
const taken = incidentLike({ id: "2", state: "acknowledged", acknowledgedBy: "Ana", mark: "real" });
const quiet = incidentLike({ id: "3", mutedBy: ["the release of tonight"] });
const over = incidentLike({ id: "4", state: "resolved", mark: "noise", resolvedAt: NOW - 3 * DAY });
const all = [burning, taken, quiet, over];

const shown = (query: Record<string, string>): string[] =>
  all.filter((incident) => fits(incident, filtersOf(query), NOW)).map(({ id }) => id);

describe("the filters of incidents", () => {
  test.each([
    [{}, ["1", "2", "3", "4"]],
    [{ state: "open" }, ["1"]],
    [{ state: "acknowledged,silenced" }, ["2", "3"]],
    [{ severity: "critical" }, ["1"]],
    [{ scope: "issuer=aurora" }, ["1"]],
    [{ status: "failed" }, ["1"]],
    [{ mark: "none" }, ["1", "3"]],
    [{ q: "AURORA denied" }, ["1"]],
    [{ q: "ana" }, ["2"]],
    [{ q: "aurora ana" }, []],
    [{ period: "24h" }, ["1", "2", "3"]],
    [{ period: "7d" }, ["1", "2", "3", "4"]],
  ])("%j leaves %j", (query, ids) => {
    expect(shown(query)).toEqual(ids);
  });

  test("stand in the address as they came from it, and what is not known is left out", () => {
    const query = { state: "open,resolved", severity: "major", scope: "all", period: "7d", q: "itau" };
    expect(queryOfFilters(filtersOf(query))).toEqual(query);
    expect(queryOfFilters(filtersOf({ period: "soon", colour: "red" }))).toEqual({});
  });

  test("are switched on and off", () => {
    const once = toggled(filtersOf({}), "standings", "open");
    expect(queryOfFilters(once)).toEqual({ state: "open" });
    expect(queryOfFilters(toggled(once, "standings", "open"))).toEqual({});
  });

  test("tell how many each would leave, with the others as they are", () => {
    const counts = countsOf(all, filtersOf({ state: "resolved", severity: "major" }), "standings", NOW);
    expect(Object.fromEntries(counts)).toEqual({ acknowledged: 1, silenced: 1, resolved: 1 });
  });
});

test("an incident that nobody is told of stands as silenced, until it is resolved", () => {
  expect(standingOf(quiet)).toBe("silenced");
  expect(standingOf({ ...quiet, state: "acknowledged" })).toBe("silenced");
  expect(standingOf({ ...quiet, state: "resolved" })).toBe("resolved");
});
