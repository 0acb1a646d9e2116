import type { Dictionary } from "../language.ts";

export const explore: Dictionary = {};
