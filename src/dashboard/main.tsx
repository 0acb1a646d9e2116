import { effect } from "@preact/signals";
import { render } from "preact";
import { placeOf, searchOf } from "./address.ts";
import { App } from "./app.tsx";
import { Connection } from "./connection.ts";
import { palette } from "./palette.ts";
import { createStore, StoreProvider } from "./store.ts";
import { showStateInTab } from "./tab.ts";
import "uplot/dist/uPlot.min.css";
import "./style.css";

const store = createStore(location);
const connection = new Connection(store);

addEventListener("hashchange", () => (store.place.value = placeOf(location.hash)));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => (store.palette.value = palette()));

let isFirstView = true;
effect(() => {
  const search = searchOf(store.view.value);
  if (isFirstView) {
    isFirstView = false;
    return;
  }
  history.replaceState(null, "", `${location.pathname}${search}${location.hash}`);
  connection.followView();
});
effect(() => void (document.documentElement.dataset["link"] = store.link.value.kind));
effect(() => showStateInTab(store));

const root = document.querySelector("#app");
if (root !== null) {
  render(
    <StoreProvider value={store}>
      <App onSignedIn={() => connection.restart()} />
    </StoreProvider>,
    root,
  );
}
connection.start();
