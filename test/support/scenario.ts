import type { Action } from "../../src/core/model/action.ts";
import type { Delivery } from "../../src/core/model/delivery.ts";
import type { Incident } from "../../src/core/model/incident.ts";
import type { Monitor } from "../../src/core/model/monitor.ts";
import type { Recommendation } from "../../src/core/model/recommendation.ts";
import { Transactions } from "../../src/core/model/transactions.ts";
import { bodyOfText } from "../../src/core/intake/body.ts";
import type { Fault } from "../../src/core/simulate/fault.ts";
import { createTraffic, type Traffic } from "../../src/core/simulate/traffic.ts";
import { createRandom } from "../../src/core/stats/random.ts";
import { resolveConfiguration } from "../../src/server/config/configuration.ts";
import { parseConfigurationFile } from "../../src/server/config/configuration-file.ts";
import { submitTransactions } from "../../src/server/operations/submit-transactions.ts";
import { ManualClock, type Running, startProduct } from "../../src/server/start.ts";

const STEP_MS = 1000;
const HISTORY_GROUP = 60;
const SEED = 7;
/** A Monday. */
const DAY = "2025-07-14";

/** A fault of the simulated traffic, with clock times. */
export interface TimedFault extends Omit<Fault, "from" | "to"> {
  from: string;
  to: string;
}

export interface ScenarioOptions {
  /** When live traffic begins and ends: HH:MM or HH:MM:SS, UTC. */
  from: string;
  to: string;
  /** Of the same traffic before `from`, learnt without telling anyone. */
  historyHours?: number;
  tickMs?: number;
  monitors?: readonly Monitor[];
  /** Simulated transactions a second at `from`; 0 leaves all to `push`. */
  perSecond?: number;
  faults?: readonly TimedFault[];
  /** More of the configuration, as people write it in `smokewatch.yaml`. */
  yaml?: string;
}

/** What can be seen from outside at an instant. */
export interface Seen {
  incidents: readonly Incident[];
  firing: readonly Incident[];
  deliveries: readonly Delivery[];
  /** The answer to the last push. */
  answer: Recommendation | null;
}

interface Want {
  sentence: string;
  from: number;
  to: number;
  kind: "become" | "stay";
  holds: (seen: Seen) => boolean;
  metAt: number | null;
  missed: string | null;
}

/**
 * The whole product on a clock of its own, driven by a time script: what is pushed when, what is wanted between when and when.
 *
 *   const script = new Scenario({ from: "14:00", to: "14:20", faults: [...] });
 *   script.wantBetween("14:05:00", "14:05:20", "an incident opens", ({ firing }) => firing.length === 1);
 *   await script.run();
 *
 * `run` plays the script second by second, without waiting for anything real, and fails with every want that was not met.
 */
export class Scenario {
  readonly #options: Required<ScenarioOptions>;
  readonly #pushes: { at: number; body: () => unknown }[] = [];
  readonly #acts: { at: number; action: (seen: Seen) => Action }[] = [];
  readonly #wants: Want[] = [];
  #answer: Recommendation | null = null;

  constructor(options: ScenarioOptions) {
    const usual = {
      historyHours: 24,
      tickMs: 10_000,
      monitors: [{ name: "all traffic" }],
      perSecond: 30,
      faults: [],
      yaml: "",
    };
    this.#options = { ...usual, ...options };
  }

  /** Posts the records, as `POST /v1/transactions` takes them, when the clock shows `clock`. */
  pushAt(clock: string, body: unknown): void {
    this.#pushes.push({ at: instantOf(clock), body: () => body });
  }

  /** Posts what `body` makes of the instant, every `everySeconds` from `from` on and before `to`. */
  pushEvery(everySeconds: number, from: string, to: string, body: (at: number) => unknown): void {
    for (let at = instantOf(from); at < instantOf(to); at += everySeconds * 1000) {
      this.#pushes.push({ at, body: () => body(at) });
    }
  }

  /** Somebody named Ana does something, which may depend on what there is to see. */
  actAt(clock: string, action: (seen: Seen) => Action): void {
    this.#acts.push({ at: instantOf(clock), action });
  }

  /** Not true before `from`, and true at some time until `to`. */
  wantBetween(from: string, to: string, sentence: string, holds: Want["holds"]): void {
    this.#want("become", from, to, sentence, holds);
  }

  /** True all the time. */
  wantThroughout(from: string, to: string, sentence: string, holds: Want["holds"]): void {
    this.#want("stay", from, to, sentence, holds);
  }

