// Files, papers and claims in the conversation.
import { Badge, Button, Icon } from "@baro/design";
import { phoneLink, phoneText } from "@baro/design/format";
import type { Checklist, DocumentStatus, File as FileBody, Progress, UploadView } from "@baro/wire";
import { CircleAlert, FileText, Film, type IconNode, Image, PenLine, Phone } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { attempt, client, connection, currentId } from "../model";
import type { MessageRow } from "../rows";
import { dueText, momentText, t } from "../texts";
import { deletedFiles, loadFile, paperLabel, uploads } from "./file_state";
import { sizeText, targetDocument } from "./file_uploads";
import { SigningView } from "./signing";
import { openFile, Viewer, viewed } from "./viewer";

export const RichBodyView = ({ row }: { row: MessageRow }) => {
  const { body } = row.message;
  switch (body.type) {
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

const ICONS: Readonly<Record<FileBody["kind"], IconNode>> = {
  photo: Image,
  video: Film,
  pdf: FileText,
  signature: PenLine,
};

const FileView = ({ body }: { body: FileBody }) => {
  const file = uploads.value.get(body.upload);
  const conversation = currentId.value;
  // After a reload the conversation is drawn before there is a line to ask on.
  const online = connection.value.phase === "online";
  useEffect(() => {
    if (!file && online && conversation !== null) void loadFile(conversation, body.upload);
  }, [file, online, conversation, body.upload]);
  const status = file?.status ?? (deletedFiles.value.has(body.upload) ? "discarded" : "checking");
  const ready = status === "ready";
  const slow = useSlow(status === "ready" ? 0 : (file?.arrived_at ?? 0));
  return (
    <article class="b-card c-file" data-status={status}>
      <button type="button" class="c-file-open" disabled={!ready} onClick={() => file && void openFile(file)}>
        {ready && (body.kind === "photo" || body.kind === "signature") ? (
          <Thumb upload={body.upload} />
        ) : (
          <Icon of={ICONS[body.kind]} size={28} />
        )}
        <span class="c-file-name">
          <span>{body.name}</span>
          <span>{sizeText(body.size)}</span>
        </span>
        {ready ? <span class="sr-only">{t("file_open")}</span> : null}
      </button>
      <p class="c-file-status" role={status === "quarantined" ? "alert" : undefined}>
        {status === "quarantined" ? (
          <>
            <Icon of={CircleAlert} size={14} />
            {file?.reason_text}
          </>
        ) : ready ? (
          t("file_ready")
        ) : status === "discarded" ? (
          t("file_gone")
        ) : file || online ? (
          t(slow ? "file_slow" : "file_checking")
        ) : null}
      </p>
      {file?.item && file.claim ? <Filed claim={file.claim} item={file.item} /> : null}
      {file?.suggested_item && file.claim && !file.item ? <Guess file={file} /> : null}
      {viewed.value?.id === body.upload ? <Viewer /> : null}
    </article>
  );
};

/** A check takes seconds; after so long it is said that it takes longer. */
const SLOW_MS = 5 * 60_000;

/** Whether a check that began then, in ms, takes long. 0: it hasn't begun. */
const useSlow = (began: number): boolean => {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (began === 0) return;
    const timer = setTimeout(() => setSlow(true), Math.max(0, began + SLOW_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [began]);
  return slow;
};

/** The name of a paper of one's claim; null until it is known. */
const usePaper = (claim: string, item: string): string | null => {
  const [label, setLabel] = useState<string | null>(null);
  useEffect(() => {
    let alive = true;
    void paperLabel(claim, item).then((found) => {
      if (alive) setLabel(found);
    });
    return () => {
      alive = false;
    };
  }, [claim, item]);
  return label;
};

const Filed = ({ claim, item }: { claim: string; item: string }) => {
  const label = usePaper(claim, item);
  return label === null ? null : <p class="c-file-status">{t("file_filed", { paper: label, claim })}</p>;
};

/** "Is this the diagnosis?" The customer says so, or leaves it. */
const Guess = ({ file }: { file: UploadView }) => {
  const [gone, setGone] = useState(false);
  const { claim = "", suggested_item: guess = "" } = file;
  const label = usePaper(claim, guess);
  if (gone || label === null) return null;
  const say = async () => {
    const done = await attempt(async (to) => {
      await to.request("file_as", { upload: file.id, claim, item: guess });
    });
    if (done) setGone(true);
  };
  return (
    <div class="c-file-guess">
      <p>{t("file_guess", { paper: label, claim })}</p>
      <div>
        <Button kind="primary" onClick={() => void say()}>
          {t("file_guess_yes")}
        </Button>
        <Button onClick={() => setGone(true)}>{t("file_guess_no")}</Button>
      </div>
    </div>
  );
};

const Thumb = ({ upload }: { upload: string }) => {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let alive = true;
    client
      .peek()
      ?.request("get_file", { upload, variant: "thumb" })
      .then(
        (link) => alive && setUrl(link.url),
        () => undefined, // its icon stands for it
      );
    return () => {
      alive = false;
    };
  }, [upload]);
  return url === null ? (
    <Icon of={Image} size={28} />
  ) : (
    <img src={url} alt="" loading="lazy" decoding="async" />
  );
};

export const ProgressView = ({ progress }: { progress: Progress }) => (
  <article class="b-card c-progress">
    {progress.title ? <header>{progress.title}</header> : null}
    <div class="b-card-body">
      {progress.exposures.map((line) => (
        <section key={line.label}>
          <h3>
            {line.label}
            <Badge tone="brand">{line.stage}</Badge>
          </h3>
          <ol>
            {(line.stages ?? []).map((mark) => (
              <li
                key={mark.label}
                data-state={mark.state}
                aria-current={mark.state === "now" ? "step" : undefined}
              >
                <span>{mark.label}</span>
                {mark.at ? (
                  <time dateTime={new Date(mark.at).toISOString()}>{momentText(mark.at)}</time>
                ) : null}
                <span class="sr-only">{t(`mark_${mark.state}`)}</span>
              </li>
            ))}
          </ol>
          {line.next_step ? (
            <p>
              {line.due_on
                ? t("progress_next_due", { next: line.next_step, due: dueText(line.due_on) })
                : t("progress_next", { next: line.next_step })}
            </p>
          ) : null}
          {line.appointment ? <p>{line.appointment}</p> : null}
          {line.adjuster || line.phone ? (
            <p class="c-progress-handler">
              {line.adjuster ? t("progress_handler", { name: line.adjuster }) : null}
              {line.phone ? (
                <a href={phoneLink(line.phone)}>
                  <Icon of={Phone} size={14} />
                  {phoneText(line.phone)}
                </a>
              ) : null}
            </p>
          ) : null}
        </section>
      ))}
      {progress.text ? <p>{progress.text}</p> : null}
    </div>
  </article>
);

const ChecklistView = ({ checklist }: { checklist: Checklist }) => (
  <article class="b-card c-checklist">
    <header>{checklist.title}</header>
    <div class="b-card-body">
      <ul>
        {checklist.documents.map((paper) => (
          <PaperRow key={paper.item} paper={paper} claim={checklist.claim} />
        ))}
      </ul>
      {checklist.text ? <p>{checklist.text}</p> : null}
    </div>
  </article>
);

export const PaperRow = ({ paper, claim }: { paper: DocumentStatus; claim: string }) => {
  const wanted = paper.status === "missing" || paper.status === "refused";
  const choose = () => {
    targetDocument.value = { claim, item: paper.item };
    document.querySelector<HTMLInputElement>("#pick-files")?.click();
  };
  return (
    <li data-status={paper.status}>
      <div>
        <p>
          {paper.label}
          <Badge tone={paper.status === "accepted" ? "good" : paper.status === "refused" ? "bad" : "plain"}>
            {t(`document_${paper.status}`)}
          </Badge>
        </p>
        {paper.reason ? (
          <p class="b-field-error">{paper.reason}</p>
        ) : paper.hint ? (
          <p class="c-hint">{paper.hint}</p>
        ) : null}
      </div>
      {wanted ? (
        <Button size="small" onClick={choose} aria-label={t("paper_send_label", { paper: paper.label })}>
          {t("paper_send")}
        </Button>
      ) : null}
    </li>
  );
};
