import type { Readable } from "node:stream";
import type { CountColumns } from "../../core/model/count-columns.ts";
import type { StoreRows } from "../../core/model/store-rows.ts";

/**
 * opening  not there yet; what is written waits
 * ready    takes rows and answers queries
 * failed   does not; it is tried again
 * absent   never will, such as on a platform without the engine
 */
export type StoreState = "opening" | "ready" | "failed" | "absent";

export type AnswerFormat = "json" | "ndjson" | "csv" | "arrow" | "parquet";

export type FileFormat = "parquet" | "csv";

/** The rows of a table of one day, or one month (UTC): what one file of an export holds. */
export interface Piece {
  table: string;
  /** YYYYMMDD or YYYYMM. */
  period: string;
}

/** A place in the text of a query; line and column count from 1. */
export interface QueryPlace {
  line: number;
  column: number;
  /** Characters that are meant; 0 at the end of the text. */
  length: number;
}

/** What a query may name, and what it may use up. */
export interface Vocabulary {
  /** Tables and views. */
  tables: { name: string; columns: { name: string; type: string }[] }[];
  functions: string[];
  limits: {
    seconds: number;
    memoryBytes: number;
    rows: number;
    /** Rows of an answer in JSON that does not say how many. */
    jsonRows: number;
  };
}

/** What a person asks, in SQL. */
export interface Question {
  sql: string;
  /** Values for `{name:Type}` in the text; they never become part of it. */
  parameters: Readonly<Record<string, string>>;
  format: AnswerFormat;
  /** Rows of the answer: what is more is cut off. Undefined: as many as the format has without being asked, or the limit. */
  maxRows: number | undefined;
}

/** Counts of one scope in steps of equal length, of which the first begins at `from`. */
export interface CountsQuestion {
  /** Values of dimensions; none: all traffic. */
  dimensions: Readonly<Record<string, string>>;
  /** None: all that there are. */
  statuses: readonly string[];
  /** Whole minutes, in milliseconds since 1970 UTC; up to `to`, without it. Where all three are quarters of an hour, sums are read. */
  from: number;
  to: number;
  stepMs: number;
}

/** A count for each step, by status. What has no row is 0: the store does not know whether anything was listening. */
export type Counts = Map<string, Float64Array>;

/** What the judge said of one scope, in steps that begin at multiples of `stepMs`; both ends are such multiples. */
export interface PastQuestion {
  scope: string;
  from: number;
  to: number;
  /** Whole minutes. */
  stepMs: number;
}

/** What the judge said of one status over the minutes of a step, all in sums; not judged: the last three are NaN. */
export interface PastStep {
  /** Start of the step. */
  at: number;
  status: string;
  /** How much of the step there are verdicts of. */
  coveredMs: number;
  value: number;
  expected: number;
  /** Of the count, worked out from the bands of the minutes. */
  variance: number;
  /** The highest. */
  score: number;
  /** Bits of BY_SCORE and BY_RULE. */
  grounds: number;
}

/**
 * Which values of a dimension have most above what is usual for them: the mean of the same span one to `periods` periods earlier.
 * Spans begin and end at quarters of an hour.
 */
export interface ExcessQuestion {
  dimension: string;
  statuses: readonly string[];
  from: number;
  to: number;
  /** Not shorter than the span. */
  periodMs: number;
  periods: number;
  limit: number;
}

export interface ValueExcess {
  value: string;
  count: number;
  /** Over those periods of which there are rows; null where there are none. */
  usual: number | null;
}

/** Counts minute by minute: of all traffic, or of each of the first values of a dimension. Both times are whole minutes. */
export interface MinutesQuestion {
  dimension: string | null;
  from: number;
  to: number;
  /** Values that come to be told apart, those that were seen first; what is of others stands for itself as no value. */
  limit: number;
}

/**
 * What can be asked in SQL: minute rows, verdicts, incidents, deliveries. Everything in it follows from the journal, so it may be
 * slow, absent or lost without harm to alerts.
 */
export interface Store {
  readonly kind: string;
  readonly state: StoreState;
  /** What is wrong and what to do about it, for people; null while all is well. */
  readonly trouble: string | null;
  /** Journal position up to which every row is in; 0 in an empty store. Rejects with StoreUnavailable. */
  position(): Promise<number>;
  /** Writes rows, then notes that all up to `position` are in. Twice is as good as once. Rejects with StoreUnavailable. */
  write(rows: StoreRows, position: number): Promise<void>;
  /**
   * The answer as bytes of its format. It reads and does nothing else, within limits of time, memory and rows, and ends when
   * `signal` aborts. Rejects with QueryRefused or StoreUnavailable.
   */
  query(question: Question, signal: AbortSignal): Promise<Readable>;
  /** For an editor. Rejects with StoreUnavailable. */
  vocabulary(): Promise<Vocabulary>;
  /** For charts: read from sums where they say it. Rejects with QueryRefused or StoreUnavailable. */
  counts(question: CountsQuestion, signal?: AbortSignal): Promise<Counts>;
  /** What the judge said, for charts of the past; by time. Rejects with QueryRefused or StoreUnavailable. */
  past(question: PastQuestion, signal?: AbortSignal): Promise<PastStep[]>;
  /** The highest excess first. Rejects with QueryRefused or StoreUnavailable. */
  topValues(question: ExcessQuestion, signal?: AbortSignal): Promise<ValueExcess[]>;
  /** How many values of a dimension were seen in a span. Rejects with QueryRefused or StoreUnavailable. */
  valuesSeen(dimension: string, from: number, to: number, signal?: AbortSignal): Promise<number>;
  /** To try a monitor on the past. Rejects with QueryRefused or StoreUnavailable. */
  minuteCounts(question: MinutesQuestion, signal?: AbortSignal): Promise<CountColumns>;
  /** What there is to export between two instants. Rejects with StoreUnavailable. */
  pieces(from: number, to: number): Promise<Piece[]>;
  /** The rows of a piece, with all that `importRows` needs to count none twice. */
  exportPiece(piece: Piece, format: FileFormat, signal: AbortSignal): Promise<Readable>;
  /** Takes rows that were exported, all or none of them; again is as good as once. Returns how many. Rejects with QueryRefused too. */
  importRows(table: string, format: FileFormat, data: Readable): Promise<number>;
  close(): Promise<void>;
}

/** The store does not answer; what was to be written can be written later. */
export class StoreUnavailable extends Error {}

/**
 * invalid     it cannot be understood, names what is not there, or wants more than to read
 * too-costly  a limit was reached
 * too-many    others are being answered
 */
export type QueryFault = "invalid" | "too-costly" | "too-many";

/** A question that is not answered; the message says why and what to do. */
export class QueryRefused extends Error {
  readonly fault: QueryFault;
  /** Where it lies; null where nobody can say. */
  readonly place: QueryPlace | null;

  constructor(fault: QueryFault, message: string, options?: ErrorOptions & { place?: QueryPlace | null }) {
    super(message, options);
    this.fault = fault;
    this.place = options?.place ?? null;
  }
}
