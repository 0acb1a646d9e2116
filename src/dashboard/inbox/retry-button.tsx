import type { JSX } from "preact";
import type { Delivery } from "../../core/model/delivery.ts";
import { retryDelivery } from "../api.ts";
import { Problem } from "../frame/problem.tsx";
import { t } from "../language/language.ts";
import { useDeed } from "../person/use-deed.ts";
import { useStore, withEntry } from "../store.ts";

/** For a message that was given up. */
export function RetryButton({ delivery }: { delivery: Delivery }): JSX.Element | null {
  const { deliveries } = useStore();
  const { run, isBusy, problem } = useDeed();
  if (delivery.state !== "failed") return null;
  const retry = (): void =>
    run(async (by) => {
      const planned = await retryDelivery(delivery.id, by);
      const known = deliveries.value.find(({ id }) => id === planned.id);
      // What the attempt led to may have come before the answer.
      if (known?.state === "failed") deliveries.value = withEntry(deliveries.value, planned);
    });
  return (
    <span class="retry">
      <button
        type="button"
        disabled={isBusy}
        aria-label={t("Try again: {title}", { title: delivery.message.title })}
        onClick={retry}
      >
        {t("Try again")}
      </button>
      <Problem text={problem} />
    </span>
  );
}
