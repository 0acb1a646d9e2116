import type { ProductProcess } from "./product-process.ts";

/** A request of so many records goes out so often, whether the one before is answered or not. */
const BATCH = 25;
const PAUSE_MS = 6;
const MOST_UNDER_WAY = 200;
/** What the judge learns from before the first kill: seconds, and transactions of each issuer in each. */
const HISTORY_SECONDS = 600;
const ISSUERS = ["aurora", "borealis", "cirrus", "delta", "eos", "fjord"];
const BAD = ["denied", "failed", "reversed"];
const HISTORY = { approved: 600, denied: 12, failed: 12, reversed: 12 };
/** One issuer after the other burns for so long. */
const FIRE_MS = 3000;

interface Batch {
  count: number;
  body: string;
}

/**
 * Posts batches of transactions with ids. A batch whose answer did not come is sent again, as a careful client does, also to the process
 * that comes after; so every batch is acknowledged in the end, and has to be counted once.
 */
export class Load {
  /** Records that were acknowledged. */
  acknowledged = 0;
  readonly #product: ProductProcess;
  #nextId = 0;
  #unanswered: Batch[] = [];
  readonly #underWay = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(product: ProductProcess) {
    this.#product = product;
  }

  /** Ten minutes of the past, so that there is a normal that can be left. */
  async learn(): Promise<void> {
    // Older than ten minutes: a live stream would be waited for as long as its records are late.
    const from = Math.floor(Date.now() / 1000) - HISTORY_SECONDS - 660;
    const lines: string[] = [];
    for (let second = 0; second < HISTORY_SECONDS; second++) {
      // Counts of whole minutes would be taken for finished ones.
      const time = (from + second) * 1000 + 1;
      for (const issuer of ISSUERS) {
        for (const [status, mean] of Object.entries(HISTORY)) {
          const count = mean + ((second * 7 + issuer.length) % 9);
          lines.push(JSON.stringify({ id: `h${issuer}${second}`, time, status, count, issuer }));
          this.acknowledged += count;
        }
      }
    }
    const answer = await this.#product.post(lines.join("\n"));
    if (answer?.status !== 200) throw new Error(`history was not taken: ${answer?.text ?? "no answer"}`);
  }

  start(): void {
    this.#timer = setInterval(() => this.#send(), PAUSE_MS);
  }

  /** Resolves when no request is under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#underWay);
  }

  /** Sends once more what was not acknowledged. */
  async finish(): Promise<void> {
    for (let batch = this.#unanswered.pop(); batch !== undefined; batch = this.#unanswered.pop()) {
      if (!(await this.#isTaken(batch))) throw new Error("a batch was not taken although nobody was killed");
    }
  }

  #send(): void {
    if (this.#underWay.size >= MOST_UNDER_WAY) return;
    const batch = this.#unanswered.pop() ?? this.#next();
    const sent = this.#deliver(batch).finally(() => this.#underWay.delete(sent));
    this.#underWay.add(sent);
  }

  async #deliver(batch: Batch): Promise<void> {
    if (!(await this.#isTaken(batch))) this.#unanswered.push(batch);
  }

  async #isTaken(batch: Batch): Promise<boolean> {
    const answer = await this.#product.post(batch.body);
    // Half an answer may be of a request that was taken; only a whole one counts.
    if (answer?.status !== 200) return false;
    this.acknowledged += batch.count;
    return true;
  }

  #next(): Batch {
    const fire = Math.floor(Date.now() / FIRE_MS);
    const lines = Array.from({ length: BATCH }, () => {
      const id = this.#nextId++;
      const issuer = ISSUERS[id % ISSUERS.length];
      const isBurning = issuer === ISSUERS[fire % ISSUERS.length];
      const isBad = id % (isBurning ? 4 : 50) === 0;
      const status = isBad ? BAD[fire % BAD.length] : "approved";
      return JSON.stringify({ id: `t${id}`, status, issuer, time: Date.now() });
    });
    return { count: BATCH, body: lines.join("\n") };
  }
}
