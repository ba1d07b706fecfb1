// The required documents of a claim, each with a button that submits a file for it.
import { Badge, Button } from "@baro/design";
import type { Checklist, DocumentStatus } from "@baro/wire";
import { t } from "../texts";
import { targetDocument } from "./file_uploads";

export const ChecklistView = ({ checklist }: { checklist: Checklist }) => (
  <article class="b-card c-checklist">
    <header>{checklist.title}</header>
    <div class="b-card-body">
      <ul>
        {checklist.documents.map((document) => (
          <DocumentRow key={document.item} document={document} claim={checklist.claim} />
        ))}
      </ul>
      {checklist.text ? <p>{checklist.text}</p> : null}
    </div>
  </article>
);

export const DocumentRow = ({ document: entry, claim }: { document: DocumentStatus; claim: string }) => {
  const missing = entry.status === "missing" || entry.status === "rejected";
  const choose = () => {
    targetDocument.value = { claim, item: entry.item };
    document.querySelector<HTMLInputElement>("#pick-files")?.click();
  };
  return (
    <li data-status={entry.status}>
      <div>
        <p>
          {entry.label}
          <Badge tone={entry.status === "accepted" ? "good" : entry.status === "rejected" ? "bad" : "plain"}>
            {t(`document_${entry.status}`)}
          </Badge>
        </p>
        {entry.reason ? (
          <p class="b-field-error">{entry.reason}</p>
        ) : entry.hint ? (
          <p class="c-hint">{entry.hint}</p>
        ) : null}
      </div>
      {missing ? (
        <Button
          size="small"
          onClick={choose}
          aria-label={t("document_send_label", { document: entry.label })}
        >
          {t("document_send")}
        </Button>
      ) : null}
    </li>
  );
};
