// One file in a pane, scaled, moved and rotated by the viewer's state.
import { Button, Empty, Icon, Spinner } from "@baro/design";
import type { UploadView } from "@baro/wire";
import { FileText, ShieldAlert, TriangleAlert } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../../i18n";
import { c, claimErrorText } from "../i18n";
import { fitted, type Press, turnOf, type Viewing, wheelFactor } from "../rules/file_viewer";
import { useFileUrl } from "./file_url";
import { useClaims } from "./hooks";
import { useFileStatus } from "./thumbnail";

interface Props {
  readonly file: UploadView;
  readonly viewing: Viewing;
  readonly press: (press: Press) => void;
  /** Index of the pane; null for a single one. */
  readonly place: 0 | 1 | null;
}

export const Pane = (props: Props) => {
  const { file, viewing, press, place } = props;
  const w = c().viewer;
  const active = place === null || viewing.active === place;
  return (
    <section
      class="k-pane"
      aria-label={place === null ? file.name : `${w.pane(place + 1)}: ${file.name}`}
      data-active={(place !== null && active) || undefined}
      onPointerDown={() => {
        if (place !== null) press({ kind: "pane", active: place });
      }}
    >
      {place === null ? null : <span class="k-pane-name">{`${place + 1}  ${file.name}`}</span>}
      <FileContent {...props} />
    </section>
  );
};

const FileContent = (props: Props) => {
  const { file } = props;
  const status = useFileStatus();
  const w = c();
  if (file.status === "quarantined")
    return (
      <Empty title={w.files.quarantined} icon={<Icon of={ShieldAlert} size={40} />}>
        <p>{file.reason_text || file.reason}</p>
      </Empty>
    );
  if (file.status !== "ready")
    return (
      <Empty title={status(file)} icon={<Spinner />}>
        <p>{w.viewer.checking}</p>
      </Empty>
    );
  switch (file.kind) {
    case "pdf":
      return <Pdf file={file} />;
    case "video":
      return <Player file={file} />;
    default:
      return <Picture {...props} />;
  }
};

const Failed = ({ text, again }: { text: string; again: () => void }) => (
  <Empty title={c().viewer.failed} icon={<Icon of={TriangleAlert} size={40} />}>
    {text ? <p role="alert">{text}</p> : null}
    <Button size="small" onClick={again}>
      {t().retry}
    </Button>
  </Empty>
);

const Pdf = ({ file }: { file: UploadView }) => {
  const claims = useClaims();
  const w = c().viewer;
  const open = async () => {
    try {
      window.open(await claims.fileUrls.get(file.id, "share"), "_blank", "noopener");
    } catch (error) {
      claims.showToast("bad", claimErrorText(error));
    }
  };
  return (
    <Empty title={file.name} icon={<Icon of={FileText} size={40} />}>
      {file.pages ? <p>{w.pdfPages(file.pages)}</p> : null}
      <Button kind="primary" onClick={() => void open()}>
        {w.openPdf}
      </Button>
    </Empty>
  );
};

const Player = ({ file }: { file: UploadView }) => {
  const { picture, broken, again } = useFileUrl(file.id, "share", true);
  if (picture.state === "waiting") return <Spinner label={c().viewer.loading} />;
  if (picture.state === "failed") return <Failed text={picture.text} again={again} />;
  // biome-ignore lint/a11y/useMediaCaption: a customer's video of an accident has no captions
  return <video class="k-video" src={picture.url} controls onError={broken} aria-label={file.name} />;
};

interface Size {
  readonly width: number;
  readonly height: number;
}

const Picture = ({ file, viewing, press }: Props) => {
  const { picture, broken, again } = useFileUrl(file.id, "share", true);
  const [own, setOwn] = useState<Size>({ width: file.width ?? 0, height: file.height ?? 0 });
  const ground = useRef<HTMLDivElement>(null);
  const pane = useSize(ground);
  useHands(ground, press);
  const turns = turnOf(viewing, file.id);
  const size = fitted(own, pane, turns);
  const degrees = turns * 90;
  let inside: ComponentChildren;
  if (picture.state === "waiting") inside = <Spinner label={c().viewer.loading} />;
  else if (picture.state === "failed") inside = <Failed text={picture.text} again={again} />;
  else
    inside = (
      <img
        class="k-picture"
        src={picture.url}
        alt={c().viewer.picture(file.name, Math.round(viewing.zoom * 100), degrees)}
        data-turns={turns}
        draggable={false}
        style={{
          width: `${size.width * viewing.zoom}px`,
          height: `${size.height * viewing.zoom}px`,
          transform: `translate(-50%, -50%) translate(${viewing.x * pane.width}px, ${viewing.y * pane.height}px) rotate(${degrees}deg)`,
        }}
        onLoad={(event) => {
          const { naturalWidth, naturalHeight } = event.currentTarget;
          setOwn({ width: naturalWidth, height: naturalHeight });
        }}
        onError={broken}
      />
    );
  return (
    <div ref={ground} class="k-ground" data-large={viewing.zoom > 1 || undefined}>
      {inside}
    </div>
  );
};

const useSize = (element: { readonly current: HTMLElement | null }): Size => {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    const measure = () => setSize({ width: box.clientWidth, height: box.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    measure();
    return () => observer.disconnect();
  }, []);
  return size;
};

/** Wheel, dragging, and two fingers. */
const useHands = (element: { readonly current: HTMLElement | null }, press: (press: Press) => void): void => {
  useEffect(() => {
    const box = element.current;
    if (!box) return;
    const fingers = new Map<number, { x: number; y: number }>();
    const spot = (x: number, y: number) => {
      const { left, top, width, height } = box.getBoundingClientRect();
      return { x: (x - left) / width - 0.5, y: (y - top) / height - 0.5 };
    };
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      press({ kind: "zoom", factor: wheelFactor(-event.deltaY), at: spot(event.clientX, event.clientY) });
    };
    const onDown = (event: PointerEvent) => {
      if (event.button !== 0 || (event.target instanceof HTMLElement && event.target.closest("button")))
        return;
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      box.setPointerCapture(event.pointerId);
    };
    const onMove = (event: PointerEvent) => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      const now = { x: event.clientX, y: event.clientY };
      const [other] = [...fingers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
      if (other) {
        const apart = (at: { x: number; y: number }) => Math.hypot(at.x - other.x, at.y - other.y);
        const middle = spot((now.x + other.x) / 2, (now.y + other.y) / 2);
        if (apart(before) > 0) press({ kind: "zoom", factor: apart(now) / apart(before), at: middle });
      } else {
        const { width, height } = box.getBoundingClientRect();
        press({ kind: "move", x: (now.x - before.x) / width, y: (now.y - before.y) / height });
      }
      fingers.set(event.pointerId, now);
    };
    const onUp = (event: PointerEvent) => void fingers.delete(event.pointerId);
    // Not passive: the page must not scroll or zoom instead.
    box.addEventListener("wheel", onWheel, { passive: false });
    box.addEventListener("pointerdown", onDown);
    box.addEventListener("pointermove", onMove);
    box.addEventListener("pointerup", onUp);
    box.addEventListener("pointercancel", onUp);
    return () => {
      box.removeEventListener("wheel", onWheel);
      box.removeEventListener("pointerdown", onDown);
      box.removeEventListener("pointermove", onMove);
      box.removeEventListener("pointerup", onUp);
      box.removeEventListener("pointercancel", onUp);
    };
  }, [press]);
};
