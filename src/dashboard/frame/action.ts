import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../language/language.ts";

/** Something that can be done from the keyboard: by its shortcut, or from the command palette. */
export interface Action {
  /** As people read it, in their language. */
  name: string;
  /** One key ("n"), or several one after the other ("g i"); null: only in the palette. */
  keys: string | null;
  run: () => void;
  /** What sort of thing it is in the palette; an action, if left out. */
  kind?: string;
}

type RegisteredAction = Required<Action> & { id: number };

/** What can be done now: actions of the components that are shown. */
export const actions = signal<readonly RegisteredAction[]>([]);

let lastId = 0;

/** Offers an action while the component that calls it is shown. */
export function useAction(action: Action): void {
  const newest = useRef(action);
  newest.current = action;
  useEffect(() => {
    const id = ++lastId;
    const { name, keys, kind = t("Action") } = action;
    actions.value = [...actions.peek(), { id, name, keys, kind, run: () => newest.current.run() }];
    return () => {
      actions.value = actions.peek().filter((each) => each.id !== id);
    };
  }, [action.name, action.keys, action.kind]);
}
