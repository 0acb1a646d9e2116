import type { ChannelReport } from "../../core/model/channel-report.ts";
import { formatCount } from "../format.ts";
import { t } from "../language/language.ts";

/** "12 delivered · 1 waiting · 2 failed"; what is none is left out. */
export function countsInWords({ messages }: ChannelReport): string {
  const counts = [
    [messages.delivered, t("delivered")],
    [messages.kept, t("kept")],
    [messages.planned, t("waiting")],
    [messages.failed, t("failed")],
  ] as const;
  const told = counts.filter(([count]) => count > 0).map(([count, word]) => `${formatCount(count)} ${word}`);
  return told.length === 0 ? t("no message yet") : told.join(" \u00B7 ");
}

/**
 * off      it sends nothing
 * unknown  no message was tried yet
 * well     the newest message that was tried arrived
 * ill      it did not
 */
export type ChannelHealth = "off" | "unknown" | "well" | "ill";

export function healthOf({ sends, lastAnswer }: ChannelReport): ChannelHealth {
  if (!sends) return "off";
  if (lastAnswer === null) return "unknown";
  return lastAnswer.state === "delivered" ? "well" : "ill";
}

export function healthInWords(health: ChannelHealth): string {
  switch (health) {
    case "off":
      return t("sends nothing");
    case "unknown":
      return t("not tried yet");
    case "well":
      return t("delivers");
    case "ill":
      return t("does not deliver");
  }
}
