import { readXml } from "./xml.ts";

/** A sheet of a workbook and the file that holds it. */
export interface Sheet {
  name: string;
  isHidden: boolean;
  path: string;
}

function attribute(attributes: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(attributes, name) ? (attributes[name] ?? "") : "";
}

/** Files by their relation's id; targets are relative to `folder` unless they begin with a slash. */
function relationsOf(xml: string, folder: string): Map<string, string> {
  const paths = new Map<string, string>();
  readXml(xml, {
    open(name, attributes) {
      if (name !== "Relationship") return;
      const target = attribute(attributes, "Target");
      paths.set(attribute(attributes, "Id"), target.startsWith("/") ? target.slice(1) : `${folder}/${target}`);
    },
  });
  return paths;
}

/** The sheets in their order, and whether days are counted from 1904 as on old Macs. */
export function workbookOf(xml: string, relationsXml: string): { sheets: Sheet[]; isFrom1904: boolean } {
  const paths = relationsOf(relationsXml, "xl");
  const sheets: Sheet[] = [];
  let isFrom1904 = false;
  readXml(xml, {
    open(name, attributes) {
      if (name === "workbookPr") isFrom1904 = /^(?:1|true)$/.test(attribute(attributes, "date1904"));
      if (name !== "sheet") return;
      const id = Object.keys(attributes).find((key) => key.endsWith(":id")) ?? "";
      const path = paths.get(attribute(attributes, id));
      if (path !== undefined)
        sheets.push({
          name: attribute(attributes, "name"),
          isHidden: attribute(attributes, "state") !== "" && attribute(attributes, "state") !== "visible",
          path,
        });
    },
  });
  return { sheets, isFrom1904 };
}

/** Texts that cells point to. Readings aids of East Asian scripts stand in them too and are left out. */
export function sharedTexts(xml: string): string[] {
  const texts: string[] = [];
  let text = "";
  let isText = false;
  let isAid = false;
  readXml(xml, {
    open(name) {
      if (name === "si") text = "";
      if (name === "rPh") isAid = true;
      isText = name === "t" && !isAid;
    },
    text(part) {
      if (isText) text += part;
    },
    close(name) {
      if (name === "si") texts.push(text);
      if (name === "rPh") isAid = false;
      isText = false;
    },
  });
  return texts;
}

/** What a cell's number is by its style. */
export type NumberStyle = "number" | "date" | "clock" | "date and clock";

/** Formats that need no declaration; ECMA-376 part 1, 18.8.30, and the East Asian ones that Excel adds. */
function builtInStyle(id: number): NumberStyle {
  if (id === 22) return "date and clock";
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id === 55 || id === 56)
    return "clock";
  return (id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58) ? "date" : "number";
}

/** Quoted texts, escaped characters, colours and conditions say nothing of what a number is; `[h]` does. */
const NOISE = /"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi;

function styleOfFormat(code: string): NumberStyle {
  const bare = code.replace(NOISE, "").split(";", 1)[0] ?? "";
  const hasClock = /[hs]/i.test(bare);
  const hasDate = /[yd]/i.test(bare) || (/m/i.test(bare) && !hasClock);
  if (hasDate) return hasClock ? "date and clock" : "date";
  return hasClock ? "clock" : "number";
}

/** The style of each kind of cell, by its number. */
export function numberStyles(xml: string): NumberStyle[] {
  const formats = new Map<number, string>();
  const styles: NumberStyle[] = [];
  let isCells = false;
  readXml(xml, {
    open(name, attributes) {
      if (name === "cellXfs") isCells = true;
      const id = Number(attribute(attributes, "numFmtId"));
      if (name === "numFmt") formats.set(id, attribute(attributes, "formatCode"));
      if (name !== "xf" || !isCells) return;
      const code = formats.get(id);
      styles.push(code === undefined ? builtInStyle(id) : styleOfFormat(code));
    },
    close(name) {
      if (name === "cellXfs") isCells = false;
    },
  });
  return styles;
}
