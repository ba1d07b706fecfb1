// Message bodies that are loaded on demand: one chunk, which the claims' window uses too.
import { FormView } from "../components/form";
import type { MessageRow } from "../rows";
import "../texts/on_demand";
import { ChecklistView } from "./checklist_view";
import { FileView } from "./file_view";
import { ProgressView } from "./progress_view";
import { SigningView } from "./signing";

export { AnswerInput } from "../components/answer_input";
export { DocumentRow } from "./checklist_view";
export { ProgressView };

export const RichBodyView = ({ row }: { row: MessageRow }) => {
  const { body } = row.message;
  switch (body.type) {
    case "form":
      return <FormView form={body} seq={row.message.seq} live={row.answerable} submitted={row.submitted} />;
    case "file":
      return <FileView body={body} />;
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
