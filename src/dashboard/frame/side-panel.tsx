import type { JSX } from "preact";
import { useStore } from "../store.ts";
import { Modal, type ModalProps } from "./modal.tsx";

/** A dialog at the side of the page; closing it goes back to the page's own address. */
export function SidePanel(props: Pick<ModalProps, "title" | "children">): JSX.Element {
  const { place } = useStore();
  return <Modal kind="panel" {...props} onClose={() => (place.value = { ...place.value, id: null })} />;
}
