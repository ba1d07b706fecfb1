// The required documents of a claim, each with a button that submits a file for it.
import { Badge, Button } from "@baro/design";
import type { Checklist, DocumentStatus } from "@baro/wire";
import { t } from "../texts";
import { targetDocument } from "./file_uploads";
import { ShotGuide } from "./shot_guide";

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
  const { item, status } = entry;
  const open = status !== "accepted";
  const choose = () => {
    targetDocument.value = { claim, item };
    document.querySelector<HTMLInputElement>("#pick-files")?.click();
  };
  return (
    <li data-status={status}>
      <div>
        <p>
          {entry.label}
          <Badge tone={status === "accepted" ? "good" : status === "rejected" ? "bad" : "plain"}>
            {t(`document_${status}`)}
          </Badge>
        </p>
        {entry.reason ? (
          <p class="b-field-error">{entry.reason}</p>
        ) : entry.hint ? (
          <p class="c-hint">{entry.hint}</p>
        ) : null}
      </div>
      {open ? (
        <Button
          size="small"
          onClick={choose}
          aria-label={t(status === "review" ? "document_add_label" : "document_send_label", {
            document: entry.label,
          })}
        >
          {t(status === "review" ? "document_add" : "document_send")}
        </Button>
      ) : null}
      {open ? <ShotGuide claim={claim} item={item} /> : null}
    </li>
  );
};
