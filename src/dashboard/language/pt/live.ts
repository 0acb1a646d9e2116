import type { Dictionary } from "../language.ts";

export const live: Dictionary = {};
