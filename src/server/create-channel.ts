import type { Channel, LinksFor } from "./channel/channel.ts";
import { createTeamsChannel } from "./channel/teams/teams.ts";
import type { ChannelConfiguration } from "./config/channel/channel-configuration.ts";

/** The channel that a configuration describes. With start.ts, the only place that names these technologies together. */
export function createChannel(channel: ChannelConfiguration, linksFor: LinksFor): Channel {
  const common = { name: channel.name, linksFor, allowPrivateAddresses: channel.allowPrivate };
  switch (channel.kind) {
    case "teams":
      return createTeamsChannel({ ...common, url: channel.url });
    case "slack":
    case "webhook":
    case "pagerduty":
    case "email":
      return createEmailChannel({ ...channel, ...common });
    case "alertmanager":
    case "inbox":
      throw new Error(`channel ${channel.name}: ${channel.kind} is not built yet`);
  }
}
