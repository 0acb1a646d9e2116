import { shown } from "../../intake/shown.ts";
import { plainName, type RoleText } from "./column-names.ts";
import type { Misunderstanding } from "./grid.ts";
import type { ReadOptions } from "./read-options.ts";

function placeOf(names: readonly string[], wanted: string): number {
  const exact = names.indexOf(wanted);
  return exact >= 0
    ? exact
    : names.findIndex((name) => plainName(name) === plainName(wanted) && plainName(wanted) !== "");
}

const MOST_NAMES = 30;

/** Column names for a message, not all of thousands. */
export function namesInWords(names: readonly string[]): string {
  const some = names.slice(0, MOST_NAMES).map(shown).join(", ");
  return names.length > MOST_NAMES ? `${some} and ${names.length - MOST_NAMES} more` : some;
}

/** What people said of columns, by place in the table. */
export function givenRoles(names: readonly string[], options: ReadOptions): Map<number, RoleText> | Misunderstanding {
  const { timeColumn, statusColumn, countColumn, columns = new Map<string, string>() } = options;
  const roles = new Map<number, RoleText>();
  const pairs: [string | undefined, RoleText][] = [
    ...columns,
    [timeColumn, "time"],
    [statusColumn, "status"],
    [countColumn, "count"],
  ];
  for (const [wanted, role] of pairs) {
    if (wanted === undefined) continue;
    const place = placeOf(names, wanted);
    if (place < 0)
      return {
        problem: `there is no column ${shown(wanted)}`,
        seen: [`columns: ${namesInWords(names)}`],
        help: ["name one of these columns"],
      };
    roles.set(place, role);
  }
  return roles;
}
