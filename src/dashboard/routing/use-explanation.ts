import { useEffect, useState } from "preact/hooks";
import type { RouteExplanation, RouteSample } from "../../core/model/route-explanation.ts";
import { explainRoute } from "../api.ts";

/** Until somebody stops typing. */
const PAUSE_MS = 300;

export interface Explained {
  explanation: RouteExplanation | null;
  /** Why the server cannot say. */
  fault: string | null;
}

const UNKNOWN: Explained = { explanation: null, fault: null };

/** What the server says of a sample, as it is filled in. */
export function useExplanation(sample: RouteSample): Explained {
  const [said, setSaid] = useState(UNKNOWN);
  const key = JSON.stringify(sample);
  useEffect(() => {
    let isOutdated = false;
    const ask = async (): Promise<void> => {
      const answer = await saidTo(JSON.parse(key) as RouteSample);
      if (!isOutdated) setSaid(answer);
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      isOutdated = true;
      clearTimeout(timer);
    };
  }, [key]);
  return said;
}

async function saidTo(sample: RouteSample): Promise<Explained> {
  try {
    return { explanation: await explainRoute(sample), fault: null };
  } catch (error) {
    return { explanation: null, fault: error instanceof Error ? error.message : String(error) };
  }
}
