// Message bodies about claims: files, locations, signatures, progress, documents.
import { Badge, Icon, linkify, Rows } from "@baro/design";
import { dayInWords } from "@baro/design/format";
import type { AnyBody, File, Message, UploadView } from "@baro/wire";
import { MapPin, PenLine } from "lucide";
import { useEffect } from "preact/hooks";
import { locale } from "../../i18n";
import { usePanel } from "../../ui/panel_context";
import { c } from "../i18n";
import { fileSizeText } from "../rules/file_size";
import { sortedFiles } from "../rules/merge";
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

/** The view of a sent file once it is known, and the claim that it is opened with. */
const useSentFiles = (uploads: readonly string[]) => {
  const { claims, desk } = usePanel();
  const { leftReason, view } = desk.thread.value ?? {};
  const open = leftReason === null ? view : undefined;
  const missing = uploads.some((upload) => !claims.files.value.has(upload));
  useEffect(() => {
    if (open && missing) void claims.loadFiles(open.id);
  }, [claims, open?.id, missing]);
  const selected = open ? claims.selectedClaim(open.customer.id)?.id : "";
  return {
    files: uploads.flatMap((upload) => claims.files.value.get(upload) ?? []),
    claimOf: (file: UploadView): string => file.claim || selected || "",
  };
};

/** Photos that were sent together, in the order they were taken. */
export const SentPhotos = ({ photos, prefix }: { photos: readonly Message[]; prefix: string }) => {
  const bodies = photos.flatMap(({ body }) => (body.type === "file" ? [body] : []));
  const { files, claimOf } = useSentFiles(bodies.map(({ upload }) => upload));
  // The message of the newest one has its own id.
  const idOf = (upload: string) => {
    const photo = photos.slice(0, -1).find(({ body }) => body.type === "file" && body.upload === upload);
    return photo ? `${prefix}${photo.seq}` : undefined;
  };
  const shown = sortedFiles(files);
  const unknown = bodies.filter(({ upload }) => !files.some(({ id }) => id === upload));
  return (
    <ul class="k-said-photos" aria-label={c().files.photos(photos.length)}>
      {shown.map((file) => (
        <li key={file.id} id={idOf(file.id)}>
          <Thumb file={file} claim={claimOf(file)} />
          {file.status === "quarantined" ? (
            <span class="k-file-bad">{file.reason_text || c().files.quarantined}</span>
          ) : null}
        </li>
      ))}
      {unknown.map(({ upload, name }) => (
        <li key={upload}>{name}</li>
      ))}
    </ul>
  );
};

const FileBody = ({ body }: { body: File }) => {
  const { files, claimOf } = useSentFiles([body.upload]);
  const held = files[0];
  return (
    <span class="k-said-file">
      {held ? (
        <Thumb file={held} claim={claimOf(held)} small />
      ) : (
        <Icon of={KIND_ICONS[body.kind]} size={18} />
      )}
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
