import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { entriesOf } from "../../../test/support/entries-of.ts";
import {
  bodyOf,
  learnSteadyHour,
  NOON,
  type ProductWithoutPort,
  startWithoutPort,
  TICK_MS,
} from "../../../test/support/product-without-port.ts";
import { Incident } from "../../core/model/incident.ts";

let served: ProductWithoutPort;
beforeEach(async () => {
  served = await startWithoutPort({ tickMs: TICK_MS });
  await learnSteadyHour(served);
  served.clock.set(NOON + 8000);
  await post("/v1/transactions", { status: "denied", count: 60, issuer: "aurora" });
});
afterEach(async () => {
  await served.close();
});

function post(url: string, payload?: object | string) {
  return served.app.inject({
    method: "POST",
    url,
    headers: { host: "localhost" },
    ...(payload === undefined ? {} : { payload }),
  });
}

async function incidentAfter(verb: string, payload?: object): Promise<Incident> {
  const reply = await post(`/v1/incidents/1/${verb}`, payload);
  expect(reply.statusCode, reply.payload).toBe(200);
  return bodyOf(Incident, reply.payload);
}

async function refusalOf(verb: string, payload: object | string): Promise<string> {
  const reply = await post(`/v1/incidents/1/${verb}`, payload);
  expect(reply.statusCode, reply.payload).toBe(400);
  const { error } = JSON.parse(reply.payload) as { error: { code: string; message: string } };
  expect(error.code).toBe("request.invalid");
  return error.message;
}

function deeds() {
  return entriesOf(served.running.pipeline.journal).flatMap((entry) => (entry.kind === "acted" ? [entry] : []));
}

describe("what people do to an incident", () => {
  test("is acknowledged by name, and that can be taken back", async () => {
    expect(await incidentAfter("acknowledge", { by: " Ana ", via: "dashboard" })).toMatchObject({
      state: "acknowledged",
      acknowledgedBy: "Ana",
    });
    expect(deeds().at(-1)).toMatchObject({
      at: NOON + 8000,
      by: "Ana",
      via: "dashboard",
      action: { do: "acknowledge", incidentId: "1" },
    });
    expect(await incidentAfter("unacknowledge", { by: "Ana" })).toMatchObject({
      state: "firing",
      acknowledgedBy: null,
    });
  });

  test("a second acknowledgement changes nothing; another takes over by name", async () => {
    const first = await incidentAfter("acknowledge", { by: "Ana" });
    expect(await incidentAfter("acknowledge", { by: "Ana" })).toEqual(first);
    expect(await incidentAfter("acknowledge")).toEqual(first);
    expect(deeds()).toHaveLength(1);
    const second = await incidentAfter("acknowledge", { by: "Ben" });
    expect(second).toMatchObject({ state: "acknowledged", acknowledgedBy: "Ben" });
    expect(second.timeline.filter(({ by }) => by !== null).map(({ by }) => by)).toEqual(["Ana", "Ben"]);
  });

  test("is given to somebody, marked and resolved, each with a line that says who", async () => {
    expect(await incidentAfter("assign", { to: "Ben", by: "Ana" })).toMatchObject({ assignee: "Ben" });
    expect(await incidentAfter("assign", { to: null, by: "Ana" })).toMatchObject({ assignee: null });
    expect(await incidentAfter("mark", { as: "expected", by: "Ana" })).toMatchObject({ mark: "expected" });
    expect(await incidentAfter("mark", { as: null, by: "Ana" })).toMatchObject({ mark: null });
    const { state, timeline } = await incidentAfter("resolve", { by: "Ana" });
    expect(state).toBe("resolved");
    expect(timeline.filter(({ by }) => by === "Ana").length).toBeGreaterThanOrEqual(5);
    expect((await incidentAfter("acknowledge")).state).toBe("resolved");
  });

  test("what somebody says is in the timeline and in the journal", async () => {
    const { timeline } = await incidentAfter("notes", { text: " the acquirer knows ", by: "Ana" });
    expect(timeline.at(-1)).toMatchObject({ at: NOON + 8000, kind: "person", by: "Ana", text: "the acquirer knows" });
    expect(deeds().at(-1)).toMatchObject({ kind: "acted", by: "Ana", via: "api", action: { do: "note" } });
  });

  test("needs no body where there is nothing to say, and no name", async () => {
    expect(await incidentAfter("acknowledge")).toMatchObject({ state: "acknowledged" });
    expect(deeds().at(-1)?.by).toBeNull();
  });

  test("of an incident that is not kept is an error", async () => {
    for (const verb of ["acknowledge", "unacknowledge", "resolve"]) {
      expect((await post(`/v1/incidents/77/${verb}`)).statusCode).toBe(404);
    }
    expect((await post("/v1/incidents/77/notes", { text: "x" })).statusCode).toBe(404);
  });

  test("a body that is not as described is refused, with what was expected", async () => {
    expect(await refusalOf("notes", "{")).toBe(
      'expected {"text": "1 to 1000 characters", "by": "a name of up to 60, or left out"}; the body is not JSON',
    );
    expect(await refusalOf("notes", "null")).toContain("the body must be object");
    expect(await refusalOf("notes", {})).toContain("must have required properties text");
    expect(await refusalOf("notes", { text: "  " })).toContain("text must match pattern");
    expect(await refusalOf("notes", { text: "x", mroe: 1 })).toContain("must not have additional properties: mroe");
    expect(await refusalOf("acknowledge", { by: "x".repeat(61) })).toContain("by must not have more than 60");
    expect(await refusalOf("acknowledge", { via: "link" })).toContain("via must be equal to one of the allowed values");
    expect(await refusalOf("mark", { as: "fun" })).toContain('"real, noise, expected or null"');
    expect(await refusalOf("assign", { to: 5 })).toContain("to must be");
    expect(deeds()).toEqual([]);
  });

  test("a card number is neither kept nor repeated", async () => {
    const card = "4111 1111 1111 1111";
    for (const message of [
      await refusalOf("notes", { text: `see ${card}` }),
      await refusalOf("assign", { to: card }),
      await refusalOf("acknowledge", { by: card }),
      await refusalOf("acknowledge", { [card]: "Ana" }),
    ]) {
      expect(message).toContain("a card number");
      expect(message).not.toContain("4111");
    }
    expect(served.logged()).not.toContain("4111");
    expect(deeds()).toEqual([]);
  });

  test("the OpenAPI page describes the bodies", async () => {
    const reply = await served.app.inject({ url: "/openapi.json", headers: { host: "localhost" } });
    const { paths } = JSON.parse(reply.payload) as { paths: Record<string, { post: { requestBody?: unknown } }> };
    expect(JSON.stringify(paths["/v1/incidents/{id}/mark"]?.post.requestBody)).toContain('"noise"');
  });
});
