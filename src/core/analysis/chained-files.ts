import type { CountColumn, CountTable } from "./count-table.ts";

/** Rows of two columns that are equal in at least this share are the same counts, corrected here and there. */
const NEARLY_ALL = 0.95;
/** Fewer different counts than this may be equal by chance. */
const LEAST_DIFFERENT = 6;

/** What one file judges is what another knows as another day: `earlier` and `later` are days of one series. */
export interface Chain {
  earlier: CountTable;
  observed: CountColumn;
  later: CountTable;
  reference: CountColumn;
  equal: number;
  rows: number;
}

/** The files that are days of one series, though nothing in them says so. */
export function chainsOf(tables: readonly CountTable[]): Chain[] {
  const chains: Chain[] = [];
  for (const earlier of tables) {
    for (const observed of earlier.columns.filter(({ role }) => role.kind === "observed")) {
      for (const later of tables) {
        if (later === earlier || later.stepMs !== earlier.stepMs) continue;
        for (const reference of later.columns.filter(({ role }) => role.kind === "count")) {
          const { equal, rows, different } = compared(earlier, observed, later, reference);
          if (different >= LEAST_DIFFERENT && equal >= NEARLY_ALL * rows)
            chains.push({ earlier, observed, later, reference, equal, rows });
        }
      }
    }
  }
  return chains;
}

/** How the chain is told, as a sentence without its end. */
export function chainText({ earlier, observed, later, reference, equal, rows }: Chain): string {
  const ago = reference.role.kind === "count" ? reference.role.ago : reference.name;
  const days = ago === "yesterday" ? "two consecutive days" : "two days";
  return (
    `${later.name}.${reference.name} is ${earlier.name}.${observed.name} in ${equal} of ${rows} rows: ` +
    `the files are ${days} of one ${nounOf(earlier.name, later.name)}`
  );
}

/** `checkout` for `checkout_1` and `checkout_2`. */
function nounOf(one: string, other: string): string {
  const stem = one.replace(/[\W_]*\d+$/, "");
  return stem !== "" && stem === other.replace(/[\W_]*\d+$/, "") ? stem : "series";
}

function compared(earlier: CountTable, observed: CountColumn, later: CountTable, reference: CountColumn) {
  const byLabel = new Map(earlier.slots.map(({ label }, slot) => [label, observed.values[slot] ?? Number.NaN]));
  const different = new Set<number>();
  let equal = 0;
  let rows = 0;
  for (const [slot, { label }] of later.slots.entries()) {
    const before = byLabel.get(label) ?? Number.NaN;
    const after = reference.values[slot] ?? Number.NaN;
    if (Number.isNaN(before) && Number.isNaN(after)) continue;
    rows += 1;
    if (before !== after) continue;
    equal += 1;
    different.add(after);
  }
  return { equal, rows, different: different.size };
}
