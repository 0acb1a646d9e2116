import { defineConfig } from "vite";

export default defineConfig({
  root: "src/dashboard",
  // Relative addresses, so that the page also works below a path of a reverse proxy.
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../../dist/dashboard",
    emptyOutDir: true,
    // Without a polyfill no inline script is needed, which the content security policy refuses.
    modulePreload: { polyfill: false },
    // The card renderer is a large chunk that is fetched only when a message is opened.
    chunkSizeWarningLimit: 700,
    assetsInlineLimit: 0,
  },
});
