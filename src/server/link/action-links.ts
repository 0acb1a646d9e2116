import { createHmac, timingSafeEqual } from "node:crypto";

/** What a link can do. */
export type LinkAction = "acknowledge" | "silence";

export interface LinkPermission {
  incidentId: string;
  action: LinkAction;
  expiresAt: number;
}

export type ReadLink =
  { kind: "valid"; permission: LinkPermission } | { kind: "expired"; permission: LinkPermission } | { kind: "invalid" };

const ACTIONS: readonly string[] = ["acknowledge", "silence"] satisfies LinkAction[];
const TOKEN = /^([A-Za-z0-9_-]{1,200})\.([A-Za-z0-9_-]{43})$/;

/**
 * Links that are the permission themselves: whoever has one may do the one thing to the one incident that it names, until it expires.
 *
 *   <public address>/act/<payload>.<HMAC-SHA256 of the payload>
 */
export class ActionLinks {
  readonly #key: Buffer;
  readonly #publicUrl: string;

  constructor(key: Buffer, publicUrl: string) {
    this.#key = key;
    this.#publicUrl = publicUrl.replace(/\/+$/, "");
  }

  /** The address of a page of the dashboard. */
  pageAt(path: string): string {
    return this.#publicUrl + (path.startsWith("/") ? path : `/${path}`);
  }

  linkFor({ incidentId, action, expiresAt }: LinkPermission): string {
    const payload = Buffer.from(JSON.stringify([incidentId, action, expiresAt])).toString("base64url");
    return this.pageAt(`/act/${payload}.${this.#seal(payload).toString("base64url")}`);
  }

  /** What the token of a link permits at `now`. */
  read(token: string, now: number): ReadLink {
    const [, payload = "", seal = ""] = TOKEN.exec(token) ?? [];
    if (!timingSafeEqual(Buffer.from(seal.padEnd(43, "A"), "base64url"), this.#seal(payload)))
      return { kind: "invalid" };
    const permission = permissionIn(payload);
    if (permission === null) return { kind: "invalid" };
    return { kind: permission.expiresAt > now ? "valid" : "expired", permission };
  }

  #seal(payload: string): Buffer {
    return createHmac("sha256", this.#key).update(payload).digest();
  }
}

function permissionIn(payload: string): LinkPermission | null {
  try {
    const [incidentId, action, expiresAt] = JSON.parse(Buffer.from(payload, "base64url").toString()) as unknown[];
    if (typeof incidentId !== "string" || typeof expiresAt !== "number" || !isLinkAction(action)) return null;
    return { incidentId, action, expiresAt };
  } catch {
    return null;
  }
}

function isLinkAction(value: unknown): value is LinkAction {
  return typeof value === "string" && ACTIONS.includes(value);
}
