// The files of this conversation that are being uploaded, at the end of the thread.
import { Icon, IconButton } from "@baro/design";
import { Pause, RotateCw, X } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { connection, currentId } from "../model";
import { t } from "../texts";
import { dropFile, pauseFile, pendingFiles, retryFile } from "./file_uploads";
import type { PendingFile } from "./pending_file";
import { previewOf } from "./preview";
import { ProgressRing } from "./ring";

export const PendingPhotos = () => (
  <article class="b-card c-file c-photos">
    <ul aria-label={t("attachments")}>
      {pendingFiles.value
        .filter(({ conversation }) => conversation === currentId.value)
        .map((item) => (
          <Pending key={item.key} item={item} />
        ))}
    </ul>
  </article>
);

const Pending = ({ item }: { item: PendingFile }) => {
  const { file, name, status, share } = item;
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    void previewOf(file).then(setUrl);
  }, [file]);
  const online = connection.value.phase === "online";
  const stopped = status === "failed" || status === "paused";
  return (
    <li data-status={status}>
      <span class="c-photo">
        {url === null ? <span>{name}</span> : <img src={url} alt={name} />}
        {status === "failed" ? null : <ProgressRing share={share} label={t("attach_sending", { name })} />}
      </span>
      {stopped ? (
        <IconButton
          label={`${name}: ${t(status === "paused" ? "attach_resume" : "try_again")}`}
          onClick={() => retryFile(item)}
        >
          <Icon of={RotateCw} size={18} />
        </IconButton>
      ) : (
        <IconButton label={t("attach_pause", { name })} onClick={() => pauseFile(item)}>
          <Icon of={Pause} size={18} />
        </IconButton>
      )}
      <IconButton label={t("attach_drop", { name })} onClick={() => dropFile(item)}>
        <Icon of={X} size={18} />
      </IconButton>
      {status === "sending" ? null : (
        <p role={status === "failed" ? "alert" : "status"}>
          {status === "failed"
            ? item.refusal || t("attach_failed")
            : t(status === "waiting" && online ? "attach_again" : `attach_${status}`)}
        </p>
      )}
    </li>
  );
};
