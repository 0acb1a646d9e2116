const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** HTML of a card's text: Markdown's backslash escapes taken away, everything else shown as it stands. */
export function plainTextHtml(text: string): string {
  const unescaped = text.replaceAll(/\\([!-/:-@[-`{-~])/g, "$1");
  const html = unescaped.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
  return html.replaceAll(/\r?\n/g, "<br>");
}

/** HTML of a TextBlock: the people whom it calls stand out, as they do in Teams. */
export function calledHtml(text: string): string {
  return plainTextHtml(text).replaceAll(/&lt;at&gt;(.{1,200}?)&lt;\/at&gt;/g, '<b class="teams-called">$1</b>');
}
