import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";
import { PageNotFound } from "./page-not-found.tsx";
import { pages, type Page, type PageProps } from "./pages.ts";
import { Problem } from "./problem.tsx";
import { focusContent } from "./skip-link.tsx";

/** What was fetched once is there at once the next time. */
const fetched = new Map<string, ComponentType<PageProps>>();
/** The page that was shown last: whoever goes to another one goes on from its beginning. */
let lastShown: string | null = null;

export function CurrentPage(): JSX.Element {
  const { page: key, id } = useStore().place.value;
  const page = pages.find((each) => each.key === key);
  if (page === undefined)
    return <Arrival key="" name={t("There is no such page")} id={null} content={<PageNotFound />} />;
  if (typeof page.component !== "function") {
    return <FetchedPage key={page.key} page={page} load={page.component.load} id={id} />;
  }
  return <Arrival key={page.key} name={t(page.name)} id={id} content={<page.component id={id} />} />;
}

function FetchedPage({
  page,
  load,
  id,
}: PageProps & { page: Page; load: () => Promise<ComponentType<PageProps>> }): JSX.Element {
  const [Component, setComponent] = useState<ComponentType<PageProps> | null>(() => fetched.get(page.key) ?? null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    if (Component !== null) return;
    const fetchIt = async (): Promise<void> => {
      const component = await load();
      fetched.set(page.key, component);
      setComponent(() => component);
    };
    fetchIt().catch(() =>
      setProblem(t("This page could not be fetched from the server. Load the page anew to try again.")),
    );
  }, []);
  if (Component !== null) return <Arrival name={t(page.name)} id={id} content={<Component id={id} />} />;
  return (
    <main class="page">{problem === null ? <p class="empty">{t("Loading")}</p> : <Problem text={problem} />}</main>
  );
}

/** Moves the focus to a page, or a thing of it, that was gone to, and says its name; the first one leaves it where it is. */
function Arrival({ name, id, content }: { name: string; id: string | null; content: JSX.Element }): JSX.Element {
  const { announcement } = useStore();
  useEffect(() => {
    const isFirst = lastShown === null;
    // From a thing back to all of them: a dialog that closed has given the focus back itself.
    const isBack = lastShown === name && id === null;
    lastShown = name;
    if (isFirst || isBack || document.querySelector("dialog[open]") !== null) return;
    focusContent();
    announcement.value = `${name} ${id ?? ""}`.trim();
  }, [id]);
  return content;
}
