import { ROOT, runTool } from "./program.mjs";
import { install, orExit, requireNode } from "./steps.mjs";

/** Which bench; what is left are its own flags. */
const [name] = process.argv.splice(2, 1);

/** Vite makes one file of the bench and the parts of `src/core` that it measures; the root is given so that its own config is not read. */
const BUNDLE = ["build", `bench/${name}`, "--ssr", "main.ts", "--outDir", `../../dist/bench/${name}`, "--emptyOutDir"];

requireNode();
await orExit(install);
await orExit(() => runTool("vite", [...BUNDLE, "--logLevel", "warn"]));
process.chdir(ROOT);
await import(`../dist/bench/${name}/main.js`);
