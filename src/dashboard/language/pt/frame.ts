import type { Dictionary } from "../language.ts";

export const frame: Dictionary = {
  Live: "Ao vivo",
  Incidents: "Incidentes",
  Monitors: "Monitores",
  Inbox: "Caixa de entrada",
  Channels: "Canais",
  Pages: "Páginas",
  Loading: "Carregando",
  "This page could not be fetched from the server. Load the page anew to try again.":
    "Não foi possível obter esta página do servidor. Recarregue a página para tentar de novo.",
  "There is no such page": "Esta página não existe",
  "The address {address} names none. It may be incomplete: links are often cut when they are copied.":
    "O endereço {address} não leva a nenhuma página. Pode estar incompleto: links costumam ser cortados ao copiar.",
  "To the live view": "Ir para a visão ao vivo",
};
