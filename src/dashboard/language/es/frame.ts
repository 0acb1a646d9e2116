import type { Dictionary } from "../language.ts";

export const frame: Dictionary = {
  Live: "En vivo",
  Incidents: "Incidentes",
  Monitors: "Monitores",
  Inbox: "Bandeja de entrada",
  Channels: "Canales",
  Pages: "Páginas",
  Loading: "Cargando",
  "This page could not be fetched from the server. Load the page anew to try again.":
    "No se pudo obtener esta página del servidor. Recargue la página para intentarlo de nuevo.",
  "There is no such page": "Esta página no existe",
  "The address {address} names none. It may be incomplete: links are often cut when they are copied.":
    "La dirección {address} no lleva a ninguna página. Puede estar incompleta: los enlaces a menudo se cortan al copiarlos.",
  "To the live view": "Ir a la vista en vivo",
};
