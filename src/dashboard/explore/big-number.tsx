import type { JSX } from "preact";
import { NOTHING } from "../format.ts";
import { locale } from "../language/language.ts";

export function BigNumber({ name, value }: { name: string; value: number }): JSX.Element {
  const text = new Intl.NumberFormat(locale.value, { maximumFractionDigits: 4 }).format(value);
  return (
    <p class="big-number">
      <strong>{Number.isNaN(value) ? NOTHING : text}</strong>
      <span>{name}</span>
    </p>
  );
}
