import type { Dictionary } from "../language.ts";

export const analyse: Dictionary = {
  Analyse: "Analisar",
};
