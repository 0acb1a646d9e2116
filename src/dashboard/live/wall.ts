import { useEffect } from "preact/hooks";

/** Keeps the screen on while the page is seen, where the browser can; it lets go by itself when the page is hidden. */
async function stayAwake(): Promise<void> {
  if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
  try {
    await navigator.wakeLock.request("screen");
  } catch {
    // Such as on low battery: the screen is then the operating system's business.
  }
}

/** For a screen on the wall: nothing to operate, everything large; Esc leaves it. */
export function useWall(isWall: boolean, leave: () => void): void {
  useEffect(() => {
    if (!isWall) return;
    const onVisible = (): void => void stayAwake();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape") leave();
    };
    document.documentElement.dataset["wall"] = "on";
    void stayAwake();
    document.addEventListener("visibilitychange", onVisible);
    addEventListener("keydown", onKey);
    return () => {
      delete document.documentElement.dataset["wall"];
      document.removeEventListener("visibilitychange", onVisible);
      removeEventListener("keydown", onKey);
    };
  }, [isWall]);
}
