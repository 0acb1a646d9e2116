import { createAlertmanagerChannel } from "./channel/alertmanager/alertmanager.ts";
import type { Channel, LinksFor } from "./channel/channel.ts";
import { createEmailChannel } from "./channel/email/email.ts";
import { createInboxChannel } from "./channel/inbox.ts";
import { createPagerDutyChannel } from "./channel/pagerduty/pagerduty.ts";
import { createSlackChannel } from "./channel/slack/slack.ts";
import { createTeamsChannel } from "./channel/teams/teams.ts";
import { createWebhookChannel } from "./channel/webhook/webhook.ts";
import type { ChannelConfiguration } from "./config/channel/channel-configuration.ts";

interface Surroundings {
  /** Where people reach this product. */
  publicUrl: string;
  linksFor: LinksFor;
}

/** The channel that a configuration describes. With start.ts, the only place that names these technologies together. */
export function createChannel(channel: ChannelConfiguration, { publicUrl, linksFor }: Surroundings): Channel {
  const common = { linksFor, allowPrivateAddresses: channel.allowPrivate };
  switch (channel.kind) {
    case "teams":
      return createTeamsChannel({ ...common, name: channel.name, url: channel.url });
    case "slack":
      return createSlackChannel({ ...channel, ...common });
    case "webhook":
      return createWebhookChannel({ ...channel, ...common, publicUrl });
    case "pagerduty":
      return createPagerDutyChannel({ ...channel, ...common });
    case "inbox":
      return createInboxChannel({ ...channel, ...common });
    case "email":
      return createEmailChannel({ ...channel, ...common });
    case "alertmanager":
      return createAlertmanagerChannel({ ...channel, ...common });
  }
}
