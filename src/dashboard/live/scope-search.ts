import type { ScopeSummary } from "../../core/model/overview.ts";
import { ALL_TRAFFIC, scopeLabel } from "../../core/model/scope.ts";

/** Without accents and capitals: nobody types them in a hurry. */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{Diacritic}/gu, "")
    .toLowerCase();
}

/** Scopes that hold every word of `text`: all traffic first, then those in alarm, then the others as they came. */
export function matchingScopes(scopes: readonly ScopeSummary[], text: string): ScopeSummary[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const rank = ({ key, alerting }: ScopeSummary): number => (key === ALL_TRAFFIC ? 0 : alerting.length > 0 ? 1 : 2);
  return scopes
    .filter((scope) => {
      const name = plain(`${scope.key} ${labelOf(scope)}`);
      return words.every((word) => name.includes(word));
    })
    .toSorted((one, other) => rank(one) - rank(other));
}

export function labelOf({ key, label }: Pick<ScopeSummary, "key" | "label">): string {
  const text = label === "" ? scopeLabel(key) : label;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
