/** What a column holds for a slot that is new: `width` cells of `fill`, in single precision where that is enough. */
export interface ColumnKind {
  readonly fill?: number;
  readonly width?: number;
  readonly isSingle?: boolean;
}

type Kinds = Readonly<Record<string, ColumnKind>>;

/** One typed array for each kind; slot s has the cells from s × width on. */
export type Columns<K extends Kinds = Kinds> = {
  -readonly [Name in keyof K]: K[Name] extends { readonly isSingle: true }
    ? Float32Array<ArrayBuffer>
    : Float64Array<ArrayBuffer>;
};

export function emptyColumns<K extends Kinds>(kinds: K): Columns<K> {
  const columns = Object.entries(kinds).map(([name, kind]) => [name, emptyColumn(kind)] as const);
  // Object.fromEntries forgets which name has which precision; `kinds` says it.
  return Object.fromEntries(columns) as Columns<K>;
}

/** Makes room for `slots` slots in every column; what is new holds the fill. Room to spare, so that growing one by one is cheap. */
export function growColumns<K extends Kinds>(columns: Columns<K>, kinds: K, slots: number): void {
  for (const name of Object.keys(kinds) as (keyof K)[]) {
    const { fill = 0, width = 1 } = kinds[name] as ColumnKind;
    columns[name] = grown<Columns<K>[typeof name]>(columns[name], slots * width, fill);
  }
}

export function copyOfColumns<K extends Kinds>(columns: Readonly<Columns<K>>): Columns<K> {
  const copies = Object.keys(columns).map((name) => [name, columns[name as keyof K].slice()] as const);
  // Again it is `columns` that says which name has which precision.
  return Object.fromEntries(copies) as Columns<K>;
}

function emptyColumn({ isSingle = false }: ColumnKind): Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> {
  return isSingle ? new Float32Array(0) : new Float64Array(0);
}

function grown<C extends Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>>(
  column: C,
  length: number,
  fill: number,
): C {
  if (column.length >= length) return column;
  // Doubling would waste up to half of a large state; a quarter to spare copies each cell a few times at most.
  const room = Math.max(length, Math.ceil(column.length * 1.25));
  const longer = (column instanceof Float32Array ? new Float32Array(room) : new Float64Array(room)) as C;
  longer.fill(fill, column.length);
  longer.set(column);
  return longer;
}
