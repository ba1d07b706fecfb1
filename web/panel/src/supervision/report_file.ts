// A report as a CSV file, put together from the parts that the server sends.
import type { Client, Command } from "@baro/wire";

export type ReportFields = Omit<Extract<Command, { action: "export_report" }>, "action" | "ref" | "after">;

/** All parts of a report, as a file. Throws errors of the wire. */
export const exportedReport = async (request: Client["request"], fields: ReportFields): Promise<Blob> => {
  const parts: string[] = [];
  let after = "";
  do {
    const part = await request("export_report", { ...fields, after });
    parts.push(part.text);
    after = part.after ?? "";
  } while (after !== "");
  return new Blob(parts, { type: "text/csv;charset=utf-8" });
};

/** Saves a file under a name. */
export const saveFile = (file: Blob, name: string): void => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser has to begin the download first.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};
