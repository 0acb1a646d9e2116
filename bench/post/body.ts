export interface Body {
  contentType: string;
  text: string;
  /** Transactions in it. */
  size: number;
}

export type BodyKind = "json" | "ndjson" | "csv";

const STATUSES = ["approved", "approved", "approved", "approved", "approved", "approved", "denied", "failed"];
const ISSUERS = ["aurora", "borealis", "cirrus", "dorado", "estrela"];
const MERCHANTS = 200;
/** Neighbours do not have the same time: it would be read once. */
const TIMES = 1000;
const CONTENT_TYPES = { json: "application/json", ndjson: "application/x-ndjson", csv: "text/csv" } as const;
const CSV_HEADER = "time,status,amount,id,issuer,merchant";

/** Bodies of transactions of the present, of which no two have the same id. */
export class BodyMaker {
  #next = 0;

  bodies(kind: BodyKind, { count, size }: { count: number; size: number }): Body[] {
    const now = Date.now();
    const times = Array.from({ length: TIMES }, (_, age) => new Date(now - age).toISOString());
    return Array.from({ length: count }, () => {
      const lines = kind === "csv" ? [CSV_HEADER] : [];
      for (let record = 0; record < size; record++) lines.push(this.#line(kind, times[this.#next % TIMES] ?? ""));
      return { contentType: CONTENT_TYPES[kind], text: lines.join("\n"), size };
    });
  }

  #line(kind: BodyKind, time: string): string {
    const number = this.#next++;
    const status = STATUSES[number % STATUSES.length] ?? "";
    const issuer = ISSUERS[number % ISSUERS.length] ?? "";
    const merchant = `m-${number % MERCHANTS}`;
    const amount = 1000 + (number % 997);
    const id = `t-${number.toString(36).padStart(7, "0")}`;
    return kind === "csv"
      ? `${time},${status},${amount},${id},${issuer},${merchant}`
      : JSON.stringify({ time, status, amount, id, issuer, merchant });
  }
}
