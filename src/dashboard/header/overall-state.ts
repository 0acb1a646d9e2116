import { t, tn } from "../language/language.ts";
import type { Store } from "../store.ts";

export interface StateInWords {
  kind: "alert" | "calm" | "learning" | "waiting" | "unknown";
  headline: string;
  detail: string | null;
  /** The incident that the words speak of. */
  incidentId: string | null;
  /** From 0 to 1, how much of what is needed has been seen. */
  progress: number;
}

/** The state of the whole operation as it is read from across the room. */
export function overallState(store: Pick<Store, "overview" | "pulse" | "firing" | "link">): StateInWords {
  const { kind } = store.link.value;
  const overview = store.overview.value;
  if (overview === null) return inWords("unknown", kind === "connecting" ? t("Connecting") : t("Not connected"));
  if (kind === "lost") return inWords("unknown", t("Not connected"));
  const state = store.pulse.value?.state ?? overview.state;
  switch (state) {
    case "waiting":
      return inWords("waiting", t("Nothing received yet"));
    case "learning":
      return learningInWords(store.pulse.value?.ticksSeen ?? overview.ticksSeen, overview.ticksToLearn);
    case "calm":
      return inWords("calm", t("Calm"));
    case "alert":
      return alertInWords(store.firing.value);
  }
}

function inWords(kind: StateInWords["kind"], headline: string): StateInWords {
  return { kind, headline, detail: null, incidentId: null, progress: 1 };
}

function learningInWords(ticksSeen: number, ticksToLearn: number): StateInWords {
  const seen = Math.min(ticksSeen, ticksToLearn);
  if (seen === ticksToLearn) {
    const detail = t("What came in earlier is gone through first; the state of now follows.");
    return { ...inWords("learning", t("Catching up")), detail };
  }
  return {
    ...inWords("learning", t("Learning: {seen} of {all} ticks", { seen, all: ticksToLearn })),
    detail: t("Judging begins when enough has been seen to know what is normal."),
    progress: seen / ticksToLearn,
  };
}

function alertInWords(firing: Store["firing"]["value"]): StateInWords {
  const [first] = firing;
  const subject = tn(Math.max(1, firing.length), "{n} incident", "{n} incidents");
  return {
    ...inWords("alert", first === undefined ? subject : `${subject}: ${first.title}`),
    detail: first?.members[0]?.reason ?? null,
    incidentId: first?.id ?? null,
  };
}