  /** Plays the script; returns what there is to see at its end. */
  async run(): Promise<Seen> {
    const { tickMs, monitors, perSecond, historyHours } = this.#options;
    const from = instantOf(this.#options.from);
    const to = instantOf(this.#options.to);
    const clock = new ManualClock(from - historyHours * 3_600_000);
    const flags = {
      journal: "memory",
      store: "none",
      port: 0,
      tick: `${tickMs / 1000}s`,
      timeZone: "UTC",
      logLevel: "error",
    };
    const file = parseConfigurationFile(this.#options.yaml, "smokewatch.yaml");
    const configuration = { ...resolveConfiguration({ flags, file }), monitors };
    const running = await startProduct({ configuration, clock, marksClock: false });
    try {
      const traffic = this.#traffic(from);
      if (perSecond > 0 && historyHours > 0) await learn(running, traffic, clock, from, tickMs);
      await this.#play(running, clock, perSecond > 0 ? traffic : null, from, to);
      this.#check(to);
      return this.#seen(running);
    } finally {
      await running.stop();
    }
  }

  #traffic(from: number): Traffic {
    const faults = this.#options.faults.map((fault) => ({
      ...fault,
      from: instantOf(fault.from),
      to: instantOf(fault.to),
    }));
    return createTraffic({ perSecond: this.#options.perSecond, rateAt: from, utcOffsetMinutes: 0, faults }, SEED);
  }

  async #play(running: Running, clock: ManualClock, traffic: Traffic | null, from: number, to: number): Promise<void> {
    const random = createRandom(SEED + 1);
    const pushes = this.#pushes.toSorted((one, other) => one.at - other.at);
    for (let at = from; at < to; at += STEP_MS) {
      const now = at + STEP_MS;
      clock.set(now);
      const records = traffic?.transactionsBetween(at, now, random) ?? [];
      if (records.length > 0) {
        await running.pipeline.submit({
          kind: "transactions",
          at: now,
          records: Transactions.of(records),
          origin: "live",
        });
      }
      for (let push = pushes[0]; push !== undefined && push.at < now; push = pushes[0]) {
        pushes.shift();
        const submission = {
          body: bodyOfText(JSON.stringify(push.body())),
          contentType: "application/json",
          date: undefined,
        };
        this.#answer = await submitTransactions(running.product, submission);
      }
      for (const { action } of this.#acts.filter((act) => act.at === now)) {
        const entry = { kind: "acted", at: now, by: "Ana", via: "api", action: action(this.#seen(running)) } as const;
        await running.pipeline.submit(entry);
      }
      await running.pipeline.submit({ kind: "clock", at: now });
      this.#look(now, this.#seen(running));
    }
  }

  #want(kind: Want["kind"], from: string, to: string, sentence: string, holds: Want["holds"]): void {
    const want = { kind, sentence, from: instantOf(from), to: instantOf(to), holds, metAt: null, missed: null };
    this.#wants.push(want);
  }

  #look(now: number, seen: Seen): void {
    for (const want of this.#wants) {
      if (want.missed !== null || want.metAt !== null || now > want.to) continue;
      if (want.kind === "stay") {
        if (now >= want.from && !want.holds(seen)) want.missed = `not so at ${clockOf(now)}; ${inWords(seen)}`;
      } else if (want.holds(seen)) {
        want.metAt = now;
        if (now < want.from) want.missed = `so already at ${clockOf(now)}; ${inWords(seen)}`;
      } else if (now === want.to) {
        want.missed = `not so until then; ${inWords(seen)}`;
      }
    }
  }

  #check(end: number): void {
    const misses = this.#wants.flatMap(({ kind, from, to, sentence, missed }) => {
      const outside = to > end ? "the script ends before" : null;
      const problem = missed ?? outside;
      const when = `${clockOf(from)} to ${clockOf(to)}${kind === "stay" ? ", all the time" : ""}`;
      return problem === null ? [] : [`${when}: ${sentence}: ${problem}`];
    });
    if (misses.length > 0) throw new Error(`not as wanted\n${misses.join("\n")}`);
  }

  #seen({ pipeline }: Running): Seen {
    const incidents = pipeline.engine.incidents.all();
    const firing = incidents.filter(({ state }) => state === "firing");
    return { incidents, firing, deliveries: pipeline.engine.deliveries.all(), answer: this.#answer };
  }
}

/** The instant at which the clock shows HH:MM or HH:MM:SS on the day of all scripts. */
export function instantOf(clock: string): number {
  const at = Date.parse(`${DAY}T${clock.length === 5 ? `${clock}:00` : clock}Z`);
  if (Number.isNaN(at)) throw new RangeError(`not a time of day: ${clock}`);
  return at;
}

/** Hands over tallies of the traffic until `until`, as the demonstration does. */
async function learn(running: Running, traffic: Traffic, clock: ManualClock, until: number, tickMs: number) {
  const random = createRandom(SEED);
  const entries: Promise<unknown>[] = [];
  for (let at = clock.now(); at < until; at += tickMs) {
    const records = traffic.tallyBetween(at, at + tickMs, random);
    clock.set(at + tickMs);
    entries.push(
      running.pipeline.submit({
        kind: "transactions",
        at: clock.now(),
        records: Transactions.of(records),
        origin: "history",
      }),
    );
    if (entries.length >= HISTORY_GROUP) await Promise.all(entries.splice(0));
  }
  await Promise.all(entries);
}

function clockOf(at: number): string {
  return new Date(at).toISOString().slice(11, 19);
}

function inWords({ incidents, deliveries, answer }: Seen): string {
  const list = incidents.map(({ id, state, title, openedAt, detectedAt }) => {
    return `${id} ${state} ${title} (${clockOf(openedAt)}, detected ${clockOf(detectedAt)})`;
  });
  const messages = deliveries.map(({ message }) => `${message.event} ${message.incident?.id ?? ""}`);
  const answered = answer === null ? "" : `; last answer ${answer.recommendation}, ${answer.late} late`;
  return `incidents: ${list.join(", ") || "none"}; messages: ${messages.join(", ") || "none"}${answered}`;
}
