import { build, install, orExit, requireNode } from "./steps.mjs";

requireNode();
await orExit(install);
await orExit(build);

// A first word that is no flag is another command: `npm start -- serve --port 5000`.
const [first = "", ...rest] = process.argv.slice(2);
const isFlag = first === "" || (first.startsWith("-") && !["-h", "--help", "-V", "--version"].includes(first));
const words = isFlag ? ["demo", first, ...rest].filter((word) => word !== "") : [first, ...rest];
process.argv = [process.execPath, "smokewatch", ...words];
await import("../dist/cli/main.js");
