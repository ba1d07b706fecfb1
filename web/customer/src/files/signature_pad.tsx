// The pad on which a signature is drawn; the drawing is uploaded, and the caller binds it to a text.
import { Button, Spinner } from "@baro/design";
import { useRef, useState } from "preact/hooks";
import { attempt, client, currentId } from "../model";
import { t } from "../texts";

/** The SHA-256 of a text in UTF-8: what a signature is bound to. */
export const hexDigest = async (text: string): Promise<string> => {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

const WIDTH = 600;
const HEIGHT = 240;

interface Props {
  /** Called with the upload of the drawing; throws what the server refuses. */
  onDrawn: (upload: string) => Promise<void>;
  onClose: () => void;
}

/** Draws a signature with finger, pen or mouse, or writes the typed name. */
export const SignaturePad = ({ onDrawn, onClose }: Props) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [name, setName] = useState("");
  const [drawn, setDrawn] = useState(false);
  const [busy, setBusy] = useState(false);
  const pen = useRef<{ x: number; y: number } | null>(null);

  const context = () => canvas.current?.getContext("2d") ?? null;
  const clear = () => {
    context()?.clearRect(0, 0, WIDTH, HEIGHT);
    setDrawn(false);
    setName("");
  };
  const at = (event: PointerEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * WIDTH,
      y: ((event.clientY - box.top) / box.height) * HEIGHT,
    };
  };
  const move = (event: PointerEvent) => {
    const from = pen.current;
    const to = at(event);
    const on = context();
    if (!from || !on) return;
    on.lineWidth = 4;
    on.lineCap = "round";
    on.strokeStyle = "#111";
    on.beginPath();
    on.moveTo(from.x, from.y);
    on.lineTo(to.x, to.y);
    on.stroke();
    pen.current = to;
    setDrawn(true);
  };
  const write = (text: string) => {
    setName(text);
    const on = context();
    if (!on) return;
    on.clearRect(0, 0, WIDTH, HEIGHT);
    on.font = "italic 72px Pretendard, sans-serif";
    on.textAlign = "center";
    on.textBaseline = "middle";
    on.fillText(text, WIDTH / 2, HEIGHT / 2);
    setDrawn(text.trim().length > 1);
  };
  const send = async () => {
    const conversation = currentId.peek();
    const blob = await new Promise<Blob | null>((resolve) => canvas.current?.toBlob(resolve, "image/png"));
    if (!blob || conversation === null) return;
    setBusy(true);
    const device = [...crypto.getRandomValues(new Uint8Array(12))]
      .map((byte) => (byte % 32).toString(32))
      .join("");
    const done = await attempt(async () => {
      const upload = await client.peek()?.upload(
        {
          conversation,
          clientId: `${device}:f1`,
          file: blob,
          name: "signature.png",
          type: "image/png",
          purpose: "signature",
        },
        { progress: () => undefined },
        new AbortController().signal,
      );
      if (upload) await onDrawn(upload.id);
    });
    setBusy(false);
    if (done) onClose();
  };

  return (
    <div class="c-pad">
      <canvas
        ref={canvas}
        width={WIDTH}
        height={HEIGHT}
        aria-label={t("sign_here")}
        role="img"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          pen.current = at(event);
        }}
        onPointerMove={move}
        onPointerUp={() => {
          pen.current = null;
        }}
      />
      <label>
        <span>{t("sign_name")}</span>
        <input
          class="b-input"
          value={name}
          maxLength={20}
          onInput={(event) => write(event.currentTarget.value)}
        />
      </label>
      <div class="c-pad-actions">
        <Button onClick={clear}>{t("sign_again")}</Button>
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button kind="primary" disabled={!drawn || busy} onClick={() => void send()}>
          {busy ? <Spinner /> : null}
          {t("sign_send")}
        </Button>
      </div>
    </div>
  );
};
