import type { Message } from "../../../core/model/message.ts";
import { clippedText } from "../clipped-text.ts";
import { type Element, type Extent, paragraph } from "./card-element.ts";

/** Who the names of routes are for Teams: `Ana Silva <ana@corp.com>`. */
export type People = Readonly<Record<string, string>>;

interface Mention extends Element {
  type: "mention";
  text: string;
  mentioned: { id: string; name: string };
}

/** The name that is shown, and the sign-in name or object id that Teams knows the person by. */
const PERSON = /^(?<name>[^<>]{1,60})<(?<id>[^<>\s]{3,120})>$/;
/** A name stands in a TextBlock, which reads Markdown. */
const MARKUP = /[^\p{L}\p{M}\p{N}.'’,-]+/gu;

/** People who are called by name. Their names come from the configuration alone, never with a transaction. */
export function cardMentions(
  { mentions }: Message,
  people: People,
  extent: Extent,
): { elements: Element[]; entities: readonly Mention[] } {
  const given = mentions.slice(0, extent.mentions).map((name) => ({ name, mention: mentionOf(name, people) }));
  const entities = given.flatMap(({ mention }) => mention ?? []);
  const others = given.filter(({ mention }) => mention === undefined).map(({ name }) => clippedText(name, 60));
  const called = entities.map(({ text }) => text).join(" ");
  return {
    elements: [
      ...(called === "" ? [] : [{ type: "TextBlock", text: called, wrap: true, spacing: "Medium" }]),
      ...(others.length === 0 ? [] : [paragraph(others.join(", "), { weight: "Bolder" }, { spacing: "Medium" })]),
    ],
    entities,
  };
}

function mentionOf(name: string, people: People): Mention | undefined {
  const person = Object.hasOwn(people, name) ? people[name] : undefined;
  return mentionIn(person ?? name) ?? (person === undefined ? undefined : mentionIn(`${name} <${person}>`));
}

function mentionIn(text: string): Mention | undefined {
  const { name = "", id = "" } = PERSON.exec(text.trim())?.groups ?? {};
  const shown = name.replaceAll(MARKUP, " ").trim();
  if (shown === "") return undefined;
  return { type: "mention", text: `<at>${shown}</at>`, mentioned: { id, name: shown } };
}
