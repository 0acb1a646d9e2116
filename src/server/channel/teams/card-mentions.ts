import type { Message } from "../../../core/model/message.ts";
import { clippedText } from "../clipped-text.ts";
import { type Element, type Extent, paragraph } from "./card-element.ts";

interface Mention extends Element {
  type: "mention";
  text: string;
  mentioned: { id: string; name: string };
}

/** `Ana Silva <ana@corp.com>`: the name that is shown, and the sign-in name or object id that Teams knows the person by. */
const PERSON = /^(?<name>[^<>]{1,60})<(?<id>[^<>\s]{3,120})>$/;
/** A name stands in a TextBlock, which reads Markdown. */
const MARKUP = /[^\p{L}\p{M}\p{N}.'’,-]+/gu;

/** People who are called by name. Their names come from the configuration alone, never with a transaction. */
export function cardMentions(
  { mentions }: Message,
  extent: Extent,
): { elements: Element[]; entities: readonly Mention[] } {
  const given = mentions.slice(0, extent.mentions);
  const people = given.flatMap((text) => mentionIn(text) ?? []);
  const others = given.filter((text) => mentionIn(text) === undefined).map((text) => clippedText(text, 60));
  const called = people.map(({ text }) => text).join(" ");
  return {
    elements: [
      ...(called === "" ? [] : [{ type: "TextBlock", text: called, wrap: true, spacing: "Medium" }]),
      ...(others.length === 0 ? [] : [paragraph(others.join(", "), { weight: "Bolder" }, { spacing: "Medium" })]),
    ],
    entities: people,
  };
}

function mentionIn(text: string): Mention | undefined {
  const { name = "", id = "" } = PERSON.exec(text.trim())?.groups ?? {};
  const shown = name.replaceAll(MARKUP, " ").trim();
  if (shown === "") return undefined;
  return { type: "mention", text: `<at>${shown}</at>`, mentioned: { id, name: shown } };
}
