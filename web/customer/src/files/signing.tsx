// A text to sign. The digest of the shown text is sent with the signature.
import { Button, Icon } from "@baro/design";
import type { SignatureRequest } from "@baro/wire";
import { Check, CircleAlert } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { sendMessage } from "../model";
import { t } from "../texts";
import { hexDigest, SignaturePad } from "./signature_pad";

interface Props {
  signing: SignatureRequest;
  seq: number;
  signed: boolean;
}

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
          <SignaturePad
            onClose={() => setOpen(false)}
            onDrawn={(upload) => sendMessage({ type: "signature", to: seq, digest: signing.digest, upload })}
          />
        ) : (
          <Button kind="primary" wide disabled={digestMatches === null} onClick={() => setOpen(true)}>
            {t("sign")}
          </Button>
        )}
      </div>
    </article>
  );
};
