import { randomBytes } from "node:crypto";
import type { Silence } from "../../core/model/silence.ts";
import { isTimeZone } from "../../core/model/zoned-time.ts";
import { matcherFault } from "../../core/notify/matcher.ts";
import { previewOf, type SilencePreview, silenceFault } from "../../core/notify/mute.ts";
import { act, type Actor } from "./act.ts";
import { Failure } from "./failure.ts";
import type { Product } from "./product.ts";

/** What somebody wants to silence. */
export type WantedSilence = Omit<Silence, "id" | "startsAt"> & { startsAt?: number };

/** Those that are in force or will be, the first to end first. */
export function listSilences({ pipeline }: Product): Silence[] {
  const now = pipeline.clock.now();
  const lasting = pipeline.engine.notifier.silences.all().filter(({ endsAt }) => endsAt > now);
  return lasting.toSorted((one, other) => one.endsAt - other.endsAt);
}

/** @throws Failure `silence.refused`, `request.invalid`, `journal.*`, `server.stopping` */
export async function addSilence(product: Product, wanted: WantedSilence, actor: Actor): Promise<Silence> {
  const silence = asSilence(product, wanted, `s-${randomBytes(4).toString("hex")}`);
  const fault = faultOf(product, silence);
  if (fault !== null) throw new Failure("silence.refused", fault);
  await act(product, { do: "silence", silence }, actor);
  return silence;
}

/** What it would have kept quiet in the last days, had it been in force; and why it is refused, if it is. */
export function previewSilence(product: Product, wanted: WantedSilence): SilencePreview & { fault: string | null } {
  const { engine, clock } = product.pipeline;
  const silence = asSilence(product, wanted, "preview");
  const preview = previewOf(silence, engine.incidents.all(), engine.deliveries.all(), clock.now());
  return { fault: faultOf(product, silence), ...preview };
}

/** Ends a silence before its time; returns it as it was. @throws Failure `silence.not-found`, `journal.*`, `server.stopping` */
export async function endSilence(product: Product, silenceId: string, actor: Actor): Promise<Silence> {
  const silence = listSilences(product).find(({ id }) => id === silenceId);
  if (silence === undefined) {
    throw new Failure("silence.not-found", "no such silence is in force or to come; it may have ended");
  }
  await act(product, { do: "end-silence", silenceId }, actor);
  return silence;
}

/** Why a silence is not to be had; null when nothing speaks against it. */
function faultOf({ pipeline, statuses, dimensions }: Product, silence: Silence): string | null {
  const names = { statuses: [...statuses], dimensions: [...dimensions] };
  for (const condition of silence.match) {
    const fault = matcherFault(condition, names);
    if (fault !== null) return `expected ${fault.expected}; got ${fault.got}`;
  }
  const zone = silence.weekly?.timeZone;
  if (zone !== undefined && !isTimeZone(zone)) {
    return "expected a time zone such as America/Sao_Paulo in weekly.timeZone; got another text";
  }
  return silenceFault(silence, pipeline.clock.now());
}

function asSilence({ pipeline }: Product, wanted: WantedSilence, id: string): Silence {
  const { match, startsAt = pipeline.clock.now(), endsAt, weekly, owner, reason } = wanted;
  const hours = weekly === undefined ? {} : { weekly };
  return { id, match, startsAt, endsAt, ...hours, owner: owner.trim(), reason: reason.trim() };
}
