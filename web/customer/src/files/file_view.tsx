// A file in the conversation: preview, state of its check, the document it was submitted as.
import { Button, Icon } from "@baro/design";
import type { File as FileBody, UploadView } from "@baro/wire";
import { CircleAlert, FileText, Film, type IconNode, Image, PenLine } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { documentLabel } from "../claims/claim_state";
import { attempt, client, connection, currentId, slowCheckSeconds } from "../model";
import { t } from "../texts";
import { deletedFiles, loadFile, uploads } from "./file_state";
import { sizeText } from "./file_uploads";
import { openedFile, openFile, Viewer } from "./viewer";

const ICONS: Readonly<Record<FileBody["kind"], IconNode>> = {
  photo: Image,
  video: Film,
  pdf: FileText,
  signature: PenLine,
};

export const FileView = ({ body }: { body: FileBody }) => {
  const file = uploads.value.get(body.upload);
  const conversation = currentId.value;
  // After a reload the conversation is rendered before there is a connection.
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
          <Thumbnail upload={body.upload} />
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
      {file?.item && file.claim ? <SubmittedAs claim={file.claim} item={file.item} /> : null}
      {file?.suggested_item && file.claim && !file.item ? <SuggestedDocument file={file} /> : null}
      {openedFile.value?.id === body.upload ? <Viewer /> : null}
    </article>
  );
};

/** Whether a check that began at `began` (ms since 1970 UTC; 0: not begun) takes longer than usual. */
const useSlow = (began: number): boolean => {
  const [slow, setSlow] = useState(false);
  const seconds = slowCheckSeconds.value;
  useEffect(() => {
    setSlow(false);
    if (began === 0 || seconds === null) return;
    const timer = setTimeout(() => setSlow(true), Math.max(0, began + seconds * 1000 - Date.now()));
    return () => clearTimeout(timer);
  }, [began, seconds]);
  return slow;
};

/** The label of a document of the customer's claim; null until it is known. */
const useDocumentLabel = (claim: string, item: string): string | null => {
  const [label, setLabel] = useState<string | null>(null);
  useEffect(() => {
    let alive = true;
    void documentLabel(claim, item).then((found) => {
      if (alive) setLabel(found);
    });
    return () => {
      alive = false;
    };
  }, [claim, item]);
  return label;
};

const SubmittedAs = ({ claim, item }: { claim: string; item: string }) => {
  const label = useDocumentLabel(claim, item);
  return label === null ? null : (
    <p class="c-file-status">{t("file_submitted_as", { document: label, claim })}</p>
  );
};

/** Asks whether the file is the document that the server suggests. */
const SuggestedDocument = ({ file }: { file: UploadView }) => {
  const [answered, setAnswered] = useState(false);
  const { claim = "", suggested_item: item = "" } = file;
  const label = useDocumentLabel(claim, item);
  if (answered || label === null) return null;
  const submit = async () => {
    const done = await attempt(async (to) => {
      await to.request("file_as", { upload: file.id, claim, item });
    });
    if (done) setAnswered(true);
  };
  return (
    <div class="c-file-guess">
      <p>{t("file_suggestion", { document: label, claim })}</p>
      <div>
        <Button kind="primary" onClick={() => void submit()}>
          {t("file_suggestion_yes")}
        </Button>
        <Button onClick={() => setAnswered(true)}>{t("file_suggestion_no")}</Button>
      </div>
    </div>
  );
};

const Thumbnail = ({ upload }: { upload: string }) => {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let alive = true;
    client
      .peek()
      ?.request("get_file", { upload, variant: "thumb" })
      .then(
        (link) => alive && setUrl(link.url),
        () => undefined, // the icon is shown instead
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
