import type { JSX } from "preact";
import { useState } from "preact/hooks";

export function GettingStarted(): JSX.Element {
  const [isCopied, setIsCopied] = useState(false);
  const command = sendCommand(new URL("v1/transactions", document.baseURI).href);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(command);
    setIsCopied(true);
  };
  return (
    <main class="card start" aria-label="How to begin">
      <h2>Send the first transaction</h2>
      <p>From a terminal on a machine that reaches this server:</p>
      <pre tabIndex={0}>
        <code>{command}</code>
      </pre>
      {/* Browsers give the clipboard only to pages from this machine or over TLS. */}
      {isSecureContext && (
        <p>
          <button type="button" onClick={() => void copy()}>
            {isCopied ? "Copied" : "Copy"}
          </button>
        </p>
      )}
      <p>
        A record holds a <code>status</code>, a <code>count</code> and, if you like, a <code>time</code> and dimensions
        such as <code>issuer</code>. An array, one JSON object a line, or CSV work as well. The charts appear with the
        first record.
      </p>
    </main>
  );
}

function sendCommand(url: string): string {
  const body = '{"status":"approved","count":1}';
  return `curl -X POST ${url} \\\n  -H 'content-type: application/json' \\\n  -d '${body}'`;
}
