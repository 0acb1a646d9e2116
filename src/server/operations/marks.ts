import { randomBytes } from "node:crypto";
import type { ChartMark, Deploy } from "../../core/model/chart-mark.ts";
import type { Incident } from "../../core/model/incident.ts";
import { isNested } from "../../core/model/scope.ts";
import type { Silence } from "../../core/model/silence.ts";
import { meetsAll } from "../../core/notify/matcher.ts";
import { act, type Actor } from "./act.ts";
import { Failure } from "./failure.ts";
import type { Product } from "./product.ts";

export interface MarksQuestion {
  scope: string;
  from: number;
  to: number;
}

const LONGEST_AGO_MS = 30 * 86_400_000;
const LONGEST_AHEAD_MS = 86_400_000;
const MOST_MARKS = 300;
const SYMPTOMS = ["above", "below", "silence"] as const;
const SEVERITIES = ["minor", "major", "critical"] as const;

/** What stands beside the counts of a scope's charts; the newest where there are too many. */
export function listMarks({ pipeline, statuses }: Product, question: MarksQuestion): ChartMark[] {
  const { incidents, notifier, deploys } = pipeline.engine;
  const marks = [
    ...incidents.all().flatMap((incident) => incidentMarks(incident, question.scope)),
    ...notifier.silences.all().flatMap((silence) => silenceMarks(silence, question.scope, [...statuses])),
    ...deploys.all().map(deployMark),
  ];
  const now = pipeline.clock.now();
  const shown = marks.filter(({ from, to, kind }) => {
    const end = kind === "deploy" ? from : (to ?? now);
    return from < question.to && end >= question.from;
  });
  return shown.toSorted((one, other) => one.from - other.from).slice(-MOST_MARKS);
}

/** @throws Failure `request.invalid`, `journal.*`, `server.stopping` */
export async function noteDeploy(
  product: Product,
  { text, at }: { text: string; at?: number },
  actor: Actor,
): Promise<ChartMark> {
  const now = product.pipeline.clock.now();
  const deploy: Deploy = { id: `d-${randomBytes(4).toString("hex")}`, at: at ?? now, text: text.trim() };
  if (deploy.at < now - LONGEST_AGO_MS || deploy.at > now + LONGEST_AHEAD_MS) {
    throw new Failure(
      "request.invalid",
      `expected at within the last 30 days or the next day, in milliseconds since 1970 UTC; got ${deploy.at}`,
    );
  }
  await act(product, { do: "note-deploy", deploy }, actor);
  return deployMark(deploy);
}

/** @throws Failure `mark.not-found`, `journal.*`, `server.stopping` */
export async function removeDeploy(product: Product, deployId: string, actor: Actor): Promise<ChartMark> {
  const deploy = product.pipeline.engine.deploys.all().find(({ id }) => id === deployId);
  if (deploy === undefined) {
    throw new Failure(
      "mark.not-found",
      "no deploy has this id; GET /v1/marks lists them, with the ids of what can be removed",
    );
  }
  await act(product, { do: "remove-deploy", deployId }, actor);
  return deployMark(deploy);
}

function deployMark({ id, at, text }: Deploy): ChartMark {
  return { kind: "deploy", id, from: at, to: at, text, statuses: null, severity: null };
}

function incidentMarks(
  { id, state, members, title, severity, openedAt, resolvedAt }: Incident,
  scope: string,
): ChartMark[] {
  const statuses = members.filter((member) => isNested(member.scope, scope)).map(({ status }) => status);
  if (state === "pending" || statuses.length === 0) return [];
  const which = { kind: "incident" as const, id, from: openedAt, to: resolvedAt };
  return [{ ...which, text: title, statuses: [...new Set(statuses)], severity }];
}

function silenceMarks({ id, match, startsAt, endsAt, reason }: Silence, scope: string, all: string[]): ChartMark[] {
  const statuses = all.filter((status) =>
    SYMPTOMS.some((symptom) => SEVERITIES.some((severity) => meetsAll(match, { scope, status, symptom, severity }))),
  );
  if (statuses.length === 0) return [];
  const isAll = statuses.length === all.length;
  const which = { kind: "silence" as const, id, from: startsAt, to: endsAt, text: reason };
  return [{ ...which, statuses: isAll ? null : statuses, severity: null }];
}
