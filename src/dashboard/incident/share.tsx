import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Incident } from "../../core/model/incident.ts";
import { hashOf } from "../address.ts";
import { useAction } from "../frame/action.ts";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";
import { chatText } from "./chat-text.ts";

/** The link to the incident, and the incident as a text for a chat. */
export function Share({ incident }: { incident: Incident }): JSX.Element {
  const { clock, now } = useStore();
  const [copied, setCopied] = useState<"link" | "text" | null>(null);
  const [toCopy, setToCopy] = useState<string | null>(null);
  const address = new URL(hashOf({ page: "incidents", id: incident.id }), document.baseURI).href;
  const copy = async (what: "link" | "text"): Promise<void> => {
    const text = what === "link" ? address : chatText(incident, clock.value, now.value, address);
    // Browsers give the clipboard only to pages from this machine or over TLS.
    const isCopied = isSecureContext && (await written(text));
    setCopied(isCopied ? what : null);
    setToCopy(isCopied ? null : text);
  };
  useAction({ name: t("Copy link"), keys: "c", run: () => void copy("link") });
  useAction({ name: t("Copy as text"), keys: "t", run: () => void copy("text") });
  return (
    <div class="share">
      <div class="buttons">
        <button type="button" onClick={() => void copy("link")}>
          {copied === "link" ? t("Link copied") : t("Copy link")}
        </button>
        <button type="button" onClick={() => void copy("text")}>
          {copied === "text" ? t("Text copied") : t("Copy as text")}
        </button>
      </div>
      {toCopy !== null && <TextToCopy text={toCopy} />}
    </div>
  );
}

async function written(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function TextToCopy({ text }: { text: string }): JSX.Element {
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => area.current?.select(), [text]);
  return (
    <label class="form">
      {t("This browser does not let the page copy. The text is selected: copy it with Ctrl+C.")}
      <textarea class="code" readOnly ref={area} rows={Math.min(8, text.split("\n").length)} value={text} />
    </label>
  );
}
