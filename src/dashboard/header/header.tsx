import type { JSX } from "preact";
import { hashOf } from "../address.ts";
import { formatCount, formatRate } from "../format.ts";
import { Cross, Hourglass, Mark } from "../frame/icon.tsx";
import { useStore } from "../store.ts";

export function Header(): JSX.Element {
  const store = useStore();
  const overview = store.overview.value;
  const isLive = store.link.value.kind === "live";
  const isAnalysis = store.place.value.kind === "analyse";
  const received = store.pulse.value?.received ?? overview?.received ?? null;
  return (
    <header class="header">
      <a class="brand" href="#/">
        <Mark size={26} />
        <h1>Smokewatch</h1>
      </a>
      <nav class="places" aria-label="Pages">
        <a href={hashOf({ kind: "charts" })} aria-current={isAnalysis ? undefined : "page"}>
          Live
        </a>
        <a href={hashOf({ kind: "analyse", id: null })} aria-current={isAnalysis ? "page" : undefined}>
          Analyse
        </a>
      </nav>
      {overview?.isDemo === true && (
        <span class="chip" title="The transactions are simulated; nothing here is real">
          demonstration traffic
        </span>
      )}
      <dl class="vitals">
        <div>
          <dt>per second</dt>
          <dd>{isLive ? formatRate(store.perSecond.value) : formatRate(null)}</dd>
        </div>
        <div>
          <dt>received</dt>
          <dd>{formatCount(received)}</dd>
        </div>
        <div class="time">
          <dt>{store.clock.value.place}</dt>
          <dd>{store.now.value === 0 ? formatRate(null) : store.clock.value.second(store.now.value)}</dd>
        </div>
      </dl>
      <LinkState />
    </header>
  );
}

function LinkState(): JSX.Element {
  const { link } = useStore();
  switch (link.value.kind) {
    case "live":
      return (
        <span class="link is-live">
          <span class="dot" /> live
        </span>
      );
    case "lost":
      return (
        <span class="link is-lost">
          <Cross size={12} /> not connected
        </span>
      );
    case "connecting":
    case "signed-out":
      return (
        <span class="link">
          <Hourglass size={12} /> connecting
        </span>
      );
  }
}
