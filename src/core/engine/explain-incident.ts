import type { VerdictHistory } from "../judge/verdict-history.ts";
import type {
  DimensionMovement,
  IncidentExplanation,
  ScopeMovement,
  StatusMovement,
} from "../model/incident-explanation.ts";
import type { Incident } from "../model/incident.ts";
import { ALL_TRAFFIC, dimensionOf, scopeLabel, type ScopeKey } from "../model/scope.ts";
import type { Judging } from "./judging.ts";
import { numberOrNull } from "./read-verdicts.ts";
import { movementOf, remembersSince, spanSum } from "./span-sums.ts";

/** The cause shows in the first hours; sums over many scopes and days would hold up the judge. */
const LONGEST_MS = 6 * 3_600_000;
const MOST_MOVED = 20;
const MOST_STEADY = 5;

interface Span {
  incident: Incident;
  status: string;
  /** What the incident is about: of a hundred other series one is out of its range by chance. */
  statuses: ReadonlySet<string>;
  from: number;
  to: number;
  /** Of the lead's status over all traffic. */
  excess: number;
}

/** Which statuses and scopes moved from the first alarm of an incident to the end of the last, and which did not. */
export function explainIncident(judging: Judging, incident: Incident): IncidentExplanation {
  const [lead] = incident.members;
  const status = lead?.status ?? "";
  const leadScope = lead?.scope ?? ALL_TRAFFIC;
  const { from, to, isWhole } = rememberedSpan(judging, incident, leadScope);
  const statuses = new Set(incident.members.map((member) => member.status));
  const span: Span = { incident, status, statuses, from, to, excess: 0 };
  span.excess = excessOf(movementIn(judging, ALL_TRAFFIC, span), status);
  const scopes = [...new Set([ALL_TRAFFIC, leadScope])].map((scope) => movementIn(judging, scope, span));
  return {
    incidentId: incident.id,
    status,
    from,
    to,
    ticks: ticksIn(judging, leadScope, from, to),
    isWhole,
    scopes,
    dimensions: dimensionsIn(judging, span),
  };
}

function rememberedSpan(
  judging: Judging,
  { openedAt, members }: Incident,
  leadScope: ScopeKey,
): { from: number; to: number; isWhole: boolean } {
  const history = historyOf(judging, leadScope);
  const newest = history === undefined || history.length === 0 ? openedAt : history.at(0) + judging.tickMs;
  const ends = members.map(({ endedAt }) => endedAt);
  const last = ends.includes(null) ? newest : Math.min(newest, Math.max(...ends.map((at) => at ?? 0)));
  const oldest =
    history !== undefined && !remembersSince(history, openedAt) ? history.at(history.length - 1) : openedAt;
  const from = Math.max(openedAt, oldest);
  const to = Math.max(from, Math.min(last, from + LONGEST_MS));
  return { from, to, isWhole: from === openedAt && to >= last };
}

function ticksIn(judging: Judging, scope: ScopeKey, from: number, to: number): number {
  const history = historyOf(judging, scope);
  if (history === undefined) return 0;
  let ticks = 0;
  for (let age = history.ageSince(from); age >= 0 && history.at(age) < to; age--) ticks += 1;
  return ticks;
}

function dimensionsIn(judging: Judging, span: Span): DimensionMovement[] {
  const byDimension = new Map<string, ScopeMovement[]>();
  for (const scope of judging.rollup.scopes.keys) {
    const dimension = dimensionOf(scope);
    if (dimension === undefined) continue;
    const movements = byDimension.get(dimension) ?? [];
    movements.push(movementIn(judging, scope, span));
    byDimension.set(dimension, movements);
  }
  return Array.from(byDimension, ([dimension, movements]) => dimensionMovement(dimension, movements, span));
}

function dimensionMovement(
  dimension: string,
  scopes: readonly ScopeMovement[],
  { status, statuses: concerned }: Span,
): DimensionMovement {
  const isMoved = (scope: ScopeMovement): boolean => scope.statuses.some((each) => hasMoved(each, concerned));
  const moved = scopes.filter(isMoved).toSorted((one, other) => distanceOf(other, status) - distanceOf(one, status));
  const unmoved = scopes.filter((scope) => !isMoved(scope));
  const steady = unmoved.filter(({ statuses }) => statuses.some(({ movement }) => movement === "usual"));
  return {
    dimension,
    moved: moved.slice(0, MOST_MOVED),
    steady: steady.toSorted((one, other) => volumeOf(other) - volumeOf(one)).slice(0, MOST_STEADY),
    movedCount: moved.length,
    steadyCount: steady.length,
    unknownCount: unmoved.length - steady.length,
  };
}

function movementIn(judging: Judging, scope: ScopeKey, span: Span): ScopeMovement {
  const history = historyOf(judging, scope);
  const statuses = judging.statuses.map((status, number) => statusMovement(history, { scope, status, number }, span));
  const movement: ScopeMovement = { scope, label: scopeLabel(scope), share: null, statuses };
  const excess = excessOf(movement, span.status);
  if (span.excess !== 0 && Math.sign(excess) === Math.sign(span.excess)) movement.share = excess / span.excess;
  return movement;
}

function statusMovement(
  history: VerdictHistory | undefined,
  series: { scope: ScopeKey; status: string; number: number },
  { incident, from, to }: Span,
): StatusMovement {
  const { scope, status, number } = series;
  const isMember = incident.members.some((member) => member.scope === scope && member.status === status);
  if (history === undefined || !remembersSince(history, from)) {
    return { status, observed: 0, expected: null, lower: null, upper: null, movement: "unknown", isMember };
  }
  const sum = spanSum(history, number, from, to);
  const { observed, expected, lower, upper } = sum;
  return {
    status,
    observed,
    expected: numberOrNull(expected),
    lower: numberOrNull(lower),
    upper: numberOrNull(upper),
    movement: movementOf(sum),
    isMember,
  };
}

function historyOf(judging: Judging, scope: ScopeKey): VerdictHistory | undefined {
  return judging.history(judging.rollup.scopes.keys.indexOf(scope));
}

function hasMoved({ status, movement, isMember }: StatusMovement, concerned: ReadonlySet<string>): boolean {
  return isMember || (concerned.has(status) && (movement === "above" || movement === "below"));
}

function excessOf({ statuses }: ScopeMovement, status: string): number {
  const found = statuses.find((each) => each.status === status);
  return found === undefined || found.expected === null ? 0 : found.observed - found.expected;
}

function distanceOf(scope: ScopeMovement, status: string): number {
  return Math.abs(excessOf(scope, status));
}

function volumeOf({ statuses }: ScopeMovement): number {
  return statuses.reduce((sum, { observed }) => sum + observed, 0);
}
