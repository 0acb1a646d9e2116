import type { JSX } from "preact";
import type { Rendered } from "../api.ts";
import { english, t } from "../language/language.ts";
import { MailMessage, type ShownMail } from "./mail-message.tsx";
import { SlackMessage } from "./slack-message.tsx";
import { TeamsMessage } from "./teams-message.tsx";

const RECEIVERS: Readonly<Record<string, string>> = {
  webhook: english("CloudEvent for the webhook"),
  pagerduty: english("Events for PagerDuty, to which the routing key is added"),
  alertmanager: english("Alerts for Alertmanager"),
  inbox: english("Kept here only"),
};

/** A message as its channel posts it: drawn where people will see it, as it stands where a program reads it. */
export function PostedMessage({ rendered, at }: { rendered: Rendered; at: number | null }): JSX.Element {
  const { kind, body } = rendered;
  if (kind === "email") return <MailMessage mail={body as ShownMail} />;
  if (kind !== "teams" && kind !== "slack") {
    return (
      <section>
        <h3>{t(RECEIVERS[kind] ?? kind)}</h3>
        <Source body={body} />
      </section>
    );
  }
  return (
    <>
      {kind === "teams" ? <TeamsMessage body={body} at={at} /> : <SlackMessage body={body} />}
      <details>
        <summary>{t("What is posted")}</summary>
        <Source body={body} />
      </details>
    </>
  );
}

function Source({ body }: { body: unknown }): JSX.Element {
  return (
    <pre class="source" tabIndex={0}>
      {typeof body === "string" ? body : JSON.stringify(body, null, 2)}
    </pre>
  );
}
