import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { t } from "../language/language.ts";

export function GettingStarted(): JSX.Element {
  const [isCopied, setIsCopied] = useState(false);
  const command = sendCommand(new URL("v1/transactions", document.baseURI).href);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(command);
    setIsCopied(true);
  };
  return (
    <main class="card start" aria-label={t("How to begin")}>
      <h2>{t("Send the first transaction")}</h2>
      <p>{t("From a terminal on a machine that reaches this server:")}</p>
      <pre tabIndex={0}>
        <code>{command}</code>
      </pre>
      {/* Browsers give the clipboard only to pages from this machine or over TLS. */}
      {isSecureContext && (
        <p>
          <button type="button" onClick={() => void copy()}>
            {isCopied ? t("Copied") : t("Copy")}
          </button>
        </p>
      )}
      <p>
        {t(
          "A record holds a status, a count and, if you like, a time and dimensions such as issuer. An array, one JSON object a line, or CSV work as well. The charts appear with the first record.",
        )}
      </p>
    </main>
  );
}

function sendCommand(url: string): string {
  const body = '{"status":"approved","count":1}';
  return `curl -X POST ${url} \\\n  -H 'content-type: application/json' \\\n  -d '${body}'`;
}
