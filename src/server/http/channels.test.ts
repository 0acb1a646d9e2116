import Type from "typebox";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bodyOf, type ProductWithoutPort, startWithoutPort } from "../../../test/support/product-without-port.ts";
import { deliveryLike } from "../../../test/support/examples.ts";
import { ChannelReport } from "../../core/model/channel-report.ts";
import { Delivery } from "../../core/model/delivery.ts";

const Channels = Type.Object({ channels: Type.Array(ChannelReport) });

let served: ProductWithoutPort;
beforeEach(async () => {
  served = await startWithoutPort();
});
afterEach(async () => {
  await served.close();
});

function ask(method: "POST" | "GET", url: string, payload?: object) {
  const body = payload === undefined ? {} : { payload };
  return served.app.inject({ method, url, headers: { host: "localhost" }, ...body });
}

async function errorOf(url: string, payload?: object): Promise<unknown> {
  const reply = await ask("POST", url, payload);
  return [reply.statusCode, (JSON.parse(reply.payload) as { error: { code: string } }).error.code];
}

describe("a channel", () => {
  test("is listed before it was ever used", async () => {
    expect(bodyOf(Channels, (await ask("GET", "/v1/channels")).payload).channels).toEqual([
      {
        name: "teams",
        kind: "teams",
        sends: false,
        messages: { planned: 0, delivered: 0, failed: 0, kept: 0 },
        lastDeliveredAt: null,
        lastAnswer: null,
      },
    ]);
  });

  test("is tested by a message that goes the way of all others", async () => {
    const reply = await ask("POST", "/v1/channels/teams/test", { by: "Ana" });
    expect(reply.statusCode, reply.payload).toBe(200);
    const planned = bodyOf(Delivery, reply.payload);
    expect(planned).toMatchObject({ channel: "teams", message: { event: "test", incident: null } });
    await served.running.pipeline.outbox.drained(5000, new AbortController().signal);
    const sent = bodyOf(Delivery, (await ask("GET", `/v1/deliveries/${encodeURIComponent(planned.id)}`)).payload);
    expect(sent.state).toBe("kept");
    const { channels } = bodyOf(Channels, (await ask("GET", "/v1/channels")).payload);
    expect(channels[0]).toMatchObject({ messages: { kept: 1 }, lastAnswer: { deliveryId: planned.id, state: "kept" } });
  });

  test("that is not configured cannot be tested", async () => {
    expect(await errorOf("/v1/channels/pager/test")).toEqual([404, "channel.not-found"]);
  });
});

describe("a message", () => {
  test("that was not given up is not tried again, and neither is an unknown one", async () => {
    const { id } = bodyOf(Delivery, (await ask("POST", "/v1/channels/teams/test")).payload);
    await served.running.pipeline.outbox.drained(5000, new AbortController().signal);
    expect(await errorOf(`/v1/deliveries/${encodeURIComponent(id)}/retry`)).toEqual([409, "delivery.not-failed"]);
    expect(await errorOf(`/v1/deliveries/${deliveryLike().id}/retry`)).toEqual([404, "delivery.not-found"]);
  });
});

describe("messages", () => {
  test("can be asked for by what became of them, newest first", async () => {
    const { deliveries } = served.running.pipeline.engine;
    const ends = ["failed", "delivered", "failed", "planned"] as const;
    for (const [at, state] of ends.entries()) {
      const [planned] = deliveries.plan({ ...deliveryLike().message, at }, { name: null, channels: ["teams"] });
      deliveries.settle({ deliveryId: planned?.id ?? "", state, detail: "answered 503" });
    }
    const asked = async (query: string): Promise<number[]> => {
      const reply = await ask("GET", `/v1/deliveries${query}`);
      return bodyOf(Type.Object({ deliveries: Type.Array(Delivery) }), reply.payload).deliveries.map(
        ({ plannedAt }) => plannedAt,
      );
    };
    expect(await asked("?state=failed")).toEqual([2, 0]);
    expect(await asked("?state=failed&state=planned")).toEqual([3, 2, 0]);
    expect(await asked("?state=failed&limit=1")).toEqual([2]);
    expect(await asked("")).toEqual([3, 2, 1, 0]);
    const wrong = await ask("GET", "/v1/deliveries?state=lost");
    expect(wrong.statusCode).toBe(400);
    expect(wrong.payload).toContain("request.invalid");
  });
});
