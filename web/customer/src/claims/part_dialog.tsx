// What a card in the thread opens for its claim: the account, a dispute, the letter, the documents.
import { Button, Dialog, Icon, Rows, Spinner } from "@baro/design";
import type { ClaimView, ExposureView, Notice } from "@baro/wire";
import { FileText } from "lucide";
import { useEffect } from "preact/hooks";
import { openCertificate } from "../files/certificates";
import { Documents } from "../files/checklist_view";
import { attempt, config, connection } from "../model";
import { wordedNotice } from "../notice_text";
import { fullText, type Key, t } from "../texts";
import { claims, mergeClaim, shownDocuments } from "./claim_state";
import { AccountForm } from "./payout_account";
import { TransitionForm } from "./transition_form";

/** What a card opens. */
export type ClaimPart = "account" | "dispute" | "letter" | "documents";

interface Props {
  notice: Notice;
  at: number;
  part: ClaimPart;
  onClose: () => void;
}

const TITLES: Readonly<Record<ClaimPart, Key>> = {
  account: "claim_account",
  dispute: "claim_dispute",
  letter: "letter",
  documents: "claim_documents",
};

export const ClaimPartDialog = (props: Props) => {
  const { notice, part, onClose } = props;
  const number = notice.data?.claim ?? "";
  // The claim as it is now: the card shows what was decided then.
  useEffect(() => {
    if (part === "letter") return;
    void attempt(async (to) => mergeClaim((await to.request("claim", { claim: number })).claim)).then(
      (done) => (done ? undefined : onClose()),
    );
  }, [number, part]);
  const claim = claims.value?.find(({ id }) => id === number);
  return (
    <Dialog title={t(TITLES[part])} closeLabel={t("close_window")} onClose={onClose}>
      {part === "letter" ? (
        <Letter {...props} />
      ) : claim ? (
        <Part {...props} claim={claim} />
      ) : (
        <p class="c-loading">
          <Spinner />
          {t("thread_empty")}
        </p>
      )}
    </Dialog>
  );
};

const Part = ({ notice, part, claim, onClose }: Props & { claim: ClaimView }) => {
  if (part === "documents")
    return (
      <div class="c-checklist">
        <Documents documents={shownDocuments(claim)} claim={claim.id} />
      </div>
    );
  if (part === "account") return <AccountForm claim={claim} onSaved={onClose} />;
  const exposure = claim.exposures.find(({ coverage }) => coverage === notice.data?.coverage);
  const step = exposure ? contestingStep(exposure) : undefined;
  return exposure && step ? (
    <TransitionForm claim={claim} exposure={exposure} transition={step} onDone={onClose} />
  ) : (
    <p>{t("dispute_not_now", { stage: exposure?.stage_label ?? "" })}</p>
  );
};

/** How the customer may contest what was decided, if they may now. */
const contestingStep = ({ transitions = [] }: ExposureView): string | undefined =>
  transitions.map(({ name }) => name).find((name) => name === "dispute" || name === "appeal");

/** The decision as a letter, to read, and to open as PDF. */
const Letter = ({ notice, at }: Props) => {
  const { title = "", rows = [] } = wordedNotice(notice);
  const brand = config.value?.brand;
  const { claim = "", event } = notice.data ?? {};
  const number = t("claim_number", { number: claim });
  const from = t("letter_from", { brand: brand?.short ?? "", telephone: brand?.telephone ?? "" });
  const open = () => void openCertificate(`certificate:letter:${claim}:${event}`, window.open("", "_blank"));
  return (
    <article class="c-letter">
      <h3>{title}</h3>
      <p>{number}</p>
      <Rows rows={rows} />
      <p>
        {fullText(at)}
        <br />
        {from}
      </p>
      {event ? (
        <Button kind="primary" disabled={connection.value.phase !== "online"} onClick={open}>
          <Icon of={FileText} size={18} />
          {t("letter_open")}
        </Button>
      ) : null}
    </article>
  );
};
