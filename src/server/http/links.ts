import type { FastifyInstance, FastifyReply } from "fastify";
import Type, { type Static } from "typebox";
import { Failure, failures } from "../operations/failure.ts";
import { followLink, type LinkView, showLink } from "../operations/follow-link.ts";
import type { Product } from "../operations/product.ts";
import { bodyText } from "./body-text.ts";
import { LINK_PAGE_POLICY, linkPage, type LinkPage } from "./link-page.ts";

const FORM = "application/x-www-form-urlencoded";
const Token = Type.Object({ token: Type.String() });

interface Params {
  Params: Static<typeof Token>;
}

/**
 * The pages behind the links of messages. To look at one does nothing, however often: chat programs do so before people do. The link
 * is the permission, so no token is asked for.
 */
export function linkRoutes(app: FastifyInstance, product: Product): void {
  const schema = { tags: ["incidents"], params: Token, consumes: [FORM], produces: ["text/html"] };
  const looking = { schema: { ...schema, summary: "The page behind a link of a message; looking does nothing" } };
  app.get<Params>("/act/:token", looking, ({ params }, reply) =>
    answered(product, reply, () => pageToAsk(product, showLink(product, params.token), null)),
  );
  const doing = { schema: { ...schema, summary: "Do what the link of a message permits, with the form of its page" } };
  app.post<Params>("/act/:token", doing, ({ params, body }, reply) =>
    answered(product, reply, async () => {
      const view = showLink(product, params.token);
      if (view.done !== null) return pageOfDone(product, view, true);
      const name = new URLSearchParams(bodyText(body)).get("name") ?? "";
      try {
        return pageOfDone(product, await followLink(product, params.token, name), false);
      } catch (error) {
        if (!(error instanceof Failure) || error.code !== "request.invalid") throw error;
        void reply.code(400);
        return pageToAsk(product, view, error.message);
      }
    }),
  );
}

async function answered(
  product: Product,
  reply: FastifyReply,
  work: () => LinkPage | Promise<LinkPage>,
): Promise<FastifyReply> {
  let page: LinkPage;
  try {
    page = await work();
  } catch (error) {
    if (!(error instanceof Failure) || failures[error.code].status >= 500) throw error;
    reply.log[failures[error.code].log]({ code: error.code }, error.message);
    void reply.code(failures[error.code].status);
    page = pageOfFailure(product, error);
  }
  // A browser that is told to keep the address to itself would send the form without its origin, and be taken for another's page.
  return reply
    .headers({
      "content-security-policy": LINK_PAGE_POLICY,
      "referrer-policy": "strict-origin",
      "cache-control": "no-store",
      "x-robots-tag": "noindex",
    })
    .type("text/html; charset=utf-8")
    .send(linkPage(page));
}

function pageToAsk(product: Product, view: LinkView, problem: string | null): LinkPage {
  if (view.done !== null) return pageOfDone(product, view, true);
  const { action, incident } = view;
  const lead = incident.members[0]?.reason ?? "";
  const isAcknowledging = action === "acknowledge";
  return {
    title: capitalised(incident.title),
    eyebrow: eyebrowOf(view),
    paragraphs: lead === "" ? [] : [`${lead}.`],
    ask: {
      button: isAcknowledging ? "I take care of it" : "Silence for 1 hour",
      hint: isAcknowledging
        ? "Acknowledges the incident: nobody is reminded or called any more. Others see your name."
        : "The series of this incident are seen and counted, but nobody is told of them for an hour. Others see your name.",
      problem,
    },
    more: dashboardLink(product, view),
  };
}

function pageOfDone(product: Product, view: LinkView, isBefore: boolean): LinkPage {
  return {
    title: capitalised(view.incident.title),
    eyebrow: eyebrowOf(view),
    paragraphs: isBefore ? [view.done ?? "", "Nothing was changed by this page."] : [doneText(view)],
    ask: null,
    more: dashboardLink(product, view),
  };
}

function doneText({ action, done }: LinkView): string {
  return action === "acknowledge" ? `Acknowledged. ${done ?? ""}` : "Silenced for 1 hour.";
}

function pageOfFailure(product: Product, failure: Failure): LinkPage {
  return {
    title: TITLES[failure.code] ?? "This cannot be done",
    eyebrow: "Smokewatch",
    paragraphs: [`${capitalised(failure.message)}.`, "Nothing was changed."],
    ask: null,
    more: { text: "Open the dashboard", href: product.links.pageAt("/") },
  };
}

const TITLES: Partial<Record<Failure["code"], string>> = {
  "link.expired": "This link has expired",
  "link.invalid": "This link does not work",
  "incident.not-found": "The incident is gone",
};

function eyebrowOf({ incident }: LinkView): string {
  return `Smokewatch, incident ${incident.id}, ${incident.severity}, ${incident.state}`;
}

function dashboardLink(product: Product, { incident }: LinkView): LinkPage["more"] {
  return { text: "Open the incident", href: product.links.pageAt(`/#/incidents/${incident.id}`) };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
