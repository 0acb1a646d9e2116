import type { CountTable } from "./count-table.ts";
import { areNested, seriesName } from "./series-name.ts";
import { type SeriesStretch, TRAFFIC } from "./series-search.ts";

/** Stretches that begin this near to each other are taken for one cause, as alarms are. */
const TOGETHER_MS = 5 * 60_000;
/** What took this many statuses is about all of them and takes the others too, after a calm as well. */
const BROAD_STATUSES = 3;
const CALM_MS = 15 * 60_000;
/** A part of a silence that a status must have been off for, to be off by it. */
const MOSTLY = 0.5;

/** Stretches of one table with one cause, as an incident would hold them. */
export interface SeriesGroup {
  table: CountTable;
  /** In the order of time. */
  members: SeriesStretch[];
  /** Times within it at which nothing came of any status. */
  silences: SeriesStretch[];
}

/** Slots since the stream's first day; stretches of several days lie on one line so. */
export function absolute({ day }: SeriesStretch, slot: number): number {
  return day.day * day.slots.length + slot;
}

/** Puts stretches together as alarms become incidents. */
export function groupsOf(stretches: readonly SeriesStretch[], stepMs: number): SeriesGroup[] {
  const groups: SeriesGroup[] = [];
  const together = Math.max(1, Math.round(TOGETHER_MS / stepMs));
  const calm = Math.max(1, Math.round(CALM_MS / stepMs));
  const told = stretches
    .filter((stretch) => stretch.status !== TRAFFIC && !isSilenced(stretch, stretches))
    .sort((a, b) => absolute(a, a.first) - absolute(b, b.first));
  for (const stretch of told) {
    const start = absolute(stretch, stretch.first);
    const group = groups.find(({ table, members }) => {
      if (table !== stretch.day.table) return false;
      const last = Math.max(...members.map((member) => absolute(member, member.last)));
      const joined = Math.max(...members.map((member) => absolute(member, member.first)));
      const { scope } = seriesName(stretch.status);
      if (isBroad(members, scope)) return start <= last + calm;
      if (!members.some(({ status }) => areNested(seriesName(status).scope, scope))) return false;
      return isSame(members, stretch, start) || (start - joined <= together && start <= last + together);
    });
    if (group === undefined) groups.push({ table: stretch.day.table, members: [stretch], silences: [] });
    else group.members.push(stretch);
  }
  for (const silence of stretches.filter(({ status }) => status === TRAFFIC)) {
    const around = groups.find((group) => isWithin(silence, group));
    if (around === undefined) groups.push({ table: silence.day.table, members: [silence], silences: [] });
    else around.silences.push(silence);
  }
  return groups;
}

/** A silence in the midst of what is about all statuses anyway is a part of it. */
function isWithin(silence: SeriesStretch, { table, members }: SeriesGroup): boolean {
  if (table !== silence.day.table || !isBroad(members, "")) return false;
  const first = Math.min(...members.map((member) => absolute(member, member.first)));
  const last = Math.max(...members.map((member) => absolute(member, member.last)));
  return absolute(silence, silence.first) >= first && absolute(silence, silence.last) <= last;
}

function isBroad(members: readonly SeriesStretch[], scope: string): boolean {
  const own = members.filter(({ status }) => seriesName(status).scope === scope);
  return new Set(own.map(({ status }) => status)).size >= BROAD_STATUSES;
}

/**
 * How probable so much of everything is. Statuses that are off together bear each other out (Fisher 1925), each after it has
 * paid for having been picked from all:
 *
 *   −2·Σ ln(statuses·p) is chi-square with 2k degrees of freedom
 *
 * Divided by `statuses`, as a group that is believed pays for them once more.
 */
export function groupProbability({ members }: SeriesGroup, statuses: number): number {
  const byStatus = new Map<string, number>();
  for (const { status, pValue } of members) byStatus.set(status, Math.min(pValue, byStatus.get(status) ?? 1));
  const paid = [...byStatus.values()].map((p) => Math.min(1, p * statuses));
  const least = Math.min(...paid) / statuses;
  const sum = paid.reduce((total, p) => total - Math.log(Math.max(p, Number.MIN_VALUE)), 0);
  return Math.min(least, chiSquareTail(paid.length, sum) / statuses);
}

/** P(chi-square with 2k degrees of freedom ≥ 2x) = e^(−x)·Σ_{j<k} x^j/j! */
function chiSquareTail(k: number, x: number): number {
  let term = Math.exp(-x);
  let sum = term;
  for (let j = 1; j < k; j++) {
    term *= x / j;
    sum += term;
  }
  return Math.min(1, sum);
}

/** A fall that is nothing but a silence is told as that. */
function isSilenced(stretch: SeriesStretch, all: readonly SeriesStretch[]): boolean {
  if (stretch.status === TRAFFIC || stretch.side === "above") return false;
  return all.some(({ status, day, first, last }) => {
    if (status !== TRAFFIC || day !== stretch.day) return false;
    const common = Math.min(last, stretch.last) - Math.max(first, stretch.first) + 1;
    return common >= MOSTLY * (last - first + 1) && common >= MOSTLY * (stretch.last - stretch.first + 1);
  });
}

/** The same status went on over midnight. */
function isSame(members: readonly SeriesStretch[], { status, side, day }: SeriesStretch, start: number): boolean {
  return members.some(
    (member) =>
      member.status === status &&
      member.side === side &&
      member.day !== day &&
      absolute(member, member.last) + 1 === start,
  );
}
