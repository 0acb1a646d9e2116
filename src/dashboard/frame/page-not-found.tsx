import type { JSX } from "preact";
import { hashOf } from "../address.ts";
import { t } from "../language/language.ts";

export function PageNotFound(): JSX.Element {
  return (
    <main class="page" data-testid="page-not-found">
      <h2>{t("There is no such page")}</h2>
      <p>
        {t("The address {address} names none. It may be incomplete: links are often cut when they are copied.", {
          address: location.hash,
        })}
      </p>
      <p>
        <a href={hashOf({ page: "live" })}>{t("To the live view")}</a>
      </p>
    </main>
  );
}
