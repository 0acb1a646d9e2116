import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bodyOf, NOON, type ProductWithoutPort, startWithoutPort } from "../../../test/support/product-without-port.ts";
import { RouteExplanation } from "../../core/model/route-explanation.ts";

let served: ProductWithoutPort;
beforeEach(async () => {
  const routes = [
    { name: "issuers", match: ["issuer=*"], channels: ["teams"] },
    { name: "rest", channels: ["teams"] },
  ];
  const maintenance = [{ name: "release", weekly: { from: "13:00", to: "14:00" } }];
  served = await startWithoutPort({ routes, maintenance });
});
afterEach(async () => {
  await served.close();
});

function ask(body: unknown) {
  return served.app.inject({
    method: "POST",
    url: "/v1/routes/explain",
    headers: { host: "localhost", "content-type": "application/json" },
    payload: typeof body === "string" ? body : JSON.stringify(body),
  });
}

describe("/v1/routes/explain", () => {
  test("tells which route a sample takes, and who is told", async () => {
    const { payload } = await ask({ status: "failed", scope: "issuer=aurora", severity: "critical" });
    expect(bodyOf(RouteExplanation, payload)).toMatchObject({
      at: NOON,
      routes: [
        { name: "issuers", fits: true, taken: true },
        { name: "rest", fits: true, taken: false },
      ],
      channels: [{ name: "teams", route: "issuers" }],
      mutedBy: [],
    });
  });

  test("knows the silences and the planned work of the time that is asked for", async () => {
    const silence = {
      id: "s1",
      match: ["status=failed"],
      startsAt: NOON,
      endsAt: NOON + 60_000,
      owner: "Ana",
      reason: "x",
    };
    const { pipeline } = served.running;
    await pipeline.submit({ kind: "acted", at: NOON, by: "Ana", via: "api", action: { do: "silence", silence } });
    const mutedBy = async (at: number): Promise<string[]> =>
      bodyOf(RouteExplanation, (await ask({ status: "failed", at })).payload).mutedBy;
    expect(await mutedBy(NOON)).toEqual(["silence s1"]);
    expect(await mutedBy(NOON + 60_000)).toEqual([]);
    expect(await mutedBy(NOON + 3_600_000)).toEqual(["maintenance release"]);
  });

  test.each([
    ["no JSON", "status=failed", /all but status may be left out/],
    ["no status", {}, /all but status may be left out/],
    ["an unknown status", { status: "faild" }, /expected a status \(approved, .*got "status=faild"/],
    ["an unknown dimension", { status: "failed", scope: "isuer=a" }, /got "scope=isuer=a"/],
  ])("refuses %s, and says what it wants", async (_name, body, words) => {
    const reply = await ask(body);
    expect(reply.statusCode).toBe(400);
    const { error } = JSON.parse(reply.payload) as { error: { code: string; message: string } };
    expect(error.code).toBe("request.invalid");
    expect(error.message).toMatch(words);
  });
});
