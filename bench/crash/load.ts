import type { ProductProcess } from "./product-process.ts";

const SENDERS = 4;
/** Records of a request. */
const BATCH = 25;
const PAUSE_MS = 25;
/** What the judge learns from before the first kill: seconds, and transactions in each. */
const HISTORY_SECONDS = 600;
const HISTORY_APPROVED = 3900;
const HISTORY_FAILED = 80;

interface Batch {
  count: number;
  body: string;
}

/**
 * Senders that post batches of transactions with ids one after the other. A batch whose answer did not come is sent again, as a careful
 * client does, also to the process that comes after; so every batch is acknowledged in the end, and has to be counted once.
 */
export class Load {
  /** Records that were acknowledged. */
  acknowledged = 0;
  readonly #product: ProductProcess;
  #nextId = 0;
  #unanswered: Batch[] = [];
  #isStopped = true;
  #senders: Promise<void>[] = [];

  constructor(product: ProductProcess) {
    this.#product = product;
  }

  /** Ten minutes of the past, so that there is a normal that can be left. */
  async learn(): Promise<void> {
    // Older than ten minutes: a live stream would be waited for as long as its records are late.
    const from = Math.floor(Date.now() / 1000) - HISTORY_SECONDS - 660;
    const lines = Array.from({ length: HISTORY_SECONDS }, (_, second) => {
      const time = (from + second) * 1000;
      // Counts of whole minutes would be taken for finished ones.
      const of = (status: string, count: number) => JSON.stringify({ id: `h${second}`, time: time + 1, status, count });
      return `${of("approved", HISTORY_APPROVED)}\n${of("failed", HISTORY_FAILED + (second % 9))}`;
    });
    const answer = await this.#product.post(lines.join("\n"));
    if (answer?.status !== 200) throw new Error(`history was not taken: ${answer?.text ?? "no answer"}`);
    for (let second = 0; second < HISTORY_SECONDS; second++) {
      this.acknowledged += HISTORY_APPROVED + HISTORY_FAILED + (second % 9);
    }
  }

  start(): void {
    this.#isStopped = false;
    this.#senders = Array.from({ length: SENDERS }, () => this.#send());
  }

  /** Resolves when no request is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#senders);
  }

  /** Sends once more what was not acknowledged. */
  async finish(): Promise<void> {
    for (let batch = this.#unanswered.pop(); batch !== undefined; batch = this.#unanswered.pop()) {
      if (!(await this.#isTaken(batch))) throw new Error("a batch was not taken although nobody was killed");
    }
  }

  async #send(): Promise<void> {
    while (!this.#isStopped) {
      const batch = this.#unanswered.pop() ?? this.#next();
      if (!(await this.#isTaken(batch))) {
        this.#unanswered.push(batch);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  async #isTaken(batch: Batch): Promise<boolean> {
    const answer = await this.#product.post(batch.body);
    // Half an answer may be of a request that was taken; only a whole one counts.
    if (answer?.status !== 200) return false;
    this.acknowledged += batch.count;
    return true;
  }

  /** Every few seconds failures rise for a while, so that incidents begin and end. */
  #next(): Batch {
    const isBurning = Math.floor(Date.now() / 4000) % 3 === 0;
    const lines = Array.from({ length: BATCH }, () => {
      const id = this.#nextId++;
      const isFailed = id % (isBurning ? 3 : 50) === 0;
      return JSON.stringify({ id: `t${id}`, status: isFailed ? "failed" : "approved", time: Date.now() });
    });
    return { count: BATCH, body: lines.join("\n") };
  }
}
