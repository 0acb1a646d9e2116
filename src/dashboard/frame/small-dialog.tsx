import type { JSX } from "preact";
import { Modal, type ModalProps } from "./modal.tsx";

/** A question in the middle of the page. */
export function SmallDialog(props: Omit<ModalProps, "kind">): JSX.Element {
  return <Modal kind="small-dialog" {...props} />;
}
