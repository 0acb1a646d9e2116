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
}

export function createDesk(): Desk {
  return {
    files: signal<readonly File[]>([]),
    corrections: signal<Corrections>({}),
    answer: signal<AnalysisAnswer | null>(null),
    problem: signal<string | null>(null),
    isBusy: signal(false),
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
  await busy(desk, async () => {
    desk.answer.value = await fetchAnalysis(id);
  });
}

async function analyse(desk: Desk): Promise<void> {
  await busy(desk, async () => {
    const answer = await analyseFiles(desk.files.value, desk.corrections.value);
    desk.answer.value = answer;
    location.hash = hashOf({ kind: "analyse", id: answer.id });
  });
}

async function busy(desk: Desk, work: () => Promise<void>): Promise<void> {
  desk.isBusy.value = true;
  desk.problem.value = null;
  try {
    await work();
  } catch (error) {
    desk.answer.value = null;
    desk.problem.value = error instanceof Error ? error.message : String(error);
  } finally {
    desk.isBusy.value = false;
  }
}
