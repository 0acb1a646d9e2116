import type { JSX } from "preact";
import { type SlackRow, slackRows } from "./slack-rows.ts";

/** A message for Slack, drawn simply. */
export function SlackMessage({ body }: { body: unknown }): JSX.Element {
  return (
    <figure class="slack" data-testid="slack-message">
      {slackRows(body).map((row, index) => (
        <Row key={index} row={row} />
      ))}
    </figure>
  );
}

function Row({ row }: { row: SlackRow }): JSX.Element {
  switch (row.kind) {
    case "header":
      return <h3>{row.text}</h3>;
    case "small":
      return <p class="slack-small">{row.text}</p>;
    case "text":
      return <p>{row.text}</p>;
    case "code":
      return <pre>{row.text}</pre>;
    case "runs":
      return <p class="slack-runs">{row.runs.map(({ text, isBold }) => (isBold ? <b>{text}</b> : text))}</p>;
    case "buttons":
      return (
        <p class="slack-buttons">
          {row.buttons.map(({ title, url, isPrimary }) => (
            <a key={title} class={isPrimary ? "is-primary" : ""} href={url} target="_blank" rel="noreferrer">
              {title}
            </a>
          ))}
        </p>
      );
  }
}
