// What is known of the files that messages show: their views, and how far the safety check is.
import type { UploadView } from "@baro/wire";
import { useEffect } from "preact/hooks";
import { connection, currentId, now, slowCheckSeconds, state } from "../model";
import { t } from "../texts";
import { deletedFiles, loadFile, uploads } from "./file_state";

/** The views of uploads by id, once they are known; the missing ones are fetched. */
export const useFiles = (ids: readonly string[]): ReadonlyMap<string, UploadView> => {
  const known = uploads.value;
  const missing = ids.filter((id) => !known.has(id)).join(" ");
  const conversation = currentId.value;
  // After a reload the conversation is rendered before there is a connection.
  const online = connection.value.phase === "online";
  useEffect(() => {
    if (!missing || !online || conversation === null) return;
    for (const id of missing.split(" ")) void loadFile(conversation, id);
  }, [missing, online, conversation]);
  return known;
};

/** Whether the check takes longer than usual. */
export const isSlow = ({ status, arrived_at = 0 }: UploadView): boolean =>
  isBeingChecked(status) &&
  arrived_at > 0 &&
  slowCheckSeconds.value !== null &&
  now.value + state.value.skew - arrived_at > slowCheckSeconds.value * 1_000;

const isBeingChecked = (status: UploadView["status"]): boolean =>
  status !== "ready" && status !== "quarantined" && status !== "discarded";

type SafetyCheck = "ready" | "quarantined" | "discarded" | "slow" | "checking" | "unknown";

export const safetyCheckOf = (id: string): SafetyCheck => {
  const file = uploads.value.get(id);
  if (!file) {
    if (deletedFiles.value.has(id)) return "discarded";
    return connection.value.phase === "online" ? "checking" : "unknown";
  }
  if (!isBeingChecked(file.status)) return file.status as SafetyCheck;
  return isSlow(file) ? "slow" : "checking";
};

/** The state of the safety check in words; why, for a refused file. */
export const safetyText = (id: string): string => {
  const check = safetyCheckOf(id);
  if (check === "quarantined") return uploads.value.get(id)?.reason_text ?? t("file_quarantined");
  return check === "unknown" ? "" : t(`file_${check}`);
};
