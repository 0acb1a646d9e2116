import type { Dictionary } from "../language.ts";

export const explore: Dictionary = {
  Explore: "Explorar",
  Query: "Consulta",
  "Query in SQL": "Consulta em SQL",
  Run: "Executar",
  "Run the selection": "Executar a seleção",
  "Running for {time}": "Executando há {time}",
  Cancel: "Cancelar",
  Save: "Salvar",
  "Save the query": "Salvar a consulta",
  "Save as a new one": "Salvar como nova",
  "Save in its place": "Salvar no lugar da anterior",
  Name: "Nome",
  Parameters: "Parâmetros",
  "A query may take {seconds} s and {megabytes} MB.": "Uma consulta pode usar até {seconds} s e {megabytes} MB.",
  "Everybody who can open this page finds it, and its address can be sent.":
    "Todos que podem abrir esta página a encontram, e o endereço pode ser enviado.",
  "The store is starting. Queries run as soon as it is there.":
    "O armazém está iniciando. As consultas são executadas assim que ele estiver pronto.",
  "the store does not answer": "o armazém não responde",
  "Everything else works without it: what happens is judged, and people are told.":
    "Todo o resto funciona sem ele: o que acontece é julgado, e as pessoas são avisadas.",
  "It is tried again. What you write here stays.": "Uma nova tentativa está em curso. O que você escreve aqui fica.",
  "The server did not answer. Is it running?": "O servidor não respondeu. Ele está em execução?",
  "The editor could not be fetched. Load the page anew to try again.":
    "Não foi possível obter o editor. Recarregue a página para tentar de novo.",
  "The saved query of this link is gone; somebody deleted it.":
    "A consulta salva deste link não existe mais; alguém a excluiu.",
  "Cancelled: there is no answer, and the engine has stopped.": "Cancelado: não há resposta, e o mecanismo parou.",
  "Write a SELECT above, or begin with one of the examples. Nothing can be changed by a query.":
    "Escreva um SELECT acima ou comece com um dos exemplos. Uma consulta não pode alterar nada.",
  Answer: "Resposta",
  "Go to line {line}": "Ir para a linha {line}",
  "Show as": "Mostrar como",
  Number: "Número",
  Lines: "Linhas",
  Bars: "Barras",
  Table: "Tabela",
  "{n} row": "{n} linha",
  "{n} rows": "{n} linhas",
  "{time}, {rows} rows and {size} read": "{time}, {rows} linhas e {size} lidos",
  "There are more rows; the first {n} are shown. Add LIMIT or a condition, or download up to {most}.":
    "Há mais linhas; as primeiras {n} são mostradas. Acrescente LIMIT ou uma condição, ou baixe até {most}.",
  "No row fits. Look at the conditions, and at the time that they ask for.":
    "Nenhuma linha corresponde. Verifique as condições e o período que elas pedem.",
  "Rows of the answer": "Linhas da resposta",
  "Pick a cell to copy it or its row.": "Escolha uma célula para copiá-la ou a sua linha.",
  "Copy cell": "Copiar célula",
  "Copy row": "Copiar linha",
  Copied: "Copiado",
  "The browser does not let this page copy. Select the text instead.":
    "O navegador não deixa esta página copiar. Selecione o texto.",
  Download: "Baixar",
  "Lines over time: {names}": "Linhas ao longo do tempo: {names}",
  "{n} smaller lines are left out; the table has them.": "{n} linhas menores ficaram de fora; a tabela as tem.",
  "{n} more are in the table.": "Mais {n} estão na tabela.",
  "Times as in {place}": "Horários de {place}",
  "Saved queries": "Consultas salvas",
  "None yet. Run a query and save it, and it is here for all.":
    "Nenhuma ainda. Execute uma consulta e salve-a, e ela fica aqui para todos.",
  somebody: "alguém",
  Delete: "Excluir",
  "Delete {name}": "Excluir {name}",
  "Deleted: {name}": "Excluída: {name}",
  Undo: "Desfazer",
  Examples: "Exemplos",
  "Tables and columns": "Tabelas e colunas",
  "They are listed when the store is there.": "São listadas quando o armazém está pronto.",
  "the table": "a tabela",
  "Insert {name}": "Inserir {name}",
  "Asked in this browser": "Feitas neste navegador",
  "Nothing yet. The last hundred queries are kept here.": "Nada ainda. As últimas cem consultas ficam guardadas aqui.",
  "Forget them": "Esquecer",
  "Today beside other days, hour by hour": "Hoje ao lado de outros dias, hora a hora",
  "Hours of today that are at least a third below the average of the last week":
    "Horas de hoje ao menos um terço abaixo da média da última semana",
  "The last hour, minute by minute, a column for each status":
    "A última hora, minuto a minuto, uma coluna para cada status",
  "How the share of each status changed from last week to this one":
    "Como a participação de cada status mudou da semana passada para esta",
  "The ten worst minutes of today": "Os dez piores minutos de hoje",
  "The issuers with the most failures and denials above their usual number, over the last day":
    "Os emissores com mais falhas e negações acima do usual, no último dia",
  "The rate of approval of each merchant, for those with enough traffic":
    "A taxa de aprovação de cada lojista, dos que têm tráfego suficiente",
  "What was approved, in money, by day": "O que foi aprovado, em dinheiro, por dia",
  "The days of the week and hours at which most fails": "Os dias da semana e horas em que mais falha",
  "Alerts of the last day, and how far from normal": "Alertas do último dia, e quão longe do normal",
  "Incidents and how long they lasted, in minutes": "Incidentes e quanto duraram, em minutos",
  "How long it took to tell people, and what could not be delivered":
    "Quanto demorou para avisar as pessoas, e o que não pôde ser entregue",
  "What two statuses did together, where one alone says little":
    "O que dois status fizeram juntos, onde um só diz pouco",
};
