import type { JSX } from "preact";
import { useStore } from "../store.ts";
import { statusLabel } from "../format.ts";
import { t } from "../language/language.ts";
import { useExplanation } from "../routing/use-explanation.ts";

/** Who would be told of an incident that the monitor opens. */
export function RoutePreview({ by, statuses }: { by: string; statuses: readonly string[] }): JSX.Element | null {
  const overview = useStore().overview.value;
  const [status] = statuses;
  const scope = by === "" ? "all" : (overview?.scopes.find(({ key }) => key.startsWith(`${by}=`))?.key ?? `${by}=?`);
  const { explanation } = useExplanation({ status: status ?? "denied", scope, severity: "major" });
  if (explanation === null || status === undefined) return null;
  const taken = explanation.routes.filter((route) => route.taken).map(({ name }) => name);
  const channels = explanation.channels.map(({ name }) => name);
  return (
    <p class="meta" data-testid="route-preview">
      {channels.length === 0
        ? t("Nobody would be told of a major incident of {status}: no channel is configured.", {
            status: statusLabel(status),
          })
        : t("A major incident of {status} would be told to {channels}, by {routes}.", {
            status: statusLabel(status),
            channels: channels.join(", "),
            routes: taken.join(", ") || t("no route"),
          })}
    </p>
  );
}
