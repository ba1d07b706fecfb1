// Message bodies about claims: files, locations, signatures, progress, documents.
import { Badge, Icon, linkify, Rows } from "@baro/design";
import { dayInWords } from "@baro/design/format";
import type { AnyBody, File, UploadView } from "@baro/wire";
import { MapPin, PenLine } from "lucide";
import { useEffect } from "preact/hooks";
import { locale } from "../../i18n";
import { usePanel } from "../../ui/panel_context";
import { c } from "../i18n";
import { fileSizeText } from "../rules/file_size";
import { KIND_ICONS, Thumb } from "./thumbnail";

type Said = Extract<
  AnyBody,
  { type: "file" | "location" | "signature_request" | "signature" | "progress" | "checklist" }
>;

export const ClaimBodyPart = ({ body }: { body: Said }) => {
  const w = c();
  switch (body.type) {
    case "file":
      return <FileBody body={body} />;
    case "location":
      return (
        <span class="p-answer">
          <Icon of={MapPin} size={15} />
          {w.bodies.location} {body.latitude.toFixed(5)}, {body.longitude.toFixed(5)} (
          {w.bodies.accuracy(body.accuracy)})
        </span>
      );
    case "signature_request":
      return (
        <div class="p-card">
          <strong class="p-answer">
            <Icon of={PenLine} size={15} />
            {body.title}
          </strong>
          <p>{linkify(body.text).map((piece) => piece.text)}</p>
          <p class="p-muted">{w.bodies.signing}</p>
        </div>
      );
    case "signature":
      return (
        <span class="p-answer">
          <Icon of={PenLine} size={15} />
          {w.bodies.signed}
        </span>
      );
    case "progress":
      return (
        <div class="p-card">
          <strong>{body.title}</strong>
          <Rows
            rows={body.exposures.map((exposure) => ({
              label: exposure.label,
              value: [
                exposure.stage,
                exposure.due_on ? w.bodies.due(dayInWords(exposure.due_on, locale())) : "",
              ]
                .filter(Boolean)
                .join(" · "),
            }))}
          />
          {body.text ? <p>{body.text}</p> : null}
        </div>
      );
    case "checklist":
      return (
        <div class="p-card">
          <strong>{body.title}</strong>
          <ul class="k-said-documents">
            {body.documents.map((doc) => (
              <li key={doc.item}>
                {doc.label} <Badge>{c().documents.statuses[doc.status]}</Badge>
              </li>
            ))}
          </ul>
          {body.text ? <p>{body.text}</p> : null}
        </div>
      );
  }
};

const FileBody = ({ body }: { body: File }) => {
  const { claims, desk } = usePanel();
  const held: UploadView | undefined = claims.files.value.get(body.upload);
  const { leftReason, view } = desk.thread.value ?? {};
  const open = leftReason === null ? view : undefined;
  useEffect(() => {
    if (open && !claims.files.peek().has(body.upload)) void claims.loadFiles(open.id);
  }, [claims, open?.id, body.upload]);
  const claim = held?.claim || (open ? claims.selectedClaim(open.customer.id)?.id : "") || "";
  return (
    <span class="k-said-file">
      {held ? <Thumb file={held} claim={claim} small /> : <Icon of={KIND_ICONS[body.kind]} size={18} />}
      <span>
        <span class="k-file-name">{body.name}</span>
        <span class="p-muted">{fileSizeText(body.size)}</span>
        {held?.status === "quarantined" ? (
          <span class="k-file-bad">{held.reason_text || c().files.quarantined}</span>
        ) : null}
      </span>
    </span>
  );
};
