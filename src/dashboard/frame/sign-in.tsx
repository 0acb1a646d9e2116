import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { signIn } from "../api.ts";
import { Mark, Warning } from "./icon.tsx";
import { t } from "../language/language.ts";

export function SignIn({ onSignedIn }: { onSignedIn: () => void }): JSX.Element {
  const [token, setToken] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    try {
      await signIn(token);
      onSignedIn();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <main class="sign-in">
      <form class="card" onSubmit={(event) => void submit(event)}>
        <Mark size={40} />
        <h1>Smokewatch</h1>
        <label>
          {t("Access token")}
          <input
            type="password"
            autocomplete="current-password"
            autofocus
            required
            value={token}
            onInput={(event) => setToken(event.currentTarget.value)}
          />
        </label>
        {problem !== null && (
          <p class="problem" role="alert">
            <Warning /> {problem}
          </p>
        )}
        <button type="submit">{t("Sign in")}</button>
        <p class="hint">{t("The token is the one in the server's configuration.")}</p>
      </form>
    </main>
  );
}
