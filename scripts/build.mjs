import { rmSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./program.mjs";
import { build, install, orExit, requireNode } from "./steps.mjs";

requireNode();
if (process.argv.includes("--clean")) rmSync(path.join(ROOT, "dist"), { recursive: true, force: true });
await orExit(install);
await orExit(() => build({ always: true }));
