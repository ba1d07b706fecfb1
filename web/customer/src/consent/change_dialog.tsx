// A change of a contract: before and after, the difference, the text, and the signature after an identity check.
import { Button, Dialog, Rows, Spinner } from "@baro/design";
import type { ChangeView } from "@baro/wire";
import { useEffect, useState } from "preact/hooks";
import { hexDigest, SignaturePad } from "../files/signature_pad";
import { attempt } from "../model";
import { dueText, type Key, momentText, t } from "../texts";
import { withProof } from "./fresh_check";
import { IdentityStep } from "./identity_step";

/** What the dialog asks for now; a drawing waits for the identity check. */
type Step = "read" | "draw" | { readonly upload: string };

export const STATUS: Readonly<Record<string, Key>> = {
  expired: "change_over",
  withdrawn: "change_withdrawn",
  ordered: "change_ordered",
  done: "change_done",
  refused: "change_refused",
};

export const ChangeDialog = ({ change, onClose }: { change: string; onClose: () => void }) => {
  const [view, setView] = useState<ChangeView | null>(null);
  const [matches, setMatches] = useState(false);
  const [step, setStep] = useState<Step>("read");
  useEffect(() => {
    void attempt(async (to) => {
      const got = (await to.request("change", { change })).change;
      setMatches((await hexDigest(got.text)) === got.digest);
      setView(got);
    }).then((done) => (done ? undefined : onClose()));
  }, [change]);
  if (!view)
    return (
      <Dialog title={t("change_waits")} closeLabel={t("close_window")} onClose={onClose}>
        <Spinner label={t("change_waits")} />
      </Dialog>
    );
  const sign = async (upload: string) => {
    const outcome = await withProof(async (to, proof) => {
      setView((await to.request("sign_change", { change, digest: view.digest, upload, proof })).change);
    });
    setStep(outcome === "check" ? { upload } : "read");
  };
  const status = STATUS[view.status];
  return (
    <Dialog title={view.title} closeLabel={t("close_window")} onClose={onClose} class="c-change">
      {typeof step === "object" ? (
        <IdentityStep onChecked={() => void sign(step.upload)} />
      ) : (
        <>
          <Comparison view={view} />
          {status ? (
            <p class="c-form-sent" role="status">
              {t(status)} {view.reason ?? ""}
            </p>
          ) : !matches ? (
            <p class="b-field-error" role="alert">
              {t("signing_changed")}
            </p>
          ) : (
            <>
              <h3>{t("change_text")}</h3>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled with the keys */}
              <p class="c-signing-text" tabIndex={0}>
                {view.text}
              </p>
              <p class="c-hint">{t("change_until", { until: momentText(view.expires_at) })}</p>
              {step === "draw" ? (
                <SignaturePad onDrawn={sign} onClose={() => setStep("read")} />
              ) : (
                <Button kind="primary" wide onClick={() => setStep("draw")}>
                  {t("change_sign")}
                </Button>
              )}
            </>
          )}
        </>
      )}
    </Dialog>
  );
};

/** Each value before and after, and what a year costs more or less. */
const Comparison = ({ view }: { view: ChangeView }) => (
  <>
    <table class="c-change-rows">
      <thead>
        <tr>
          <td />
          <th scope="col">{t("change_before")}</th>
          <th scope="col">{t("change_after")}</th>
        </tr>
      </thead>
      <tbody>
        {view.rows.map(({ label, before, after }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{before}</td>
            <td>
              <strong>{after}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    <Rows
      rows={[
        { label: t("change_difference"), value: <strong>{view.difference}</strong> },
        {
          label: t("change_starts"),
          value: dueText(view.starts_on),
        },
      ]}
    />
  </>
);
