import type { JSX } from "preact";
import type { PageProps } from "../frame/pages.ts";
import { t } from "../language/language.ts";
import { RouteQuestion } from "../routing/route-question.tsx";
import { SilenceList } from "../silence/silence-list.tsx";
import { useStore } from "../store.ts";
import { ChannelEntry } from "./channel-list.tsx";

/** How people are told, and which way an incident would take; "routes" in the place of a channel's name asks for the latter. */
export function ChannelsPage({ id }: PageProps): JSX.Element {
  const channels = useStore().channels.value;
  return (
    <main class="page channels-page">
      <header class="page-head">
        <h2>{t("Channels")}</h2>
        <p class="meta">{t("how people are told")}</p>
      </header>
      <div class="two-columns">
        <div class="column">
          <section class="card list channels" aria-label={t("Channels")}>
            {channels.length === 0 && (
              <p class="empty">
                {t(
                  "No channel is configured. Name one under channels in the configuration file; docs/channels tells of each kind.",
                )}
              </p>
            )}
            <ul>
              {channels.map((channel) => (
                <ChannelEntry key={channel.name} channel={channel} />
              ))}
            </ul>
          </section>
          <SilenceList />
        </div>
        <RouteQuestion isAsked={id === "routes"} />
      </div>
    </main>
  );
}
