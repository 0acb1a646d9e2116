import type { JSX } from "preact";
import { scopeLabel } from "../../core/model/scope.ts";
import { formatRate } from "../format.ts";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";

/** What a screen on the wall says of itself: which time it is, whether it is alive, how to leave. */
export function WallLine(): JSX.Element {
  const store = useStore();
  const isLive = store.link.value.kind === "live";
  return (
    <p class="wall-line" data-testid="wall">
      <strong>{store.now.value === 0 ? "" : store.clock.value.second(store.now.value)}</strong>
      <span>{store.clock.value.place}</span>
      <span>{isLive ? t("live") : t("not connected")}</span>
      <span>{t("{rate} per second", { rate: formatRate(isLive ? store.perSecond.value : null) })}</span>
      <span>
        {scopeLabel(store.view.value.scope)}, {store.view.value.range.label}
      </span>
      <span>{t("Esc leaves the wallboard")}</span>
    </p>
  );
}
