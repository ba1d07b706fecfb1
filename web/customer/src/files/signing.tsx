// A text to sign. The digest of the shown text is sent with the signature.
import { Button, Icon, Spinner } from "@baro/design";
import type { SignatureRequest } from "@baro/wire";
import { Check, CircleAlert } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { attempt, client, currentId, sendMessage } from "../model";
import { t } from "../texts";

interface Props {
  signing: SignatureRequest;
  seq: number;
  signed: boolean;
}

const hexDigest = async (text: string): Promise<string> => {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

export const SigningView = ({ signing, seq, signed }: Props) => {
  const [digestMatches, setDigestMatches] = useState<boolean | null>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    void hexDigest(signing.text).then((digest) => setDigestMatches(digest === signing.digest));
  }, [signing]);
  return (
    <article class="b-card c-signing">
      <header>{signing.title}</header>
      <div class="b-card-body">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled with the keys */}
        <p class="c-signing-text" tabIndex={0}>
          {signing.text}
        </p>
        {signed ? (
          <p class="c-form-sent">
            <Icon of={Check} size={16} />
            {t("signed")}
          </p>
        ) : digestMatches === false ? (
          <p class="b-field-error" role="alert">
            <Icon of={CircleAlert} size={14} />
            {t("signing_changed")}
          </p>
        ) : open ? (
          <SignaturePad signing={signing} seq={seq} onClose={() => setOpen(false)} />
        ) : (
          <Button kind="primary" wide disabled={digestMatches === null} onClick={() => setOpen(true)}>
            {t("sign")}
          </Button>
        )}
      </div>
    </article>
  );
};

const WIDTH = 600;
const HEIGHT = 240;

/** Draws a signature with finger, pen or mouse, or writes the typed name. */
const SignaturePad = ({
  signing,
  seq,
  onClose,
}: {
  signing: SignatureRequest;
  seq: number;
  onClose: () => void;
}) => {
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
      if (upload)
        await sendMessage({ type: "signature", to: seq, digest: signing.digest, upload: upload.id });
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
