import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Incident } from "../../core/model/incident.ts";
import { actOnIncident } from "../api.ts";
import { Problem } from "../frame/problem.tsx";
import { t, tn } from "../language/language.ts";
import { type DeedRunner, useDeed } from "../person/use-deed.ts";
import { useStore, withEntry } from "../store.ts";

export interface BulkAcknowledge extends DeedRunner {
  /** Those that were acknowledged last and can be given back. */
  done: readonly string[];
  acknowledge: (chosen: readonly Incident[]) => void;
  undo: () => void;
}

export function canAcknowledge({ state }: Incident): boolean {
  return state !== "resolved" && state !== "acknowledged";
}

/** Acknowledges several incidents, one after the other, and can take that back. */
export function useBulkAcknowledge(): BulkAcknowledge {
  const { incidents } = useStore();
  const runner = useDeed();
  const [done, setDone] = useState<readonly string[]>([]);
  const each = async (ids: readonly string[], deed: "acknowledge" | "unacknowledge", by: string): Promise<void> => {
    for (const id of ids) {
      const changed = await actOnIncident(id, deed, {}, by);
      incidents.value = withEntry(incidents.value, changed);
    }
  };
  return {
    ...runner,
    done,
    acknowledge: (chosen) => {
      const ids = chosen.filter(canAcknowledge).map(({ id }) => id);
      if (ids.length === 0) return;
      runner.run(async (by) => {
        await each(ids, "acknowledge", by);
        setDone(ids);
      });
    },
    undo: () =>
      runner.run(async (by) => {
        await each(done, "unacknowledge", by);
        setDone([]);
      }),
  };
}

export function BulkBar({ bulk, chosen }: { bulk: BulkAcknowledge; chosen: readonly Incident[] }): JSX.Element | null {
  const able = chosen.filter(canAcknowledge);
  const { done, isBusy, problem } = bulk;
  return (
    <div class="bulk" role="status">
      {able.length > 0 && (
        <button type="button" class="primary" disabled={isBusy} onClick={() => bulk.acknowledge(able)}>
          {tn(able.length, "Acknowledge {n} incident", "Acknowledge {n} incidents")}
        </button>
      )}
      {able.length === 0 && done.length > 0 && (
        <p>
          {tn(done.length, "{n} incident is acknowledged.", "{n} incidents are acknowledged.")}{" "}
          <button type="button" class="link-like" disabled={isBusy} onClick={bulk.undo}>
            {t("Undo")}
          </button>
        </p>
      )}
      <Problem text={problem} />
    </div>
  );
}
