import type { JSX } from "preact";
import { hashOf } from "../address.ts";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";
import { pages } from "./pages.ts";

export function Navigation(): JSX.Element {
  const { place } = useStore();
  return (
    <nav class="navigation" aria-label={t("Pages")}>
      <ul>
        {pages.map(({ key, name }) => (
          <li key={key}>
            <a href={hashOf({ page: key })} aria-current={place.value.page === key ? "page" : undefined}>
              {t(name)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
