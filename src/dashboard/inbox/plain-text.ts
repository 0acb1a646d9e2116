const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** HTML of a card's text: Markdown's backslash escapes taken away, everything else shown as it stands. */
export function plainTextHtml(text: string): string {
  const unescaped = text.replaceAll(/\\([!-/:-@[-`{-~])/g, "$1");
  const html = unescaped.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
  return html.replaceAll(/\r?\n/g, "<br>");
}
