/** A message for Slack as rows to draw; what is not known of its blocks is left out. */
export type SlackRow =
  | { kind: "header" | "text" | "small" | "code"; text: string }
  | { kind: "runs"; runs: { text: string; isBold: boolean }[] }
  | { kind: "buttons"; buttons: { title: string; url: string; isPrimary: boolean }[] };

export function slackRows(body: unknown): SlackRow[] {
  return listAt(body, "blocks").flatMap(rowsOf);
}

function rowsOf(block: unknown): SlackRow[] {
  switch (textAt(block, "type")) {
    case "header":
      return [{ kind: "header", text: textAt(at(block, "text"), "text") }];
    case "section":
      return [{ kind: "text", text: textAt(at(block, "text"), "text") }];
    case "context":
      return [
        {
          kind: "small",
          text: listAt(block, "elements")
            .map((element) => textAt(element, "text"))
            .join("  "),
        },
      ];
    case "rich_text":
      return listAt(block, "elements").map(richRow);
    case "actions":
      return [{ kind: "buttons", buttons: listAt(block, "elements").map(button) }];
    default:
      return [];
  }
}

function richRow(element: unknown): SlackRow {
  const runs = listAt(element, "elements").map((run) => ({
    text: textAt(run, "text"),
    isBold: at(at(run, "style"), "bold") === true,
  }));
  if (textAt(element, "type") !== "rich_text_preformatted") return { kind: "runs", runs };
  return { kind: "code", text: runs.map(({ text }) => text).join("") };
}

function button(element: unknown): { title: string; url: string; isPrimary: boolean } {
  return {
    title: textAt(at(element, "text"), "text"),
    url: textAt(element, "url"),
    isPrimary: textAt(element, "style") === "primary",
  };
}

function at(value: unknown, name: string): unknown {
  const isParent = typeof value === "object" && value !== null && Object.hasOwn(value, name);
  return isParent ? (value as Record<string, unknown>)[name] : undefined;
}

function textAt(value: unknown, name: string): string {
  const found = at(value, name);
  return typeof found === "string" ? found : "";
}

function listAt(value: unknown, name: string): unknown[] {
  const found = at(value, name);
  return Array.isArray(found) ? found : [];
}
