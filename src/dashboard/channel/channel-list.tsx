import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ChannelReport } from "../../core/model/channel-report.ts";
import { hashOf } from "../address.ts";
import { testChannel } from "../api.ts";
import { Hourglass, Tick, Tray, Warning } from "../frame/icon.tsx";
import { Problem } from "../frame/problem.tsx";
import { deliveryStateWord } from "../inbox/delivery-in-words.ts";
import { useDeed } from "../person/use-deed.ts";
import { useStore } from "../store.ts";
import { type ChannelHealth, countsInWords, healthOf } from "./channel-in-words.ts";

export function ChannelList(): JSX.Element | null {
  const channels = useStore().channels.value;
  if (channels.length === 0) return null;
  const failed = channels.reduce((sum, { messages }) => sum + messages.failed, 0);
  return (
    <section class="card list channels" aria-label="Channels">
      <header>
        <h2>Channels</h2>
        <span>{failed > 0 ? `${failed} undelivered` : "how people are told"}</span>
      </header>
      <p class="meta">
        <a href={hashOf({ page: "channels", id: "routes" })}>Where would an incident go?</a>
      </p>
      <ul>
        {channels.map((channel) => (
          <ChannelEntry key={channel.name} channel={channel} />
        ))}
      </ul>
    </section>
  );
}

function ChannelEntry({ channel }: { channel: ChannelReport }): JSX.Element {
  const { clock, now } = useStore();
  const health = healthOf(channel);
  const { name, kind, lastAnswer, lastDeliveredAt } = channel;
  return (
    <li class={`entry with-button is-${health}`} data-testid="channel" data-health={health}>
      <span class="entry-icon">
        <HealthGlyph health={health} />
      </span>
      <span class="entry-text">
        <span class="entry-line">
          <strong>{name}</strong>
          <span>{kind}</span>
        </span>
        <span class="meta">
          {countsInWords(channel)}
          {lastDeliveredAt !== null && ` \u00B7 last ${clock.value.moment(lastDeliveredAt, now.value)}`}
        </span>
        {health === "ill" && typeof lastAnswer?.text === "string" && <span class="reason">{lastAnswer.text}</span>}
        {health === "off" && <span class="meta">no address is configured: messages stay in the inbox</span>}
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
        aria-label={`Send a test message to ${name}`}
        onClick={() => run(async (by) => setSentId((await testChannel(name, by)).id))}
      >
        Send a test
      </button>
      {sent !== undefined && (
        <span class={`meta delivery is-${sent.state}`} data-testid="test-outcome">
          Test: {deliveryStateWord(sent)}
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
