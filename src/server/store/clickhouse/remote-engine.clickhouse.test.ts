import { mkdtempSync, rmSync } from "node:fs";
import { type Agent, createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { minuteRow, NOON, storeRows, until } from "../../../../test/support/started-store.ts";
import { createChdbEngine } from "../chdb/chdb.ts";
import { StoreUnavailable } from "../store.ts";
import { createClickHouseStore } from "./clickhouse.ts";
import { createRemoteEngine } from "./remote-engine.ts";

/** ClickHouse's HTTP interface on a port, as a server has it: a bridge to an embedded engine. */
async function bridgeTo(
  agent: Agent | undefined,
  port = 0,
): Promise<{ server: Server; port: number; users: Set<string> }> {
  const users = new Set<string>();
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    users.add(Buffer.from(headers.authorization?.slice("Basic ".length) ?? "", "base64").toString());
    const onward = request({ ...(agent === undefined ? {} : { agent }), method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { server, port: (server.address() as AddressInfo).port, users };
}

const MINUTE = { dimensions: {}, statuses: [], from: NOON, to: NOON + 60_000, stepMs: 60_000 };

test("a server that is named by its address is used, and missed while it is away", async () => {
  const directory = mkdtempSync(path.join(tmpdir(), "smokewatch-store-"));
  const engine = createChdbEngine({ directory });
  const agent = await new Promise<Agent | undefined>((resolve, reject) => {
    engine.start({
      onUp: ({ agent: own }) => resolve(own),
      onDown: (text) => reject(new Error(text)),
      onAbsent: (text) => reject(new Error(text)),
    });
  });
  const first = await bridgeTo(agent);
  const store = createClickHouseStore({
    engine: createRemoteEngine(`http://na%40me:sec%3Aret@127.0.0.1:${first.port}`),
    dimensions: ["issuer"],
    timeZone: "UTC",
    keep: { minutes: 400, totals: 1200, verdicts: 100, incidents: 1200 },
    limits: { seconds: 10, memoryBytes: 500_000_000, rows: 1000 },
  });
  const told = () => `${store.state}: ${store.trouble}`;
  await until(() => store.state === "ready", 30_000, told);
  await store.write(storeRows({ minutes: [minuteRow()] }), 5);
  expect(store.kind).toBe("clickhouse");
  expect(await store.counts(MINUTE)).toEqual(new Map([["approved", Float64Array.of(1)]]));

  first.server.close();
  first.server.closeAllConnections();
  await expect(store.write(storeRows({ minutes: [minuteRow()] }), 6)).rejects.toThrow(StoreUnavailable);
  await until(() => store.state === "failed", 10_000, told);
  expect(store.trouble).toMatch(/^the SQL engine does not answer: /);
  expect(store.trouble).not.toMatch(/sec.*ret/);
  await expect(store.counts(MINUTE)).rejects.toThrow(StoreUnavailable);

  const second = await bridgeTo(agent, first.port);
  await until(() => store.state === "ready", 30_000, told);
  expect(store.trouble).toBeNull();
  expect(await store.position()).toBe(5);
  await store.write(storeRows({ minutes: [minuteRow()] }), 6);
  expect(await store.position()).toBe(6);

  second.server.closeAllConnections();
  expect(await store.counts(MINUTE)).toEqual(new Map([["approved", Float64Array.of(1)]]));
  expect([...first.users, ...second.users]).toEqual(["na@me:sec:ret", "na@me:sec:ret"]);
  await store.close();
  second.server.close();
  second.server.closeAllConnections();
  await engine.close();
  rmSync(directory, { recursive: true });
});
