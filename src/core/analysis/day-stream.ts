import type { CountTable } from "./count-table.ts";

const DAY_MS = 86_400_000;

/** A day of a table: its slots from `first` on, and where the day's first slot would be. */
export interface StreamDay {
  table: CountTable;
  /** Days since 1970; of files without dates the first day is 0. */
  day: number;
  /** Slot of the table at each slot of the day; −1 where the table has none. */
  slots: Int32Array;
}

/** Tables that are days of one stream: same statuses, same step. */
export interface DayStream {
  tables: CountTable[];
  statuses: string[];
  stepMs: number;
  /** In the order of time. */
  days: StreamDay[];
}

/** Tables whose steps do not fill a day evenly are not compared day by day. */
export function fillsADay(stepMs: number): boolean {
  return DAY_MS % stepMs === 0 && stepMs < DAY_MS;
}

/** Puts tables together that are days of one stream; files without dates follow each other as they are given. */
export function streamsOf(tables: readonly CountTable[]): DayStream[] {
  const streams: DayStream[] = [];
  for (const table of tables) {
    const statuses = table.columns.map(({ name }) => name);
    const known = streams.find((stream) => belongs(stream, table, statuses));
    const stream = known ?? { tables: [], statuses: [], stepMs: table.stepMs, days: [] };
    if (known === undefined) streams.push(stream);
    const next = table.isDated ? null : (stream.days.at(-1)?.day ?? -1) + 1;
    stream.tables.push(table);
    stream.days.push(...daysOf(table, next));
    for (const status of statuses) if (!stream.statuses.includes(status)) stream.statuses.push(status);
    stream.days.sort((a, b) => a.day - b.day);
  }
  return streams;
}

function belongs(stream: DayStream, table: CountTable, statuses: readonly string[]): boolean {
  const [one] = stream.tables;
  if (one === undefined || one.isDated !== table.isDated || stream.stepMs !== table.stepMs) return false;
  const common = statuses.filter((status) => stream.statuses.includes(status)).length;
  if (common * 2 < Math.max(statuses.length, stream.statuses.length)) return false;
  if (!table.isDated) return true;
  const days = new Set(stream.days.map(({ day }) => day));
  return daysOf(table, null).every(({ day }) => !days.has(day));
}

/** `firstDay`: the number of the first day, where the table names none. */
function daysOf(table: CountTable, firstDay: number | null): StreamDay[] {
  const days = new Map<number, StreamDay>();
  const own = Math.floor((table.slots[0]?.at ?? 0) / DAY_MS);
  const shift = firstDay === null ? 0 : firstDay - own;
  for (const [slot, { at }] of table.slots.entries()) {
    const number = Math.floor(at / DAY_MS);
    const day = days.get(number) ?? {
      table,
      day: number + shift,
      slots: new Int32Array(DAY_MS / table.stepMs).fill(-1),
    };
    days.set(number, day);
    day.slots[Math.floor((at - number * DAY_MS) / table.stepMs)] = slot;
  }
  return [...days.values()];
}

/** A status of a day, slot by slot: NaN where nothing is known, 0 where a status that exists elsewhere has no column. */
export function countsOf({ table, slots }: StreamDay, status: string): Float64Array {
  const column = table.columns.find(({ name }) => name === status);
  return Float64Array.from(slots, (slot) => {
    if (slot === -1) return Number.NaN;
    if (column === undefined) return table.absentIsZero ? 0 : Number.NaN;
    return column.values[slot] ?? Number.NaN;
  });
}
