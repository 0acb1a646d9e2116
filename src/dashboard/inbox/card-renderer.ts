import { AdaptiveCard, HostConfig, OpenUrlAction, SerializationContext } from "adaptivecards";
import { CardLineChart } from "./card-line-chart.ts";
import { hostConfig } from "./host-config.ts";
import { calledHtml } from "./plain-text.ts";

/** Draws a card with Microsoft's renderer; null when it is not a card. A file of its own, so that it is a chunk of its own. */
export function renderCard(content: unknown, isDark: boolean): HTMLElement | null {
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = calledHtml(text);
    result.didProcess = true;
  };
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig(hostConfig(isDark));
  card.onExecuteAction = (action) => {
    if (action instanceof OpenUrlAction && isWebAddress(action.url))
      window.open(action.url, "_blank", "noopener,noreferrer");
  };
  const context = new SerializationContext();
  context.elementRegistry.register("Chart.Line", CardLineChart);
  card.parse(content, context);
  return card.render() ?? null;
}

function isWebAddress(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\//i.test(url);
}
