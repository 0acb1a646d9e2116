import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Alertmanager, hasAlertmanager, startAlertmanager } from "../support/alertmanager.ts";
import { selfSignedCertificate } from "../support/certificate.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { PROGRAM, runProgram, signalGroup, type Started, startProgram } from "../support/run-program.ts";
import { startWebhookReceiver, type WebhookReceiver } from "../support/webhook-receiver.ts";

const PASSWORD = "open-sesame-open-sesame";

describe("mail and Alertmanager, by a configuration file and in a server of its own", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "smokewatch-mail-"));
  let mailServer: MailServer;
  let strangeServer: MailServer;
  let alertmanager: Alertmanager | undefined;
  let receiver: WebhookReceiver;
  let served: Started;
  let url = "";

  beforeAll(async () => {
    const certificate = await selfSignedCertificate("localhost");
    const login = { user: "smoke", password: PASSWORD };
    mailServer = await startMailServer({ certificate, login });
    strangeServer = await startMailServer({ certificate: await selfSignedCertificate("localhost"), login });
    receiver = await startWebhookReceiver();
    if (hasAlertmanager) alertmanager = await startAlertmanager(receiver.url);
    const authority = path.join(folder, "authority.pem");
    const file = path.join(folder, "smokewatch.yaml");
    writeFileSync(authority, certificate.cert);
    writeFileSync(path.join(folder, "smtp-password.txt"), `${PASSWORD}\n`);
    const mail = `kind: email, host: localhost, username: smoke, passwordFile: smtp-password.txt, from: Smokewatch <smoke@example.com>, to: [ops@example.com], allowPrivate: true`;
    writeFileSync(
      file,
      `store: none
journal: memory
port: 0
publicUrl: https://smoke.example.com
channels:
  - { name: mail, ${mail}, port: ${mailServer.port} }
  - { name: strange, ${mail}, port: ${strangeServer.port} }
  - { name: alertmanager, kind: alertmanager, urls: ["${alertmanager?.url ?? receiver.url}"], allowPrivate: true }
`,
    );
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: authority };
    served = startProgram(process.execPath, [PROGRAM, "serve", "--config", file], { env });
    [, url = ""] = await served.printed(/dashboard +(http:\S+)/, 30_000);
    await served.printed(/Ctrl-C/, 10_000);
  });

  afterAll(async () => {
    signalGroup(served, "SIGTERM");
    await served.ended;
    await alertmanager?.stop();
    await Promise.all([mailServer.close(), strangeServer.close(), receiver.close()]);
    rmSync(folder, { recursive: true });
  });

  const run = async (name: string) => runProgram("channels", "test", name, "--url", url);

  test("a test mail arrives, encrypted by a certificate that the operator's own authority signed", async () => {
    const { code, stdout } = await run("mail");
    expect(stdout).toContain("answered 250");
    expect(code).toBe(0);
    const [received = expect.fail("no mail arrived")] = mailServer.received;
    expect(received).toMatchObject({ user: "smoke", isEncrypted: true, to: ["ops@example.com"] });
    expect(received.mail.text).toContain("Test message");
  });

  test("a mail server that nobody vouches for gets neither mail nor password", async () => {
    const { stdout, stderr } = await run("strange");
    expect(`${stdout}${stderr}`).toContain("its certificate is not trusted");
    expect(strangeServer.received).toEqual([]);
  });

  test.skipIf(!hasAlertmanager)("a test alert begins in Alertmanager", async () => {
    const { code, stdout } = await run("alertmanager");
    expect(stdout).toContain("accepted by Alertmanager");
    expect(code).toBe(0);
    expect((await alertmanager?.alerts())?.map(({ labels }) => labels["alertname"])).toEqual(["SmokewatchTest"]);
  });

  test("the password is nowhere in what the server prints", () => {
    expect(served.output()).toContain("dashboard");
    expect(served.output()).not.toContain(PASSWORD);
  });
});
