// The documents of a claim by when they are needed, each with where to get it and a button that submits it.
import { Badge, Button } from "@baro/design";
import type { Checklist, DocumentStatus } from "@baro/wire";
import { useState } from "preact/hooks";
import { t } from "../texts";
import { DocumentDialog } from "./document_dialog";
import { nextFiles } from "./file_uploads";
import { DocumentShots } from "./shot_guide";

export const ChecklistView = ({ checklist }: { checklist: Checklist }) => (
  <article class="b-card c-checklist">
    <header>{checklist.title}</header>
    <div class="b-card-body">
      <Documents documents={checklist.documents} claim={checklist.claim} />
      {checklist.text ? <p>{checklist.text}</p> : null}
    </div>
  </article>
);

interface Props {
  documents: readonly DocumentStatus[];
  claim: string;
}

const isMissing = ({ status }: DocumentStatus): boolean => status === "missing" || status === "rejected";

/** What is needed now is open, first what is missing; what is optional or comes later is folded. */
export const Documents = ({ documents, claim }: Props) => {
  const of = (...needs: DocumentStatus["need"][]) =>
    documents.filter(({ need = "now" }) => needs.includes(need));
  const now = of("now").sort((a, b) => Number(isMissing(b)) - Number(isMissing(a)));
  const missing = now.filter(isMissing).length;
  return (
    <>
      <h4>{missing > 0 ? t("documents_now", { count: missing }) : t("documents_now_none")}</h4>
      <Rows documents={now} claim={claim} />
      <Folded title="documents_optional" documents={of("optional", "none")} claim={claim} />
      <Folded title="documents_later" documents={of("later")} claim={claim} />
    </>
  );
};

const Folded = ({ title, ...props }: Props & { title: "documents_optional" | "documents_later" }) =>
  props.documents.length > 0 ? (
    <details>
      <summary>{t(title, { count: props.documents.length })}</summary>
      <Rows {...props} />
    </details>
  ) : null;

const Rows = ({ documents, claim }: Props) => (
  <ul>
    {documents.map((document) => (
      <DocumentRow key={document.item} document={document} claim={claim} />
    ))}
  </ul>
);

const DocumentRow = ({ document: entry, claim }: { document: DocumentStatus; claim: string }) => {
  const { item, label, status, signed } = entry;
  const [filling, setFilling] = useState(false);
  const open = signed ? isMissing(entry) : status !== "accepted";
  const action = signed ? "document_fill" : status === "review" ? "document_add" : "document_send";
  const choose = () => {
    nextFiles.value = { document: { claim, item } };
    document.querySelector<HTMLInputElement>("#pick-files")?.click();
  };
  const hint = [entry.hint, isMissing(entry) ? entry.source : ""].filter(Boolean).join(" · ");
  return (
    <li data-status={status}>
      <div>
        <p>
          {label}
          <Badge tone={status === "accepted" ? "good" : status === "rejected" ? "bad" : "plain"}>
            {t(`document_${status}`)}
          </Badge>
        </p>
        {entry.reason ? <p class="b-field-error">{entry.reason}</p> : null}
        {hint ? <p class="c-hint">{hint}</p> : null}
      </div>
      {open ? (
        <Button
          size="small"
          kind={signed ? "primary" : "plain"}
          onClick={signed ? () => setFilling(true) : choose}
          aria-label={t(`${action}_label`, { document: label })}
        >
          {t(action)}
        </Button>
      ) : null}
      {open ? <DocumentShots document={{ claim, item }} /> : null}
      {filling ? <DocumentDialog claim={claim} document={entry} onClose={() => setFilling(false)} /> : null}
    </li>
  );
};
