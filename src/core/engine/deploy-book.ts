import type { Action } from "../model/action.ts";
import type { Deploy } from "../model/chart-mark.ts";

/** As long as the longest chart. */
const KEPT_MS = 31 * 86_400_000;
const MOST_KEPT = 1000;

/** By when they were noted. */
export type DeployBookState = readonly Deploy[];

/** What was brought into production in the last weeks, as people or their tools told it. */
export class DeployBook {
  #deploys: readonly Deploy[] = [];

  save(): DeployBookState {
    return this.#deploys;
  }

  load(state: DeployBookState): void {
    this.#deploys = state;
  }

  all(): readonly Deploy[] {
    return this.#deploys;
  }

  /** True when the action is about a deploy. */
  act(action: Action, now: number): boolean {
    if (action.do === "note-deploy") {
      const kept = this.#deploys.filter(({ at, id }) => id !== action.deploy.id && now - at < KEPT_MS);
      this.#deploys = [...kept, action.deploy].slice(-MOST_KEPT);
      return true;
    }
    if (action.do !== "remove-deploy") return false;
    this.#deploys = this.#deploys.filter(({ id }) => id !== action.deployId);
    return true;
  }
}
