import type { JudgeOutput } from "./series-tests.ts";

const FIELDS = 4;

/** One remembered verdict; NaN where the judge had nothing to say. */
export interface PastVerdict {
  value: number;
  expected: number;
  shape: number;
  score: number;
  isFlagged: boolean;
  /** What it alerts by, as bits of `BY_SCORE` and `BY_RULE`; 0 when it does not. */
  grounds: number;
}

/** Columns as long as there are cells of time. */
export interface WorstCells {
  score: Float64Array<ArrayBuffer>;
  /** Number of the status with this score. */
  status: Int32Array<ArrayBuffer>;
  /** Of any status. */
  grounds: Uint8Array<ArrayBuffer>;
  /** In which any status was alerted of. */
  alertingTicks: number;
}

/** The ring as far as it is used. */
export interface VerdictHistoryState {
  statuses: number;
  capacity: number;
  next: number;
  at: Float64Array<ArrayBuffer>;
  cells: Float32Array<ArrayBuffer>;
  flags: Uint8Array<ArrayBuffer>;
}

/** The last ticks of one scope, a ring of columns: what charts and sentences are made from. */
export class VerdictHistory {
  readonly capacity: number;
  readonly #statuses: number;
  readonly #at: Float64Array<ArrayBuffer>;
  readonly #cells: Float32Array<ArrayBuffer>;
  readonly #flags: Uint8Array<ArrayBuffer>;
  #next = 0;
  length = 0;

  constructor(statuses: number, capacity: number) {
    this.#statuses = statuses;
    this.capacity = capacity;
    this.#at = new Float64Array(capacity);
    this.#cells = new Float32Array(capacity * statuses * FIELDS);
    this.#flags = new Uint8Array(capacity * statuses);
  }

  save(): VerdictHistoryState {
    const statuses = this.#statuses;
    return {
      statuses,
      capacity: this.capacity,
      next: this.#next,
      at: this.#at.slice(0, this.length),
      cells: this.#cells.slice(0, this.length * statuses * FIELDS),
      flags: this.#flags.slice(0, this.length * statuses),
    };
  }

  static load({ statuses, capacity, next, at, cells, flags }: VerdictHistoryState): VerdictHistory {
    const history = new VerdictHistory(statuses, capacity);
    history.#at.set(at);
    history.#cells.set(cells);
    history.#flags.set(flags);
    history.length = at.length;
    history.#next = next;
    return history;
  }

  /** Remembers the tick that the judge has just closed; `base` is the scope's first series. */
  add(at: number, output: JudgeOutput, base: number): void {
    const slot = this.#next;
    this.#next = (slot + 1) % this.capacity;
    this.length = Math.min(this.capacity, this.length + 1);
    this.#at[slot] = at;
    for (let status = 0; status < this.#statuses; status++) {
      const cell = slot * this.#statuses + status;
      const series = base + status;
      this.#cells[cell * FIELDS] = output.value[series]!;
      this.#cells[cell * FIELDS + 1] = output.expected[series]!;
      this.#cells[cell * FIELDS + 2] = output.shape[series]!;
      this.#cells[cell * FIELDS + 3] = output.score[series]!;
      this.#flags[cell] = output.isFlagged[series]!;
    }
  }

  /** Says anew what a status of the newest tick alerts by. */
  mark(status: number, grounds: number): void {
    this.#flags[this.#slot(0) * this.#statuses + status] = grounds;
  }

  /** Start of the tick `age` ticks before the newest (0), in milliseconds; NaN outside. */
  at(age: number): number {
    return age < this.length ? this.#at[this.#slot(age)]! : Number.NaN;
  }

  verdict(age: number, status: number): PastVerdict {
    const cell = this.#slot(age) * this.#statuses + status;
    return {
      value: this.#cells[cell * FIELDS]!,
      expected: this.#cells[cell * FIELDS + 1]!,
      shape: this.#cells[cell * FIELDS + 2]!,
      score: this.#cells[cell * FIELDS + 3]!,
      isFlagged: this.#flags[cell] !== 0,
      grounds: this.#flags[cell]!,
    };
  }

  /** Start of the oldest tick that is remembered; NaN before there is one. */
  get since(): number {
    return this.at(this.length - 1);
  }

  /** True when older ticks had to be let go. */
  get isFull(): boolean {
    return this.length === this.capacity;
  }

  /** Age of the oldest tick that begins at or after `from`; -1 when there is none. */
  ageSince(from: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.at(middle) >= from) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /**
   * The worst that each cell of time holds: the highest score, whose it was, and what was alerted by. Cells that hold no score stay NaN.
   * One pass over what is remembered since `from`.
   */
  worst({ from, cellMs, cells }: { from: number; cellMs: number; cells: number }): WorstCells {
    const [times, fields, flags, statuses] = [this.#at, this.#cells, this.#flags, this.#statuses];
    const score = new Float64Array(cells).fill(Number.NaN);
    const status = new Int32Array(cells);
    const grounds = new Uint8Array(cells);
    let alertingTicks = 0;
    for (let age = this.ageSince(from); age >= 0; age--) {
      const slot = this.#slot(age);
      const cell = Math.floor((times[slot]! - from) / cellMs);
      if (cell >= cells) break;
      const first = slot * statuses;
      let worst = score[cell]!;
      let any = 0;
      for (let one = 0; one < statuses; one++) {
        any |= flags[first + one]!;
        const next = fields[(first + one) * FIELDS + 3]!;
        // False for what is not known, and true for the first that is.
        if (!(next <= worst) && next === next) {
          worst = next;
          status[cell] = one;
        }
      }
      score[cell] = worst;
      if (any === 0) continue;
      grounds[cell]! |= any;
      alertingTicks += 1;
    }
    return { score, status, grounds, alertingTicks };
  }

  #slot(age: number): number {
    return (this.#next - 1 - age + 2 * this.capacity) % this.capacity;
  }
}
