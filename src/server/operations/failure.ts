/** Every way an operation can fail, in one table; docs/errors.md lists the same codes and a test holds the two together. */
export const failures = {
  "transaction.none": { status: 400, retry: false, log: "debug" },
  "transaction.all-refused": { status: 400, retry: false, log: "info" },
  "request.invalid": { status: 400, retry: false, log: "info" },
  "request.unsupported-type": { status: 415, retry: false, log: "info" },
  "request.too-large": { status: 413, retry: false, log: "warn" },
  "request.foreign-origin": { status: 403, retry: false, log: "warn" },
  "access.token-missing": { status: 401, retry: false, log: "info" },
  "access.token-wrong": { status: 401, retry: false, log: "warn" },
  "address.unknown": { status: 404, retry: false, log: "debug" },
  "scope.not-found": { status: 404, retry: false, log: "debug" },
  "incident.not-found": { status: 404, retry: false, log: "debug" },
  "delivery.not-found": { status: 404, retry: false, log: "debug" },
  "delivery.not-failed": { status: 409, retry: false, log: "debug" },
  "channel.not-found": { status: 404, retry: false, log: "debug" },
  "silence.not-found": { status: 404, retry: false, log: "debug" },
  "silence.refused": { status: 422, retry: false, log: "info" },
  "mark.not-found": { status: 404, retry: false, log: "debug" },
  "query.not-found": { status: 404, retry: false, log: "debug" },
  "query.too-many-saved": { status: 422, retry: false, log: "info" },
  "monitor.not-found": { status: 404, retry: false, log: "debug" },
  "monitor.refused": { status: 422, retry: false, log: "info" },
  "monitor.changed": { status: 409, retry: false, log: "info" },
  "backtest.no-data": { status: 422, retry: false, log: "debug" },
  "backtest.too-many": { status: 503, retry: true, log: "info" },
  "link.expired": { status: 410, retry: false, log: "info" },
  "link.invalid": { status: 404, retry: false, log: "warn" },
  "analysis.not-understood": { status: 400, retry: false, log: "debug" },
  "analysis.too-large": { status: 413, retry: false, log: "info" },
  "analysis.too-many": { status: 503, retry: true, log: "info" },
  "analysis.not-found": { status: 404, retry: false, log: "debug" },
  "query.invalid": { status: 400, retry: false, log: "debug" },
  "query.too-costly": { status: 422, retry: false, log: "info" },
  "query.too-many": { status: 503, retry: true, log: "info" },
  "store.unavailable": { status: 503, retry: true, log: "warn" },
  "journal.behind": { status: 503, retry: true, log: "warn" },
  "journal.full": { status: 503, retry: true, log: "error" },
  "journal.unavailable": { status: 503, retry: true, log: "error" },
  "server.stopping": { status: 503, retry: true, log: "info" },
  "server.fault": { status: 500, retry: false, log: "error" },
} as const satisfies Record<string, { status: number; retry: boolean; log: "debug" | "info" | "warn" | "error" }>;

export type FailureCode = keyof typeof failures;

/** Line and column count from 1; `length` characters are meant. */
export interface TextPlace {
  line: number;
  column: number;
  length: number;
}

/** An operation that could not be done; the message says what was expected, what came and what to do. */
export class Failure extends Error {
  readonly code: FailureCode;
  /** Where in the text that came it lies, if that can be said. */
  readonly place: TextPlace | null;

  constructor(code: FailureCode, message: string, options?: ErrorOptions & { place?: TextPlace | null }) {
    super(message, options);
    this.code = code;
    this.place = options?.place ?? null;
  }
}
