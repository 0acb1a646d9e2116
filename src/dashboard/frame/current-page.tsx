import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../language/language.ts";
import { useStore } from "../store.ts";
import { pages, type Page, type PageProps } from "./pages.ts";
import { PageNotFound } from "./page-not-found.tsx";
import { Problem } from "./problem.tsx";

/** What was fetched once is there at once the next time. */
const fetched = new Map<string, ComponentType<PageProps>>();

export function CurrentPage(): JSX.Element {
  const { page: key, id } = useStore().place.value;
  const page = pages.find((each) => each.key === key);
  if (page === undefined) return <PageNotFound />;
  if (typeof page.component === "function") return <page.component id={id} />;
  return <FetchedPage key={page.key} page={page} load={page.component.load} id={id} />;
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
  if (Component !== null) return <Component id={id} />;
  return (
    <main class="page">{problem === null ? <p class="empty">{t("Loading")}</p> : <Problem text={problem} />}</main>
  );
}
