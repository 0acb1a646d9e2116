import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  bodyOf,
  learnSteadyHour,
  type ProductWithoutPort,
  startWithoutPort,
  TICK_MS,
} from "../../../test/support/product-without-port.ts";
import { SettingsReport } from "../../core/model/settings-report.ts";

const TOKEN = "a-token-of-more-than-16-letters";

let served: ProductWithoutPort;
beforeEach(async () => {
  const monitors = [{ name: "all" }, { name: "issuers", by: "issuer" }];
  served = await startWithoutPort({ tickMs: TICK_MS, monitors, token: TOKEN });
});
afterEach(async () => {
  await served.close();
});

async function report(): Promise<SettingsReport> {
  const headers = { host: "localhost", authorization: `Bearer ${TOKEN}` };
  const { payload } = await served.app.inject({ url: "/v1/settings", headers });
  expect(payload).not.toContain(TOKEN);
  return bodyOf(SettingsReport, payload);
}

describe("/v1/settings", () => {
  test("tells every setting with its source, and of a secret only that it is set", async () => {
    const { settings, journal, store, scopes, troubles } = await report();
    expect(settings).toContainEqual(expect.objectContaining({ name: "token", value: "(set)" }));
    expect(settings).toContainEqual(expect.objectContaining({ name: "timeZone", value: "UTC", source: "flag" }));
    expect(settings.every(({ help }) => help !== "")).toBe(true);
    expect(journal).toMatchObject({ kind: "memory", isWritable: true });
    expect(store).toMatchObject({ kind: "none", state: "absent", waitingRows: 0 });
    expect({ scopes, troubles }).toEqual({ scopes: [], troubles: [] });
  });

  test("tells how far each scope is learned", async () => {
    await learnSteadyHour(served);
    expect((await report()).scopes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ key: "all", phase: "first-days" }),
        expect.objectContaining({ key: "issuer=aurora", phase: "first-days" }),
      ]),
    );
  });

  test("is refused without the token", async () => {
    const { statusCode } = await served.app.inject({ url: "/v1/settings", headers: { host: "localhost" } });
    expect(statusCode).toBe(401);
  });
});
