import type { JSX } from "preact";
import type { DeliveryState } from "../../core/model/delivery.ts";
import { Cross, Hourglass, Tick, Tray } from "../frame/icon.tsx";

export function DeliveryGlyph({ state }: { state: DeliveryState }): JSX.Element {
  switch (state) {
    case "delivered":
      return <Tick size={12} />;
    case "planned":
      return <Hourglass size={12} />;
    case "failed":
      return <Cross size={12} />;
    case "kept":
      return <Tray size={12} />;
  }
}
