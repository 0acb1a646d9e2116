/** What the command palette offers. */
export interface Command {
  /** Of all commands. */
  key: string;
  name: string;
  /** What sort of thing it is: "Page", "Scope", ... */
  kind: string;
  /** Its shortcut, if it has one. */
  keys: string | null;
  run: () => void;
}

const MARKS = /\p{Diacritic}/gu;

/** Letters without case and accents, so that "sao" finds "São Paulo". */
function plain(text: string): string {
  return text.normalize("NFD").replace(MARKS, "").toLowerCase();
}

/** The commands that have every word of the query, those that begin with it first; the order is kept otherwise. */
export function foundCommands(commands: readonly Command[], query: string, most: number): Command[] {
  const asked = plain(query).trim();
  const parts = asked.split(/\s+/);
  const ranked = commands.flatMap((command) => {
    const text = plain(`${command.name} ${command.kind}`);
    if (!parts.every((part) => text.includes(part))) return [];
    return [{ command, rank: text.startsWith(asked) ? 0 : text.includes(` ${asked}`) ? 1 : 2 }];
  });
  return ranked
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, most)
    .map(({ command }) => command);
}
