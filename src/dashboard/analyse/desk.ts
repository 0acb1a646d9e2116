import { signal, type Signal } from "@preact/signals";
import type { AnalysisAnswer } from "../../core/model/analysis-answer.ts";
import { hashOf } from "../address.ts";
import { analyseFiles, type Corrections, fetchAnalysis } from "../api.ts";

/** What lies on the desk: files, what was said of them, and what came of it. */
export interface Desk {
  /** Empty after a reload: a page may not keep files. */
  readonly files: Signal<readonly File[]>;
  readonly corrections: Signal<Corrections>;
  readonly answer: Signal<AnalysisAnswer | null>;
  readonly problem: Signal<string | null>;
  readonly isBusy: Signal<boolean>;
  /** The question that is waited for. */
  asked: symbol | null;
}

export function createDesk(): Desk {
  return {
    files: signal<readonly File[]>([]),
    corrections: signal<Corrections>({}),
    answer: signal<AnalysisAnswer | null>(null),
    problem: signal<string | null>(null),
    isBusy: signal(false),
    asked: null,
  };
}

export async function putFiles(desk: Desk, files: readonly File[]): Promise<void> {
  desk.files.value = files;
  desk.corrections.value = {};
  await analyse(desk);
}

/** Reads the files again, with one option of one file changed; an empty text leaves it to be inferred again. */
export async function correct(desk: Desk, file: string, option: string, value: string): Promise<void> {
  const { [option]: before, ...others } = desk.corrections.value[file] ?? {};
  const options = value === "" ? others : { ...others, [option]: option === "columns" ? joined(before, value) : value };
  desk.corrections.value = { ...desk.corrections.value, [file]: options };
  await analyse(desk);
}

/** What is said of one column leaves what was said of others. */
export function joined(before: string | undefined, value: string): string {
  const roles = [...(before ?? "").split(","), ...value.split(",")].filter((part) => part.includes("="));
  const named = new Map(roles.map((part) => [part.slice(0, part.lastIndexOf("=")).trim(), part]));
  return [...named.values()].join(",");
}

/** An analysis of the last hour, as after a reload. */
export async function open(desk: Desk, id: string): Promise<void> {
  if (desk.answer.value?.id === id || desk.isBusy.value) return;
  await busy(desk, async (isLast) => {
    const answer = await fetchAnalysis(id);
    if (isLast()) desk.answer.value = answer;
  });
}

async function analyse(desk: Desk): Promise<void> {
  const [files, corrections] = [desk.files.value, desk.corrections.value];
  await busy(desk, async (isLast) => {
    const answer = await analyseFiles(files, corrections);
    if (!isLast()) return;
    desk.answer.value = answer;
    location.hash = hashOf({ page: "analyse", id: answer.id });
  });
}

/** What was asked last counts: an answer that comes after another question was asked is dropped. */
async function busy(desk: Desk, work: (isLast: () => boolean) => Promise<void>): Promise<void> {
  const question = Symbol("question");
  desk.asked = question;
  const isLast = () => desk.asked === question;
  desk.isBusy.value = true;
  desk.problem.value = null;
  try {
    await work(isLast);
  } catch (error) {
    if (!isLast()) return;
    desk.answer.value = null;
    desk.problem.value = error instanceof Error ? error.message : String(error);
  } finally {
    if (isLast()) desk.isBusy.value = false;
  }
}
