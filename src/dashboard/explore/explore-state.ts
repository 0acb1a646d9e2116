import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { AnswerView, SavedQuery } from "../../core/model/saved-query.ts";
import { ApiError, type TextPlace } from "../api.ts";
import { t } from "../language/language.ts";
import type { Answer } from "./answer.ts";
import { parametersIn, type Parameter } from "./parameters-in.ts";
import { ask, fetchQueries, fetchVocabulary, type Question, type Vocabulary } from "./query-api.ts";
import { type AskedBefore, keepHistory, keptHistory, withAsked } from "./query-history.ts";

/** The store is asked again after this long, while it is not there. */
const AGAIN_MS = 2000;

export interface Fault {
  text: string;
  /** In the text of the editor. */
  place: TextPlace | null;
}

/**
 * idle      nothing was asked yet
 * cancelled by whoever asked
 * running   since `since`
 * answered  by the question that is in it, whatever the editor has by now
 * failed    for a reason
 */
export type Asking =
  | { kind: "idle" }
  | { kind: "cancelled" }
  | { kind: "running"; since: number }
  | { kind: "answered"; question: Question; answer: Answer }
  | { kind: "failed"; fault: Fault };

/** A part of the text that is run alone, and where it begins. */
export interface Selection {
  text: string;
  from: number;
}

/** All that the page of queries knows. */
export class ExploreState {
  readonly sql = signal("");
  readonly values = signal<Readonly<Record<string, string>>>({});
  /** Null: as the answer suggests. */
  readonly view = signal<AnswerView | null>(null);
  readonly saved = signal<SavedQuery | null>(null);
  readonly queries = signal<readonly SavedQuery[] | null>(null);
  readonly vocabulary = signal<Vocabulary | null>(null);
  readonly history = signal<readonly AskedBefore[]>(keptHistory());
  readonly asking: Signal<Asking> = signal<Asking>({ kind: "idle" });
  readonly selection = signal<Selection | null>(null);
  /** The lists could not be had. */
  readonly problem = signal<string | null>(null);
  readonly parameters: ReadonlySignal<Parameter[]> = computed(() => parametersIn(this.sql.value));
  readonly canAsk: ReadonlySignal<boolean> = computed(() => this.vocabulary.value?.state === "ready");
  #abort: AbortController | null = null;
  #again: ReturnType<typeof setTimeout> | undefined;
  #whenReady: (() => void) | null = null;
  #isClosed = false;

  async loadVocabulary(): Promise<void> {
    clearTimeout(this.#again);
    await this.#quietly(async () => {
      this.vocabulary.value = await fetchVocabulary();
    });
    if (this.#isClosed) return;
    const state = this.vocabulary.value?.state;
    if (state === "ready") {
      this.#whenReady?.();
      this.#whenReady = null;
    } else if (state !== "absent") this.#again = setTimeout(() => void this.loadVocabulary(), AGAIN_MS);
  }

  loadQueries(): Promise<void> {
    return this.#quietly(async () => {
      this.queries.value = await fetchQueries();
    });
  }

  /** Puts a query into the editor. */
  open(query: { sql: string; parameters?: Readonly<Record<string, string>>; view?: AnswerView | null }): void {
    batch(() => {
      this.sql.value = query.sql;
      this.values.value = query.parameters ?? {};
      this.view.value = query.view ?? null;
      this.selection.value = null;
      this.asking.value = this.asking.value.kind === "failed" ? { kind: "idle" } : this.asking.value;
    });
  }

  /** Runs what is selected, or all; as soon as the store is there. */
  async run(): Promise<void> {
    if (!this.canAsk.value) {
      this.#whenReady = () => void this.run();
      return;
    }
    const selection = this.selection.value;
    const sql = selection?.text ?? this.sql.value;
    const values = this.values.value;
    const asked = parametersIn(sql).flatMap(({ name }) => ((values[name] ?? "") === "" ? [] : [[name, values[name]]]));
    const question: Question = { sql, parameters: Object.fromEntries(asked) as Record<string, string> };
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.asking.value = { kind: "running", since: Date.now() };
    this.#remember(question);
    try {
      const answer = await ask(question, abort.signal);
      if (this.#abort === abort) this.asking.value = { kind: "answered", question, answer };
    } catch (error) {
      if (this.#abort !== abort) return;
      this.asking.value = abort.signal.aborted
        ? { kind: "idle" }
        : { kind: "failed", fault: this.#faultOf(error, selection?.from ?? 0) };
      if (error instanceof ApiError && error.status === 503) void this.loadVocabulary();
    }
  }

  /** The connection is closed, upon which the server ends the query. */
  cancel(): void {
    this.#abort?.abort();
    this.#abort = null;
    this.asking.value = { kind: "cancelled" };
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#again);
    this.#abort?.abort();
    this.#abort = null;
  }

  forgetHistory(): void {
    this.history.value = [];
    keepHistory([]);
  }

  #remember(question: Question): void {
    this.history.value = withAsked(this.history.value, { ...question, at: Date.now() });
    keepHistory(this.history.value);
  }

  #faultOf(error: unknown, from: number): Fault {
    if (!(error instanceof ApiError)) return { text: t("The server did not answer. Is it running?"), place: null };
    return { text: error.message, place: error.place === null ? null : shifted(error.place, this.sql.value, from) };
  }

  async #quietly(load: () => Promise<void>): Promise<void> {
    try {
      await load();
      this.problem.value = null;
    } catch (error) {
      this.problem.value = error instanceof ApiError ? error.message : t("The server did not answer. Is it running?");
    }
  }
}

/** From a place in a part of the text to the place in all of it. */
export function shifted(place: TextPlace, sql: string, from: number): TextPlace {
  const before = sql.slice(0, from).split("\n");
  const inLine = place.line === 1 ? (before.at(-1) ?? "").length : 0;
  return { line: place.line + before.length - 1, column: place.column + inLine, length: place.length };
}
