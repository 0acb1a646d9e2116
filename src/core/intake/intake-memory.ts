import { fields, Vocabulary } from "./field.ts";
import { KnownTexts } from "./known-texts.ts";
import { PlainUtc } from "./plain-utc.ts";
import { TokenTable } from "./token-table.ts";
import { nameFrom, statusFrom, type TransactionContext } from "./transaction-from.ts";

/** Not a field that is known. */
export const NO_FIELD = -1;
/** A row has a bit for each. */
const MOST_FIELDS = 31;

type Configured = Pick<TransactionContext, "statuses" | "dimensions">;

/**
 * What was found out about the texts of earlier records under one configuration. It holds so many of each kind and then begins
 * anew; never one that looks like a card number.
 */
export class IntakeMemory {
  readonly statuses: KnownTexts;
  readonly names = new KnownTexts(nameFrom);
  readonly utc = new PlainUtc();
  /** Keys of JSON that were understood. */
  readonly keys = new TokenTable();
  /** What those mean. */
  readonly fieldsOfKeys: number[] = [];
  readonly dimensions: readonly string[];
  readonly #configured: Configured;

  constructor(configured: Configured) {
    const { statuses, dimensions } = configured;
    this.statuses = new KnownTexts((text) => statusFrom(text, statuses));
    this.dimensions = [...dimensions];
    this.#configured = configured;
  }

  isOf({ statuses, dimensions }: Configured): boolean {
    return this.#configured.statuses === statuses && this.#configured.dimensions === dimensions;
  }

  /** What comes now is of another body. */
  begin(): void {
    this.statuses.begin();
    this.names.begin();
    if (this.keys.isFull) this.keys.clear();
  }

  /** What a key means: the place of a field among `fields`, or that of a dimension behind them; `NO_FIELD` when it is not known. */
  fieldOf(key: string): number {
    const meaning = new Vocabulary(this.#configured.dimensions).meaningOf(key);
    if (meaning === undefined) return NO_FIELD;
    if (meaning.kind === "field") return fields.indexOf(meaning.field);
    const field = fields.length + this.dimensions.indexOf(meaning.name);
    return field < MOST_FIELDS ? field : NO_FIELD;
  }
}

const memories = new WeakMap<ReadonlySet<string>, IntakeMemory>();

/** The same for the same configuration, whose sets must not change. */
export function memoryOf(configured: Configured): IntakeMemory {
  const known = memories.get(configured.dimensions);
  if (known?.isOf(configured) === true) return known;
  const memory = new IntakeMemory(configured);
  memories.set(configured.dimensions, memory);
  return memory;
}
