import type { Dictionary } from "../language.ts";

export const monitors: Dictionary = {};
