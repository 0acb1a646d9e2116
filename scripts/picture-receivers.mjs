import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { SMTPServer } from "smtp-server";

const onThisMachine = (server) => new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

/** A configuration whose messages go to Slack and by mail, in whose place this machine answers; it keeps none. */
export async function receivers(folder) {
  const slack = createServer((request, response) => {
    request.resume().on("end", () => response.end("ok"));
  });
  const mail = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _session, done) => stream.resume().on("end", () => done()),
  });
  await Promise.all([onThisMachine(slack), onThisMachine(mail)]);
  const file = path.join(folder, "smokewatch.yaml");
  writeFileSync(file, JSON.stringify({ channels: channels(slack.address().port, mail.server.address().port) }));
  return {
    file,
    close: () => {
      slack.close();
      mail.close();
    },
  };
}

function channels(slackPort, mailPort) {
  const smtp = { host: "127.0.0.1", port: mailPort, tls: "none", allowPrivate: true };
  const people = { from: "Smokewatch <smokewatch@example.com>", to: ["Payments on call <payments@example.com>"] };
  return [
    { name: "slack", kind: "slack", url: `http://127.0.0.1:${slackPort}`, allowPrivate: true },
    { name: "mail", kind: "email", ...smtp, ...people },
  ];
}
