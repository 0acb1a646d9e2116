export type Field = "time" | "status" | "count" | "amount" | "id";
export type Meaning = { kind: "field"; field: Field } | { kind: "dimension"; name: string };

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

const MEANINGS_KEPT = 1000;

/** What the keys of records mean, remembered by their spelling. A configured dimension goes before a field's other names. */
export class Vocabulary {
  readonly #meanings = new Map<string, Meaning>();
  readonly #spellings = new Map<string, Meaning | undefined>();

  constructor(dimensions: ReadonlySet<string>) {
    for (const field of ["time", "status", "count", "amount", "id"] as const) {
      for (const name of namesByField[field]) this.#meanings.set(name, { kind: "field", field });
    }
    for (const name of dimensions) this.#meanings.set(name, { kind: "dimension", name });
  }

  meaningOf(key: string): Meaning | undefined {
    const known = this.#spellings.get(key);
    if (known !== undefined || this.#spellings.has(key)) return known;
    const meaning = this.#meanings.get(key) ?? this.#meanings.get(snakeName(key));
    if (this.#spellings.size < MEANINGS_KEPT) this.#spellings.set(key, meaning);
    return meaning;
  }
}

const fieldNames: ReadonlySet<string> = new Set(Object.values(namesByField).flat());

/** True for a name of one of the five fields; a table's header without any is no header. */
export function isFieldName(key: string): boolean {
  return fieldNames.has(snakeName(key));
}
