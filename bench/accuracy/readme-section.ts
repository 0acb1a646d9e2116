const BEGIN = "<!-- bench:accuracy -->";
const END = "<!-- /bench:accuracy -->";

/** `page` with `text` between the two markers in place of what was there. */
export function withSection(page: string, text: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new RangeError(`expected ${BEGIN} and ${END} in the page`);
  return `${page.slice(0, begin + BEGIN.length)}\n\n${text}\n\n${page.slice(end)}`;
}
