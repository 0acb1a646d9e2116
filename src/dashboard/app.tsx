import type { JSX } from "preact";
import { CurrentPage } from "./frame/current-page.tsx";
import { Keyboard } from "./frame/keyboard.tsx";
import { Navigation } from "./frame/navigation.tsx";
import { Notices } from "./frame/notices.tsx";
import { SignIn } from "./frame/sign-in.tsx";
import { SkipLink } from "./frame/skip-link.tsx";
import { Header } from "./header/header.tsx";
import { AskName } from "./person/ask-name.tsx";
import { SilenceDialog } from "./silence/silence-dialog.tsx";
import { useStore } from "./store.ts";

export function App({ onSignedIn }: { onSignedIn: () => void }): JSX.Element {
  const store = useStore();
  if (store.link.value.kind === "signed-out") return <SignIn onSignedIn={onSignedIn} />;
  return (
    <>
      <SkipLink />
      <div class="frame">
        <Navigation />
        <div class="content">
          <Header />
          <Notices />
          <CurrentPage />
        </div>
      </div>
      <Keyboard />
      <SilenceDialog />
      <AskName />
      <p class="unseen" role="status" aria-live="polite">
        {store.announcement.value}
      </p>
    </>
  );
}
