// A thumbnail that opens the viewer; loaded when it becomes visible.
import { Icon, Spinner } from "@baro/design";
import type { UploadView } from "@baro/wire";
import { FileText, Film, type IconNode, PenLine, Image as Photo, ShieldAlert } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { c } from "../i18n";
import { isSlow } from "../rules/merge";
import { useFileUrl } from "./file_url";
import { useClaims } from "./hooks";

export const KIND_ICONS: Readonly<Record<UploadView["kind"], IconNode>> = {
  photo: Photo,
  video: Film,
  pdf: FileText,
  signature: PenLine,
};

/** True once the element has been near the viewport. */
const useSeen = (element: { readonly current: HTMLElement | null }): boolean => {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (!element.current || seen) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setSeen(true);
      },
      { rootMargin: "120px" },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [seen]);
  return seen;
};

/** `claim`: the claim whose files the viewer shows; "" for those of the file's conversation. */
export const Thumb = ({
  file,
  claim,
  small = false,
}: {
  file: UploadView;
  claim: string;
  small?: boolean;
}) => {
  const claims = useClaims();
  const w = c().files;
  const ref = useRef<HTMLButtonElement>(null);
  const seen = useSeen(ref);
  const status = useFileStatus();
  const label =
    file.status === "ready"
      ? w.open(file.name)
      : `${w.open(file.name)}, ${status(file)}${file.reason_text ? `: ${file.reason_text}` : ""}`;
  return (
    <button
      ref={ref}
      type="button"
      class="k-thumb"
      data-small={small || undefined}
      data-status={file.status}
      title={file.name}
      aria-label={label}
      onClick={() => {
        claims.navigation.dialog.value = {
          name: "viewer",
          first: file.id,
          claim,
          conversation: file.conversation,
        };
      }}
    >
      <Face file={file} seen={seen} />
      {file.kind === "video" || file.kind === "pdf" ? (
        <span class="k-thumb-kind" aria-hidden="true">
          {w.kinds[file.kind]}
        </span>
      ) : null}
    </button>
  );
};

/** The status of a file, in words. */
export const useFileStatus = (): ((file: UploadView) => string) => {
  const claims = useClaims();
  const slowSeconds = claims.rules?.slow_check_seconds ?? Number.POSITIVE_INFINITY;
  const w = c().files;
  return (file) => (isSlow(file, claims.now(), slowSeconds) ? w.slow : w.statuses[file.status]);
};

const Face = ({ file, seen }: { file: UploadView; seen: boolean }) => {
  const { picture, broken } = useFileUrl(file.id, "thumb", seen && file.status === "ready");
  const status = useFileStatus();
  if (file.status === "quarantined")
    return (
      <span class="k-thumb-face" data-bad>
        <Icon of={ShieldAlert} />
      </span>
    );
  if (file.status !== "ready")
    return (
      <span class="k-thumb-face">
        <Spinner />
        <span>{status(file)}</span>
      </span>
    );
  if (picture.state === "here")
    return <img class="k-thumb-face" src={picture.url} alt="" decoding="async" onError={broken} />;
  return (
    <span class="k-thumb-face" data-waiting={picture.state === "waiting" || undefined}>
      <Icon of={KIND_ICONS[file.kind]} />
    </span>
  );
};
