import { check } from "./checks.mjs";
import { install, orExit, requireNode } from "./steps.mjs";

requireNode();
await orExit(install);
process.exitCode = (await check()).length > 0 ? 1 : 0;
