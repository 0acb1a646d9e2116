import type { Dictionary } from "../language.ts";

export const channels: Dictionary = {};
