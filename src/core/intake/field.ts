export type Field = "time" | "status" | "count" | "amount" | "id";
export type Meaning = { kind: "field"; field: Field } | { kind: "dimension"; name: string };

/** Beside the dimensions. */
export const fields: readonly Field[] = ["time", "status", "count", "amount", "id"];

/** What producers call the five fields, after `snakeName`. */
const namesByField: Readonly<Record<Field, readonly string[]>> = {
  time: ["time", "timestamp", "at", "date_time", "datetime", "ts", "minute", "occurred_at", "created_at"],
  status: ["status", "state", "result"],
  count: ["count", "f1", "n", "quantity", "total", "transactions"],
  amount: ["amount", "amount_minor"],
  id: ["id", "transaction_id", "event_id"],
};

/** `F1` becomes `f1`, `amountMinor` amount_minor, `Date Time` date_time. */
function snakeName(key: string): string {
  return key
    .trim()
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .replace(/[\s-]+/g, "_")
    .toLowerCase();
}

const SPELLINGS_KEPT = 1000;

type Meanings = ReadonlyMap<string, Meaning>;

/** Worked out once for a configuration: with one record in a request, building this would cost more than reading the record. */
const meaningsByDimensions = new WeakMap<ReadonlySet<string>, Meanings>();

function meaningsOf(dimensions: ReadonlySet<string>): Meanings {
  const known = meaningsByDimensions.get(dimensions);
  if (known !== undefined) return known;
  const meanings = new Map<string, Meaning>();
  for (const field of fields) {
    for (const name of namesByField[field]) meanings.set(name, { kind: "field", field });
  }
  for (const name of dimensions) meanings.set(name, { kind: "dimension", name });
  meaningsByDimensions.set(dimensions, meanings);
  return meanings;
}

/** What the keys of records mean. A configured dimension goes before a field's other names; the set must not change afterwards. */
export class Vocabulary {
  readonly #meanings: Meanings;
  /** Of this body only: what producers write must not stay in memory. */
  readonly #spellings = new Map<string, Meaning | undefined>();

  constructor(dimensions: ReadonlySet<string>) {
    this.#meanings = meaningsOf(dimensions);
  }

  meaningOf(key: string): Meaning | undefined {
    const exact = this.#meanings.get(key);
    if (exact !== undefined) return exact;
    const known = this.#spellings.get(key);
    if (known !== undefined || this.#spellings.has(key)) return known;
    const meaning = this.#meanings.get(snakeName(key));
    if (this.#spellings.size < SPELLINGS_KEPT) this.#spellings.set(key, meaning);
    return meaning;
  }
}

const fieldNames: ReadonlySet<string> = new Set(Object.values(namesByField).flat());

/** True for a name of one of the five fields; a table's header without any is no header. */
export function isFieldName(key: string): boolean {
  return fieldNames.has(snakeName(key));
}
