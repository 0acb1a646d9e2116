import type { JSX } from "preact";
import { hashOf } from "../address.ts";
import { formatCount, formatRate, NOTHING } from "../format.ts";
import { Cross, Hourglass, Mark, StateShape } from "../frame/icon.tsx";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";
import { ClockPicker } from "./clock-picker.tsx";
import { overallState } from "./overall-state.ts";

export function Header(): JSX.Element {
  const store = useStore();
  const overview = store.overview.value;
  const isLive = store.link.value.kind === "live";
  const received = store.pulse.value?.received ?? overview?.received ?? null;
  return (
    <header class="header">
      <a class="brand" href={hashOf({ page: "live" })}>
        <Mark size={26} />
        <h1>Smokewatch</h1>
      </a>
      {overview?.isDemo === true && (
        <span class="chip" title={t("The transactions are simulated; nothing here is real")}>
          {t("demonstration traffic")}
        </span>
      )}
      {store.place.value.page !== "live" && <StateLink />}
      <dl class="vitals">
        <div>
          <dt>{t("per second")}</dt>
          <dd>{isLive ? formatRate(store.perSecond.value) : NOTHING}</dd>
        </div>
        <div>
          <dt>{t("received")}</dt>
          <dd>{formatCount(received)}</dd>
        </div>
        <div class="time">
          <dt>
            <ClockPicker />
          </dt>
          <dd>{store.now.value === 0 ? NOTHING : store.clock.value.second(store.now.value)}</dd>
        </div>
      </dl>
      <button type="button" class="find" onClick={() => (store.opened.value = "palette")}>
        {t("Find")} <kbd>Ctrl K</kbd>
      </button>
      <LinkState />
    </header>
  );
}

/** The state of the whole, where the live view does not show it large. */
function StateLink(): JSX.Element {
  const { kind, headline, progress } = overallState(useStore());
  return (
    <a class={`state-link is-${kind}`} href={hashOf({ page: "live" })}>
      <StateShape kind={kind} progress={progress} size={20} /> <span>{headline}</span>
    </a>
  );
}

function LinkState(): JSX.Element {
  const { link } = useStore();
  switch (link.value.kind) {
    case "live":
      return (
        <span class="link is-live">
          <span class="dot" /> {t("live")}
        </span>
      );
    case "lost":
      return (
        <span class="link is-lost">
          <Cross size={12} /> {t("not connected")}
        </span>
      );
    case "connecting":
    case "signed-out":
      return (
        <span class="link">
          <Hourglass size={12} /> {t("connecting")}
        </span>
      );
  }
}
