import type { Trend } from "../../core/stats/trend.ts";
import { english } from "../language/language.ts";

export const TREND_WORDS: Record<Trend, string> = {
  "falling a lot": english("falling a lot"),
  falling: english("falling"),
  steady: english("steady"),
  rising: english("rising"),
  "rising a lot": english("rising a lot"),
};
