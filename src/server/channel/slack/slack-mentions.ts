import { clippedText } from "../clipped-text.ts";

/** `Ana Silva <ana@example.com>` is known by its name as well. */
const NAME = /^(?<name>[^<>]{1,100})<[^<>]{1,120}>$/;

/**
 * People as Slack calls them. Names come from a route, ids from the channel's configuration, never with a transaction; a name without
 * an id is only written.
 */
export function slackMentions(
  mentions: readonly string[],
  people: Readonly<Record<string, string>>,
): { called: string; others: string[] } {
  const called: string[] = [];
  const others: string[] = [];
  for (const mention of mentions) {
    const name = (NAME.exec(mention.trim())?.groups?.["name"] ?? mention).trim();
    const call = callOf(idOf(mention.trim(), people) ?? idOf(name, people) ?? "");
    if (call === undefined) others.push(clippedText(name, 60));
    else called.push(call);
  }
  return { called: called.join(" "), others: others.filter((name) => name !== "") };
}

function idOf(name: string, people: Readonly<Record<string, string>>): string | undefined {
  return Object.hasOwn(people, name) ? people[name] : undefined;
}

/** Ids of people begin with U or W, those of groups with S. */
function callOf(id: string): string | undefined {
  if (/^[UW][A-Z0-9]{4,20}$/.test(id)) return `<@${id}>`;
  if (/^S[A-Z0-9]{4,20}$/.test(id)) return `<!subteam^${id}>`;
  return /^(?:here|channel)$/.test(id) ? `<!${id}>` : undefined;
}
