// What is loaded on demand, in one chunk: message bodies, windows of the menu.
import { loadStyles } from "@baro/design/load_styles";
import { FormView } from "../components/form";
import type { MessageRow } from "../rows";
import styles from "./bodies.css?url";
import { ChecklistView } from "./checklist_view";
import { DecisionCard } from "./decision_card";
import { FileView } from "./file_view";
import { Photos, type SentFile } from "./photos";
import { ProgressView } from "./progress_view";
import { SigningView } from "./signing";

export const ready = loadStyles(styles);

export { Claims } from "../claims/screen";
export { AnswerInput } from "../components/answer_input";
export { EndDialog } from "../components/end_dialog";
export { OpenButton } from "../consent/open_button";
export { Reminders } from "../reminders";
export { PendingPhotos } from "./pending_photos";
export { ShotDialog } from "./shot_guide";

export const RichBodyView = ({ row }: { row: MessageRow }) => {
  const { body } = row.message;
  switch (body.type) {
    case "form":
      return <FormView form={body} seq={row.message.seq} live={row.answerable} submitted={row.submitted} />;
    case "notice":
      return <DecisionCard notice={body} at={row.message.at} />;
    case "signature_request":
      return <SigningView signing={body} seq={row.message.seq} signed={row.signed} />;
    case "progress":
      return <ProgressView progress={body} />;
    case "checklist":
      return <ChecklistView checklist={body} />;
    default:
      return null;
  }
};

/** A file, or the photos that were sent together. */
export const SentFiles = ({ files }: { files: readonly SentFile[] }) => {
  const [first] = files;
  if (!first) return null;
  return first.body.kind === "photo" ? <Photos files={files} /> : <FileView body={first.body} />;
};
