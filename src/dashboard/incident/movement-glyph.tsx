import type { JSX } from "preact";
import type { Movement } from "../../core/model/incident-explanation.ts";
import { t } from "../language/language.ts";

const SIGNS: Record<Movement, string> = { above: "\u25B2", below: "\u25BC", usual: "=", unknown: "?" };

/** A shape and a word, so that neither the colour nor the shape is needed. */
export function MovementWord({ movement }: { movement: Movement }): JSX.Element {
  return (
    <span class={`movement is-${movement}`} data-movement={movement}>
      <span aria-hidden="true">{SIGNS[movement]}</span> {wordOf(movement)}
    </span>
  );
}

function wordOf(movement: Movement): string {
  switch (movement) {
    case "above":
      return t("above");
    case "below":
      return t("below");
    case "usual":
      return t("as usual");
    case "unknown":
      return t("unknown");
  }
}
