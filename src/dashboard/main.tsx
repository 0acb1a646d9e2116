import { effect } from "@preact/signals";
import { render } from "preact";
import { followAddress } from "./follow-address.ts";
import { App } from "./app.tsx";
import { Connection } from "./connection.ts";
import { startLanguage } from "./language/language.ts";
import { palette } from "./palette.ts";
import { createStore, StoreProvider } from "./store.ts";
import { showStateInTab } from "./tab.ts";
import "uplot/dist/uPlot.min.css";
import "./style.css";

const store = createStore(location);
const connection = new Connection(store);

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => (store.palette.value = palette()));

await startLanguage();
followAddress(store);
let isFirstView = true;
effect(() => {
  void store.view.value;
  if (!isFirstView) connection.followView();
  isFirstView = false;
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
