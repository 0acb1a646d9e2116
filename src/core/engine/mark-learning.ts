import type { MarkedTick } from "../judge/marked.ts";
import type { Incident, Mark, Member } from "../model/incident.ts";
import { ALL_TRAFFIC } from "../model/scope.ts";
import { localTime } from "../model/zoned-time.ts";
import { TRAFFIC } from "./finding.ts";
import type { Judging } from "./judging.ts";

/** What is expected and still goes on may do so for this long. */
const AHEAD_MINUTES = 240;

/** Until when the held-out ticks of each series have been learnt. */
export type MarkLearningState = ReadonlyMap<number, number>;

/** Has the judge learn what people say that an incident was: nothing of a real one, and what was held out of another. */
export class MarkLearning {
  readonly #learntUntil = new Map<number, number>();

  save(): MarkLearningState {
    return new Map(this.#learntUntil);
  }

  load(state: MarkLearningState): void {
    this.#learntUntil.clear();
    for (const [series, until] of state) this.#learntUntil.set(series, until);
  }

  /** Series have other numbers from now on. */
  forget(): void {
    this.#learntUntil.clear();
  }

  /** Somebody marked the incident, or took a mark back. */
  mark(judging: Judging, { members, mark }: Incident, timeZone: string): void {
    for (const member of members) {
      const isOn = member.endedAt === null;
      this.#learn(judging, member, mark, timeZone, isOn ? AHEAD_MINUTES : 0);
      const series = judging.names.numberOf(member.scope, member.status);
      if (series !== null && isOn) judging.judge.hold(series, mark === "real");
    }
  }

  /** An alarm began in this incident. */
  begin(judging: Judging, { mark }: Incident, { scope, status }: Pick<Member, "scope" | "status">): void {
    const series = judging.names.numberOf(scope, status);
    if (series !== null && mark === "real") judging.judge.hold(series, true);
  }

  /** An alarm ended; `incident` is the one that held it, null for one that a person had closed. */
  end(
    judging: Judging,
    incident: Incident | null,
    { scope, status }: Pick<Member, "scope" | "status">,
    timeZone: string,
  ): void {
    const series = judging.names.numberOf(scope, status);
    if (series !== null) judging.judge.hold(series, false);
    const member = incident?.members.find((one) => one.scope === scope && one.status === status);
    if (incident === null || member === undefined || incident.mark === null || incident.mark === "real") return;
    this.#learn(judging, member, incident.mark, timeZone, 0);
  }

  #learn(judging: Judging, member: Member, mark: Mark | null, timeZone: string, aheadMinutes: number): void {
    const until = member.endedAt ?? Infinity;
    if (member.status === TRAFFIC && member.scope === ALL_TRAFFIC) {
      const end = Math.min(until, judging.rollup.nextTick);
      for (let at = member.startedAt; at < end; at += judging.tickMs) {
        judging.silence.expect(localTime(at, timeZone), mark === "expected");
      }
      return;
    }
    const series = judging.names.numberOf(member.scope, member.status);
    // What alerts by a rule alone was not held out.
    if (series === null || member.by === "rule") return;
    if (mark === "real" || mark === null) {
      const ticks = markedTicks(judging, member, { from: member.startedAt, until, timeZone });
      judging.judge.learnMarked(series, "real", ticks, 0);
      return;
    }
    const from = Math.max(member.startedAt, this.#learntUntil.get(series) ?? -Infinity);
    const ticks = markedTicks(judging, member, { from, until, timeZone });
    const last = ticks.at(-1);
    if (last !== undefined) this.#learntUntil.set(series, last.at + judging.tickMs);
    judging.judge.learnMarked(series, mark, ticks, aheadMinutes);
  }
}

/** The remembered ticks of a series in [from, until) of which the judge had something to say. */
function markedTicks(
  judging: Judging,
  { scope, status }: Pick<Member, "scope" | "status">,
  { from, until, timeZone }: { from: number; until: number; timeZone: string },
): (MarkedTick & { at: number })[] {
  const history = judging.history(judging.rollup.scopes.keys.indexOf(scope));
  if (history === undefined) return [];
  const own = judging.statuses.indexOf(status);
  const ticks: (MarkedTick & { at: number })[] = [];
  for (let age = history.ageSince(from); age >= 0 && history.at(age) < until; age--) {
    const at = history.at(age);
    const { value: y, expected, score } = history.verdict(age, own);
    if (Number.isNaN(expected) || Number.isNaN(score)) continue;
    let volume = 0;
    for (let other = 0; other < judging.statuses.length; other++) volume += history.verdict(age, other).value;
    ticks.push({ at, local: localTime(at, timeZone), y, expected, volume });
  }
  return ticks;
}
