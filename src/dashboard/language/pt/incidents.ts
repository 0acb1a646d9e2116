import type { Dictionary } from "../language.ts";

export const incidents: Dictionary = {};
