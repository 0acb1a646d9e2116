import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ChannelReport } from "../../core/model/channel-report.ts";
import { hashOf } from "../address.ts";
import { testChannel } from "../api.ts";
import { Hourglass, Tick, Tray, Warning } from "../frame/icon.tsx";
import { Problem } from "../frame/problem.tsx";
import { deliveryStateWord } from "../inbox/delivery-in-words.ts";
import { t } from "../language/language.ts";
import { useDeed } from "../person/use-deed.ts";
import { useStore } from "../store.ts";
import { type ChannelHealth, countsInWords, healthInWords, healthOf } from "./channel-in-words.ts";

/** How each channel is, beside other things. */
export function ChannelList(): JSX.Element | null {
  const channels = useStore().channels.value;
  if (channels.length === 0) return null;
  const failed = channels.reduce((sum, { messages }) => sum + messages.failed, 0);
  return (
    <section class="card list channels" aria-label={t("Channels")}>
      <header>
        <h2>{t("Channels")}</h2>
        <span>{failed > 0 ? t("{n} undelivered", { n: failed }) : t("how people are told")}</span>
      </header>
      <ul>
        {channels.map((channel) => (
          <ChannelEntry key={channel.name} channel={channel} />
        ))}
      </ul>
      <a class="more" href={hashOf({ page: "channels", id: "routes" })}>
        {t("Where would an incident go?")}
      </a>
    </section>
  );
}

export function ChannelEntry({ channel }: { channel: ChannelReport }): JSX.Element {
  const { clock, now } = useStore();
  const health = healthOf(channel);
  const { name, kind, lastAnswer, lastDeliveredAt } = channel;
  const last = lastDeliveredAt === null ? null : clock.value.moment(lastDeliveredAt, now.value);
  return (
    <li class={`entry with-button is-${health}`} data-testid="channel" data-health={health}>
      <span class="entry-icon">
        <HealthGlyph health={health} />
      </span>
      <span class="entry-text">
        <span class="entry-line">
          <strong>{name}</strong>
          <span>
            {kind}, {healthInWords(health)}
          </span>
        </span>
        <span class="meta">
          <a href={hashOf({ page: "inbox", query: { channel: name } })}>{countsInWords(channel)}</a>
          {last !== null && ` \u00B7 ${t("last {time}", { time: last })}`}
        </span>
        {health === "ill" && typeof lastAnswer?.text === "string" && <span class="reason">{lastAnswer.text}</span>}
        {health === "off" && <span class="meta">{t("no address is configured: messages stay in the inbox")}</span>}
        <TestOutcome name={name} />
      </span>
    </li>
  );
}

/** The button, and what became of the message that it sent. */
function TestOutcome({ name }: { name: string }): JSX.Element {
  const { deliveries } = useStore();
  const { run, isBusy, problem } = useDeed();
  const [sentId, setSentId] = useState<string | null>(null);
  const sent = deliveries.value.find(({ id }) => id === sentId);
  return (
    <span class="test" aria-live="polite">
      <button
        type="button"
        disabled={isBusy}
        aria-label={t("Send a test message to {name}", { name })}
        onClick={() => run(async (by) => setSentId((await testChannel(name, by)).id))}
      >
        {t("Send a test")}
      </button>
      {sent !== undefined && (
        <span class={`meta delivery is-${sent.state}`} data-testid="test-outcome">
          {t("Test: {state}", { state: deliveryStateWord(sent) })}
        </span>
      )}
      <Problem text={problem} />
    </span>
  );
}

function HealthGlyph({ health }: { health: ChannelHealth }): JSX.Element {
  switch (health) {
    case "off":
      return <Tray size={15} />;
    case "unknown":
      return <Hourglass size={15} />;
    case "well":
      return <Tick size={15} />;
    case "ill":
      return <Warning size={15} />;
  }
}
