import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { t } from "../language/language.ts";

export interface ShownMail {
  from: string;
  to: readonly string[];
  subject: string;
  text: string;
  html: string;
  picture: { cid: string; png: string } | null;
}

/** A mail as a mail program shows it. Its page stands in a frame in which nothing runs and nothing is fetched. */
export function MailMessage({ mail }: { mail: ShownMail }): JSX.Element {
  const [height, setHeight] = useState(480);
  const { from, to, subject, text, html, picture } = mail;
  const page = picture === null ? html : html.replace(`cid:${picture.cid}`, `data:image/png;base64,${picture.png}`);
  return (
    <figure class="mail" data-testid="mail">
      <figcaption>
        <b>{subject}</b>
        <span>{t("{from} to {to}", { from, to: to.join(", ") })}</span>
      </figcaption>
      <iframe
        title={t("Mail")}
        sandbox="allow-same-origin"
        srcdoc={page}
        style={{ height: `${height}px` }}
        onLoad={({ currentTarget }) => {
          const drawn = currentTarget.contentDocument?.documentElement.scrollHeight;
          if (drawn !== undefined && drawn > 0) setHeight(drawn);
        }}
      />
      <details>
        <summary>{t("As plain text")}</summary>
        <pre class="source" tabIndex={0}>
          {text}
        </pre>
      </details>
    </figure>
  );
}
