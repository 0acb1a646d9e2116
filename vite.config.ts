import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

/** Each file compressed beside itself, so that the server need not do it for every visitor. */
const compressed: Plugin = {
  name: "compressed",
  writeBundle({ dir = "" }, bundle) {
    for (const name of Object.keys(bundle)) {
      const file = path.join(dir, name);
      writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
    }
  },
};

export default defineConfig({
  root: "src/dashboard",
  // Relative addresses, so that the page also works below a path of a reverse proxy.
  base: "./",
  plugins: [compressed],
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
