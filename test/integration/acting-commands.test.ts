import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Delivery } from "../../src/core/model/delivery.ts";
import type { Incident } from "../../src/core/model/incident.ts";
import { type MoodyReceiver, startMoodyReceiver } from "../support/moody-receiver.ts";
import { runProgram } from "../support/run-program.ts";
import { type ServedProduct, serveProduct } from "../support/served-product.ts";

const TOKEN = "a-token-for-a-test";
const GONE = 404;

describe("commands against a running server", () => {
  let product: ServedProduct;
  let receiver: MoodyReceiver;

  beforeAll(async () => {
    receiver = await startMoodyReceiver();
    product = await serveProduct(120, { token: TOKEN, teamsUrl: receiver.url });
    await product.post([{ status: "denied", count: 150 }]);
  });

  afterAll(async () => {
    await product.stop();
    await receiver.close();
  });

  const run = (...args: string[]) => runProgram(...args, "--url", product.url, "--token", TOKEN);
  const lineOf = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await run(...args);
    expect([code, stderr], stdout).toEqual([0, ""]);
    return stdout.trim();
  };
  const read = async <Answer>(path: string): Promise<Answer> => {
    const answer = await fetch(product.url + path, { headers: { authorization: `Bearer ${TOKEN}` } });
    return (await answer.json()) as Answer;
  };

  test("an incident is listed, acknowledged, given away, noted, marked and resolved", async () => {
    expect(await lineOf("incidents")).toMatch(/^id +state +severity .*\n-+.*\n1 +firing .* denied above normal/);
    expect(await lineOf("ack", "1", "--by", "Ana")).toBe("incident 1: acknowledged by Ana");
    expect(await lineOf("unack", "1", "--by", "Ana")).toBe("incident 1: firing");
    expect(await lineOf("assign", "1", "Ben", "--by", "Ana")).toBe("incident 1: assigned to Ben");
    expect(await lineOf("note", "1", "the issuer knows", "--by", "Ana")).toBe("incident 1: noted");
    expect(await lineOf("mark", "1", "noise", "--by", "Ana")).toBe("incident 1: marked as noise");
    expect(await lineOf("mark", "1", "none", "--by", "Ana")).toBe("incident 1: not marked");
    const resolved = JSON.parse(await lineOf("resolve", "1", "--by", "Ana", "--json")) as Incident;
    expect(resolved).toMatchObject({ state: "resolved", assignee: "Ben", mark: null });
    const persons = resolved.timeline.filter(({ kind }) => kind === "person");
    expect(new Set(persons.map(({ by }) => by))).toEqual(new Set(["Ana"]));
    expect(persons.map(({ text }) => text)).toContain("the issuer knows");
    expect(await lineOf("ack", "1")).toBe("incident 1: resolved, there is nothing to acknowledge");
  });

  test("a silence is looked at beforehand, begun, listed and ended", async () => {
    expect(await lineOf("silence", "preview", "status=denied")).toMatch(
      /^In the last seven days: 1 incidents and \d+ messages would have been quiet\.\n\nid +since.*\n.*\n1 +2025-07-14/,
    );
    expect(await lineOf("silence", "preview", "scope=*")).toContain("It would be refused: expected at least one");
    const added = await lineOf("silence", "add", "status=denied", "--for", "2h", "--reason", "release", "--by", "Ana");
    const [, id = ""] = /^silence (s-[0-9a-f]{8}): until 2025-07-14 16:00$/.exec(added) ?? [];
    expect(await lineOf("silence", "list")).toMatch(new RegExp(`\\n${id} .*Ana +status=denied +release$`));
    expect(await lineOf("silence", "end", id, "--by", "Ben")).toBe(`silence ${id}: ended`);
    expect(await lineOf("silence", "list")).toBe("nothing is silenced");
  });

  test("a channel is tried, and what was given up is tried again", async () => {
    expect(await lineOf("channels", "test", "teams")).toMatch(/^message \S+ to teams: delivered/);
    receiver.answer(GONE);
    const refused = await run("channels", "test", "teams", "--by", "Ana");
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/to teams: failed: answered 404/)]);
    const { deliveries } = await read<{ deliveries: Delivery[] }>("/v1/deliveries");
    const failed = deliveries.find(({ state }) => state === "failed");
    expect(await lineOf("channels")).toMatch(/\nteams +teams +\d+ +0 +1 +0 .*answered 404/);
    receiver.answer(202);
    expect(await lineOf("retry", failed?.id ?? "", "--by", "Ana")).toMatch(/to teams: delivered/);
    expect(receiver.taken.at(-1)).toContain("Test message");
  });

  test("what cannot be done is told in a line, and ends with 1", async () => {
    for (const [args, told] of [
      [["ack", "77"], "smokewatch: no such incident is kept; the last 500 are\n"],
      [["note", "1", "4111 1111 1111 1111"], /^smokewatch: expected texts without a card number/],
      [["silence", "add", "scope=*", "--reason", "x"], /^smokewatch: expected at least one condition/],
      [["channels", "test", "pager"], "smokewatch: expected the name of a channel; there are teams\n"],
      [["retry", "nothing"], /^smokewatch: no such message/],
    ] as const) {
      const { code, stderr } = await run(...args);
      expect([code, stderr]).toEqual([1, typeof told === "string" ? told : expect.stringMatching(told)]);
    }
    const { code, stderr } = await run("mark", "1", "fun");
    expect([code, stderr]).toEqual([1, expect.stringContaining("Allowed choices are real, noise, expected, none")]);
  });
});
