import type { Message, MessageEvent } from "../../../core/model/message.ts";
import type { Severity } from "../../../core/model/severity.ts";
import type { MessageLinks } from "../channel.ts";
import { clippedText } from "../clipped-text.ts";
import { CHART_WIDTH } from "./chart-picture.ts";
import { messageActions } from "../message-actions.ts";
import { messageEyebrow } from "../message-eyebrow.ts";
import { FOOTER, LONGEST_ADDRESS, personName } from "./mail-parts.ts";

/** Ground and text of the band above: both are given, so that a dark mail program changes both or none. */
const BANDS = {
  critical: { ground: "#b42318", text: "#ffffff" },
  major: { ground: "#b54708", text: "#ffffff" },
  minor: { ground: "#175cd3", text: "#ffffff" },
  good: { ground: "#067647", text: "#ffffff" },
  plain: { ground: "#475467", text: "#ffffff" },
} as const satisfies Record<Severity | "good" | "plain", { ground: string; text: string }>;

const BANDS_OF_EVENTS: Readonly<Partial<Record<MessageEvent, keyof typeof BANDS>>> = {
  acknowledged: "minor",
  resolved: "good",
  recovered: "good",
  trouble: "major",
  digest: "critical",
};

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/**
 * Tables and inline style, which is what mail programs keep. Text outside the band has no colour of its own: on a dark ground it is
 * light.
 *
 * @param picture  content id of the chart; null where there is none
 */
export function mailHtml(message: Message, links: MessageLinks, picture: string | null): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    `<title>${escaped(clippedText(message.title, 200))}</title></head><body style="margin:0;padding:0">`,
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:16px 8px">`,
    `<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;${FONT};font-size:15px;line-height:1.45;text-align:left">`,
    band(message),
    row(escaped(clippedText(message.summary, 2000)), "padding:16px 20px 4px"),
    factTable(message),
    chart(message, picture),
    calledPeople(message),
    buttons(message, links),
    row(FOOTER, "padding:16px 20px;font-size:12px;opacity:.7;border-top:1px solid #98a2b3"),
    "</table></td></tr></table></body></html>",
  ].join("\n");
}

function row(html: string, style: string): string {
  return html === "" ? "" : `<tr><td style="${style}">${html}</td></tr>`;
}

function bandOf({ event, incident }: Message): (typeof BANDS)[keyof typeof BANDS] {
  return BANDS[BANDS_OF_EVENTS[event] ?? incident?.severity ?? "plain"];
}

function band(message: Message): string {
  const { ground, text } = bandOf(message);
  const title = `<div style="font-size:20px;line-height:1.3;font-weight:600">${escaped(clippedText(message.title, 200))}</div>`;
  return `<tr><td bgcolor="${ground}" style="background-color:${ground};color:${text};padding:14px 20px;border-radius:6px 6px 0 0"><div style="font-size:13px;font-weight:600">${escaped(messageEyebrow(message))}</div>${title}</td></tr>`;
}

function factTable({ facts }: Message): string {
  const rows = facts.slice(0, 40).map(({ name, value }) => {
    const cells = [
      `<td valign="top" style="padding:3px 16px 3px 0;font-weight:600;white-space:nowrap">${escaped(clippedText(name, 40))}</td>`,
      `<td valign="top" style="padding:3px 0">${escaped(clippedText(value, 400))}</td>`,
    ];
    return `<tr>${cells.join("")}</tr>`;
  });
  if (rows.length === 0) return "";
  const table = `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="font-size:14px">${rows.join("")}</table>`;
  return row(table, "padding:8px 20px");
}

function chart({ trail }: Message, picture: string | null): string {
  if (picture === null) return "";
  const last = trail.at(-1);
  const words = `The count over time beside what was expected; at the end ${round(last?.value)}, where ${round(last?.expected)} was expected.`;
  const image = `<img src="cid:${picture}" width="${CHART_WIDTH}" alt="${words}" style="display:block;width:100%;max-width:${CHART_WIDTH}px;height:auto;border:1px solid #e4e7ec;border-radius:6px">`;
  const legend =
    '<div style="font-size:12px;padding-top:4px"><span style="color:#d92d20">&#9644;</span> actual &nbsp; <span style="color:#98a2b3">- -</span> expected</div>';
  return row(image + legend, "padding:8px 20px");
}

function round(value: number | undefined): string {
  return value === undefined ? "?" : String(Math.round(value * 10) / 10);
}

function calledPeople({ mentions }: Message): string {
  return mentions.length === 0 ? "" : row(escaped(`For: ${mentions.map(personName).join(", ")}`), "padding:8px 20px");
}

function buttons(message: Message, links: MessageLinks): string {
  const cells = messageActions(message, links, LONGEST_ADDRESS).map(({ title, url }, index) => {
    const look = index === 0 ? "background-color:#175cd3;color:#ffffff" : "background-color:#ffffff;color:#175cd3";
    return `<a href="${escaped(url)}" style="display:inline-block;${look};border:1px solid #175cd3;border-radius:6px;padding:8px 14px;margin:0 8px 8px 0;font-size:14px;font-weight:600;text-decoration:none">${title}</a>`;
  });
  return row(cells.join("\n"), "padding:12px 20px");
}
