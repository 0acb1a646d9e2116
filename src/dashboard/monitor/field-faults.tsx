import type { JSX } from "preact";
import { Warning } from "../frame/icon.tsx";
import { t } from "../language/language.ts";
import type { MonitorCheck } from "./monitor-api.ts";

/** What is wrong with a field, beside it. */
export function FieldFaults({ faults }: { faults: MonitorCheck["faults"] }): JSX.Element | null {
  if (faults.length === 0) return null;
  return (
    <ul class="faults" role="alert">
      {faults.map(({ field, expected, got }) => (
        <li key={`${field} ${got}`} class="problem">
          <Warning /> {t("Expected {expected}; got {got}", { expected, got })}
        </li>
      ))}
    </ul>
  );
}
