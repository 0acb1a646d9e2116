import type { JSX } from "preact";
import { capitalised } from "../format.ts";
import { Warning } from "./icon.tsx";

/** Why something could not be done. */
export function Problem({ text }: { text: string | null }): JSX.Element | null {
  if (text === null) return null;
  return (
    <p class="problem" role="alert">
      <Warning /> {capitalised(text)}
    </p>
  );
}
