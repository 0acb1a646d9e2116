import type { Dictionary } from "../language.ts";

export const explore: Dictionary = {
  Explore: "Explorar",
  Query: "Consulta",
  "Query in SQL": "Consulta en SQL",
  Run: "Ejecutar",
  "Run the selection": "Ejecutar la selección",
  "Running for {time}": "En ejecución desde hace {time}",
  Cancel: "Cancelar",
  Save: "Guardar",
  "Save the query": "Guardar la consulta",
  "Save as a new one": "Guardar como nueva",
  "Save in its place": "Guardar en su lugar",
  Name: "Nombre",
  Parameters: "Parámetros",
  "A query may take {seconds} s and {megabytes} MB.": "Una consulta puede usar hasta {seconds} s y {megabytes} MB.",
  "Everybody who can open this page finds it, and its address can be sent.":
    "Todos los que pueden abrir esta página la encuentran, y su dirección se puede enviar.",
  "The store is starting. Queries run as soon as it is there.":
    "El almacén está arrancando. Las consultas se ejecutan en cuanto esté listo.",
  "the store does not answer": "el almacén no responde",
  "Everything else works without it: what happens is judged, and people are told.":
    "Todo lo demás funciona sin él: lo que ocurre se juzga y se avisa a las personas.",
  "It is tried again. What you write here stays.": "Se intenta de nuevo. Lo que escriba aquí se conserva.",
  "The server did not answer. Is it running?": "El servidor no respondió. ¿Está en marcha?",
  "The editor could not be fetched. Load the page anew to try again.":
    "No se pudo obtener el editor. Vuelva a cargar la página para intentarlo de nuevo.",
  "The saved query of this link is gone; somebody deleted it.":
    "La consulta guardada de este enlace ya no existe; alguien la eliminó.",
  "Cancelled: there is no answer, and the engine has stopped.": "Cancelado: no hay respuesta y el motor se detuvo.",
  "Write a SELECT above, or begin with one of the examples. Nothing can be changed by a query.":
    "Escriba un SELECT arriba o empiece con uno de los ejemplos. Una consulta no puede cambiar nada.",
  Answer: "Respuesta",
  "Go to line {line}": "Ir a la línea {line}",
  "Show as": "Mostrar como",
  Number: "Número",
  Lines: "Líneas",
  Bars: "Barras",
  Table: "Tabla",
  "{n} row": "{n} fila",
  "{n} rows": "{n} filas",
  "{time}, {rows} rows and {size} read": "{time}, {rows} filas y {size} leídos",
  "There are more rows; the first {n} are shown. Add LIMIT or a condition, or download up to {most}.":
    "Hay más filas; se muestran las primeras {n}. Añada LIMIT o una condición, o descargue hasta {most}.",
  "No row fits. Look at the conditions, and at the time that they ask for.":
    "Ninguna fila coincide. Revise las condiciones y el período que piden.",
  "Rows of the answer": "Filas de la respuesta",
  "Pick a cell to copy it or its row.": "Elija una celda para copiarla o copiar su fila.",
  "Copy cell": "Copiar celda",
  "Copy row": "Copiar fila",
  Copied: "Copiado",
  "The browser does not let this page copy. Select the text instead.":
    "El navegador no deja copiar a esta página. Seleccione el texto.",
  Download: "Descargar",
  "Lines over time: {names}": "Líneas a lo largo del tiempo: {names}",
  "{n} smaller lines are left out; the table has them.": "Se omiten {n} líneas menores; la tabla las tiene.",
  "{n} more are in the table.": "Hay {n} más en la tabla.",
  "Times as in {place}": "Horas de {place}",
  "Saved queries": "Consultas guardadas",
  "None yet. Run a query and save it, and it is here for all.":
    "Ninguna todavía. Ejecute una consulta y guárdela, y estará aquí para todos.",
  somebody: "alguien",
  Delete: "Eliminar",
  "Delete {name}": "Eliminar {name}",
  "Deleted: {name}": "Eliminada: {name}",
  Undo: "Deshacer",
  Examples: "Ejemplos",
  "Tables and columns": "Tablas y columnas",
  "They are listed when the store is there.": "Se muestran cuando el almacén está listo.",
  "the table": "la tabla",
  "Insert {name}": "Insertar {name}",
  "Asked in this browser": "Hechas en este navegador",
  "Nothing yet. The last hundred queries are kept here.": "Nada todavía. Aquí se guardan las últimas cien consultas.",
  "Forget them": "Olvidarlas",
  "Today beside other days, hour by hour": "Hoy junto a otros días, hora a hora",
  "Hours of today that are at least a third below the average of the last week":
    "Horas de hoy al menos un tercio por debajo de la media de la última semana",
  "The last hour, minute by minute, a column for each status":
    "La última hora, minuto a minuto, una columna por estado",
  "How the share of each status changed from last week to this one":
    "Cómo cambió la proporción de cada estado de la semana pasada a esta",
  "The ten worst minutes of today": "Los diez peores minutos de hoy",
  "The issuers with the most failures and denials above their usual number, over the last day":
    "Los emisores con más fallos y denegaciones por encima de lo habitual, en el último día",
  "The rate of approval of each merchant, for those with enough traffic":
    "La tasa de aprobación de cada comercio, de los que tienen tráfico suficiente",
  "What was approved, in money, by day": "Lo aprobado, en dinero, por día",
  "The days of the week and hours at which most fails": "Los días de la semana y las horas en que más falla",
  "Alerts of the last day, and how far from normal": "Alertas del último día, y cuán lejos de lo normal",
  "Incidents and how long they lasted, in minutes": "Incidentes y cuánto duraron, en minutos",
  "How long it took to tell people, and what could not be delivered":
    "Cuánto se tardó en avisar a las personas, y qué no se pudo entregar",
  "What two statuses did together, where one alone says little":
    "Qué hicieron dos estados juntos, donde uno solo dice poco",
};
