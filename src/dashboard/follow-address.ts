import { effect } from "@preact/signals";
import { hashOf, placeOf, queryOf, viewOf } from "./address.ts";
import type { Store } from "./store.ts";

/** Keeps the address and the store in step: what is shown can be sent as a link, and a link shows it. */
export function followAddress(store: Store): void {
  addEventListener("hashchange", () => {
    const place = placeOf(location.hash);
    store.view.value = viewOf(place.query, store.view.value);
    store.place.value = place;
  });
  // The charts' range and scope stay as they are on the way to another page and back.
  effect(() => {
    const view = queryOf(store.view.value);
    const place = store.place.value;
    if (place.page !== "live") return;
    const { range: _range, scope: _scope, ...others } = place.query;
    const query = { ...others, ...view };
    if (hashOf({ page: "live", query }) === hashOf({ page: "live", query: place.query })) return;
    store.place.value = { ...place, query };
  });
  effect(() => {
    const { page, id, query } = store.place.value;
    if (page === null) return;
    const hash = hashOf({ page, id, query });
    if (hash !== location.hash) history.replaceState(null, "", hash);
  });
}
