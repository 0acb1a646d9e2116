import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import { PROGRAM, runProgram, signalGroup, type Started, startProgram } from "../support/run-program.ts";

const KEY = "hunter2hunter2hunter2hunter2hunt";
const SUCCESS = '{"status":"success","message":"Event processed","dedup_key":"x"}';
const folder = mkdtempSync(path.join(tmpdir(), "smokewatch-channels-"));

describe("channels of a configuration file, in a server of its own", () => {
  let receiver: Receiver;
  let served: Started;
  let url: string;

  beforeAll(async () => {
    receiver = await startReceiver((response, { path: address }) => {
      if (address.startsWith("/pager")) response.writeHead(202).end(SUCCESS);
      else response.writeHead(200).end("ok");
    });
    const file = path.join(folder, "smokewatch.yaml");
    writeFileSync(path.join(folder, "hook-secret.txt"), `${KEY}\n`);
    writeFileSync(
      file,
      `store: none
journal: memory
port: 0
publicUrl: https://smoke.example.com
channels:
  - { name: slack, kind: slack, url: "${receiver.url}/slack/${KEY}", allowPrivate: true }
  - { name: hook, kind: webhook, url: "${receiver.url}/hook?key=${KEY}", secretFile: hook-secret.txt, allowPrivate: true }
  - { name: bare, kind: webhook, url: "${receiver.url}/bare", allowPrivate: true }
  - { name: pager, kind: pagerduty, url: "${receiver.url}/pager", routingKey: ${KEY}, allowPrivate: true }
  - { name: closed, kind: webhook, url: "https://127.0.0.1/hook", secret: ${KEY} }
  - { name: quiet, kind: inbox }
`,
    );
    served = startProgram(process.execPath, [PROGRAM, "serve", "--config", file]);
    [, url = ""] = await served.printed(/dashboard +(http:\S+)/, 30_000);
    await served.printed(/Ctrl-C/, 10_000);
  });

  afterAll(async () => {
    signalGroup(served, "SIGTERM");
    await served.ended;
    await receiver.close();
    rmSync(folder, { recursive: true });
  });

  const run = async (name: string) => runProgram("channels", "test", name, "--url", url);
  const requestTo = (place: string) => receiver.requests.find((request) => request.path.startsWith(place));

  test("the start says what is not signed", () => {
    expect(served.output()).toMatch(/channel bare +not signed: set secret/);
    expect(served.output()).not.toContain("kept in the inbox only");
  });

  test.each([
    ["slack", "/slack", "posted by Slack"],
    ["hook", "/hook", "accepted by the receiver"],
    ["bare", "/bare", "accepted by the receiver"],
    ["pager", "/pager", "accepted by PagerDuty"],
  ])("a test message reaches %s", async (name, place, answer) => {
    const { code, stdout } = await run(name);
    expect(stdout).toContain(answer);
    expect(code).toBe(0);
    expect(requestTo(place)?.method).toBe("POST");
  });

  test("the webhook is signed with the secret of its file", () => {
    const request = requestTo("/hook");
    const body = request?.body ?? Buffer.alloc(0);
    const header = String(request?.headers["smokewatch-signature"]);
    const [, seconds = "", signature] = /^t=(\d+),v1=(\w+)$/.exec(header) ?? [];
    expect(signature).toBe(createHmac("sha256", KEY).update(`${seconds}.`).update(body).digest("hex"));
    expect(JSON.parse(String(body))).toMatchObject({
      specversion: "1.0",
      type: "io.smokewatch.channel.test",
      source: "https://smoke.example.com",
    });
  });

  test("an address of this machine is refused where nothing allows it", async () => {
    const { code, stderr } = await run("closed");
    expect(stderr).toContain(
      "failed: the webhook is in a private network; allowPrivate or allowPrivateWebhooks permits it",
    );
    expect(code).toBe(1);
  });

  test("a channel that only keeps, keeps", async () => {
    expect((await run("quiet")).stdout).toMatch(/to quiet: kept/);
  });

  test("no secret was printed", () => {
    expect(served.output()).not.toContain(KEY);
  });
});
