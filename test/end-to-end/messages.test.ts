import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type * as AdaptiveCardsModule from "adaptivecards";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Message, type MessageEvent } from "../../src/core/model/message.ts";
import type { MessageLinks } from "../../src/server/channel/channel.ts";
import { mailOf } from "../../src/server/channel/email/mail.ts";
import { adaptiveCard, LARGEST_BODY_BYTES } from "../../src/server/channel/teams/adaptive-card.ts";
import { hostConfig } from "../../src/dashboard/inbox/host-config.ts";
import { DESKTOP, excessWidth, hasBrowser, launchBrowser, PHONE } from "../support/browser.ts";
import { messageLike } from "../support/examples.ts";
import { ROOT } from "../support/run-program.ts";

/** Pictures of every message, to look at; not kept in the repository. */
const ARTEFACTS = path.join(ROOT, "artefacts", "messages");
const RENDERER = createRequire(import.meta.url).resolve("adaptivecards/dist/adaptivecards.js");
/** As wide as Teams draws a card. */
const WIDTHS = { desktop: { ...DESKTOP, width: 620 }, phone: { ...PHONE, width: 340 } };

const at = Date.parse("2025-07-13T17:36:00Z");
const aboutIncidents = new Set<MessageEvent>([
  "opened",
  "updated",
  "reopened",
  "flapping",
  "acknowledged",
  "resolved",
  "reminder",
  "escalated",
]);

function linksOf(event: MessageEvent): MessageLinks {
  const open = "https://smoke.example.com/#/incidents/12";
  if (!aboutIncidents.has(event)) return { open };
  return { open, acknowledge: "https://smoke.example.com/act/a", silence: "https://smoke.example.com/act/s" };
}

function messageOf(event: MessageEvent): Message {
  const isIncident = aboutIncidents.has(event);
  return messageLike({
    event,
    at,
    title: isIncident ? "denied is far above normal, issuer Aurora" : `${event}: what it is about`,
    summary: "49 denied in the minute of 14:35, where about 2 are normal; 5 of 6 carry the code 59 (suspected fraud).",
    facts: [
      { name: "Where", value: "issuer Aurora, all traffic" },
      { name: "Since", value: "13 Jul, 14:30 GMT-3" },
      { name: "Surplus", value: "231 to 260 denied (expected, hour before, day before)" },
      { name: "Peak of denied", value: "49 at 14:35, 2 expected" },
    ],
    trail: isIncident
      ? Array.from({ length: 41 }, (_, i) => ({
          at: at - (40 - i) * 60_000,
          value: i < 30 ? 2 + (i % 3) : 30 + i,
          expected: 2.4,
        }))
      : [],
    mentions: event === "escalated" ? ["Ana Silva <ana@corp.com>"] : [],
    runbook: isIncident ? "https://wiki.example.com/denied" : null,
    timeZone: "America/Sao_Paulo",
    ...(isIncident ? {} : { incident: null }),
  });
}

/** Microsoft's renderer as it is published, in a page of its own. */
async function drawnCard(page: Page, event: MessageEvent): Promise<void> {
  const card = adaptiveCard(messageOf(event), linksOf(event)).attachments[0].content;
  await page.setContent('<!doctype html><body style="margin:0"><div id="card"></div></body>');
  await page.addScriptTag({ path: RENDERER });
  await page.evaluate(
    ([content, config]) => {
      const { AdaptiveCards } = globalThis as unknown as { AdaptiveCards: typeof AdaptiveCardsModule };
      const drawing = new AdaptiveCards.AdaptiveCard();
      drawing.hostConfig = new AdaptiveCards.HostConfig(config);
      drawing.parse(content);
      const element = drawing.render();
      if (element !== undefined) document.querySelector("#card")?.append(element);
    },
    [card as object, hostConfig(false)] as const,
  );
}

describe.skipIf(!hasBrowser)("messages in a browser", () => {
  let browser: Browser;

  beforeAll(async () => {
    mkdirSync(ARTEFACTS, { recursive: true });
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser.close();
  });

  test.each(Message.properties.event.enum)(
    "Microsoft's renderer draws the card of %s, on a phone too",
    async (event) => {
      const bytes = Buffer.byteLength(JSON.stringify(adaptiveCard(messageOf(event), linksOf(event))));
      expect(bytes).toBeLessThan(LARGEST_BODY_BYTES);
      for (const [name, viewport] of Object.entries(WIDTHS)) {
        const page = await browser.newPage({ viewport });
        await drawnCard(page, event);
        const card = page.locator(".ac-adaptiveCard");
        const text = await card.innerText();
        expect(text).toContain(messageOf(event).title);
        expect(text).toContain("suspected fraud");
        expect(await excessWidth(page)).toBe(0);
        const isIncident = aboutIncidents.has(event);
        // It knows no charts: what it draws is the fallback, each row of bars on one line.
        expect(/▁/.test(text), "bars of text").toBe(isIncident);
        for (const bars of await page.getByText(/[▁▂▃▄▅▆▇█]{4}/).all()) {
          expect((await bars.boundingBox())?.height ?? 0).toBeLessThan(30);
        }
        const buttons = await card.locator(".ac-pushButton").allInnerTexts();
        expect(buttons).toEqual(
          isIncident ? ["Open in Smokewatch", "Acknowledge", "Silence for 1 hour", "Runbook"] : ["Open in Smokewatch"],
        );
        await card.screenshot({ path: path.join(ARTEFACTS, `card-${event}-${name}.png`) });
        await page.close();
      }
    },
  );

  test.each(["light", "dark"] as const)(
    "a mail can be read in a %s mail program, on a phone too",
    async (colorScheme) => {
      const mail = mailOf(messageOf("opened"), linksOf("opened"), {
        from: "smoke@example.com",
        to: ["ops@example.com"],
      });
      const html = mail.html.replace(`cid:${mail.picture?.cid}`, `data:image/png;base64,${mail.picture?.png}`);
      for (const [name, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
        const page = await browser.newPage({ viewport, colorScheme, deviceScaleFactor: 2 });
        await page.setContent(html);
        expect(await excessWidth(page)).toBe(0);
        expect(await page.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1120);
        expect(await page.getByRole("link").allInnerTexts()).toEqual([
          "Open in Smokewatch",
          "Acknowledge",
          "Silence for 1 hour",
          "Runbook",
        ]);
        expect(await contrastOfText(page)).toBeGreaterThan(7);
        await page.screenshot({ path: path.join(ARTEFACTS, `mail-${colorScheme}-${name}.png`), fullPage: true });
        await page.close();
      }
    },
  );
});

/** Between the colour of a fact and what is behind it: 1 is none, 21 is black on white. */
function contrastOfText(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d", { colorSpace: "srgb" });
    const fact = document.querySelector("td[valign]");
    if (canvas === null || fact === null) return 0;
    const luminance = (colour: string): number => {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const linear = [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((part) => {
        const share = part / 255;
        return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
    };
    // The ground of a page without one is the browser's own, which follows the colour scheme.
    const ground = document.createElement("div");
    ground.style.backgroundColor = "Canvas";
    document.body.append(ground);
    const [one, other] = [luminance(getComputedStyle(fact).color), luminance(getComputedStyle(ground).backgroundColor)];
    ground.remove();
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  });
}
