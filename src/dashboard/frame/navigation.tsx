import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { hashOf, type PageKey } from "../address.ts";
import { isUndelivered } from "../inbox/delivery-in-words.ts";
import { t, tn } from "../language/language.ts";
import { useStore, type Store } from "../store.ts";
import { MoreIcon, PageIcon } from "./page-icon.tsx";
import { pages, type Page } from "./pages.ts";

/** Beside each other at the bottom of a phone; the others are behind "More" there. */
const AT_HAND = 4;

/** A rail at the side, or a bar at the bottom of a phone. */
export function Navigation(): JSX.Element {
  const { place } = useStore();
  const more = useRef<HTMLUListElement>(null);
  const others = pages.slice(AT_HAND);
  const isOther = others.some(({ key }) => key === place.value.page);
  return (
    <nav class="navigation" aria-label={t("Pages")}>
      <ul>
        {pages.map((page, index) => (
          <PageLink key={page.key} page={page} isAtHand={index < AT_HAND} />
        ))}
        <li class="more-pages">
          <button type="button" popovertarget="more-pages" class={isOther ? "is-current" : ""}>
            <MoreIcon />
            <span>{t("More")}</span>
          </button>
        </li>
      </ul>
      <ul id="more-pages" popover="auto" ref={more} onClick={() => more.current?.hidePopover()}>
        {others.map((page) => (
          <PageLink key={page.key} page={page} isAtHand />
        ))}
      </ul>
    </nav>
  );
}

function PageLink({ page: { key, name }, isAtHand }: { page: Page; isAtHand: boolean }): JSX.Element {
  const store = useStore();
  const badge = badgeOf(store, key);
  return (
    <li class={isAtHand ? "" : "is-further"}>
      <a href={hashOf({ page: key })} aria-current={store.place.value.page === key ? "page" : undefined}>
        <PageIcon page={key} />
        <span>{t(name)}</span>
        {badge !== null && (
          <span class={`badge ${badge.isAlarm ? "is-alarm" : ""}`}>
            {badge.count}
            <span class="unseen"> {badge.meaning}</span>
          </span>
        )}
      </a>
    </li>
  );
}

interface Badge {
  count: number;
  meaning: string;
  isAlarm: boolean;
}

function badgeOf({ firing, deliveries }: Store, page: PageKey): Badge | null {
  if (page === "incidents" && firing.value.length > 0) {
    const count = firing.value.length;
    return { count, meaning: tn(count, "open incident", "open incidents"), isAlarm: true };
  }
  const undelivered = page === "inbox" ? deliveries.value.filter(isUndelivered).length : 0;
  if (undelivered === 0) return null;
  return {
    count: undelivered,
    meaning: tn(undelivered, "undelivered message", "undelivered messages"),
    isAlarm: false,
  };
}
