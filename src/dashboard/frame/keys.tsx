import { Fragment, type JSX } from "preact";
import { t } from "../language/language.ts";

/** Keys of a shortcut as they stand on the keyboard: one, or several one after the other. */
export function Keys({ keys }: { keys: string }): JSX.Element {
  return (
    <span class="keys">
      {keys.split(" ").map((key, index) => (
        <Fragment key={`${index} ${key}`}>
          {index > 0 && ` ${t("and then")} `}
          <kbd>{key}</kbd>
        </Fragment>
      ))}
    </span>
  );
}
