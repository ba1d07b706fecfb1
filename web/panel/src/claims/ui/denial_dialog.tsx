// A proposed denial, and the dialog in which a second person reads the customer's text
// and confirms exactly that.
import { Badge, Banner, Button, Icon } from "@baro/design";
import { dayAndClock } from "@baro/design/format";
import type { ClaimView, DenialProposalView, ExposureView } from "@baro/wire";
import { TriangleAlert } from "lucide";
import { useState } from "preact/hooks";
import { locale } from "../../i18n";
import { c } from "../i18n";
import { customerEventsSince } from "../rules/denial_proposals";
import { CancelButton, FormDialog } from "./form_dialog";
import { useClaims, useSubmit } from "./hooks";

/** A pending proposal on an exposure: author, grounds and note. */
export const DenialProposal = ({ proposal }: { proposal: DenialProposalView }) => {
  const w = c().denial;
  return (
    <div class="k-proposal">
      <p>
        <Badge tone="warn">{w.waiting}</Badge>{" "}
        <span>{w.by(proposal.by.name, dayAndClock(proposal.at, locale()))}</span>
      </p>
      <p>{proposal.grounds}</p>
      {proposal.note ? <p class="p-muted">{w.note(proposal.note)}</p> : null}
    </div>
  );
};

/** The exact texts for the customer. */
const CustomerTexts = ({ proposal }: { proposal: DenialProposalView }) => {
  const w = c().denial;
  return (
    <section class="k-words" aria-label={w.words}>
      <h3>{w.words}</h3>
      {proposal.texts.map(({ locale: language, text }) => (
        <figure key={language}>
          <figcaption>{w.languages[language] ?? language}</figcaption>
          <blockquote lang={language}>{text}</blockquote>
        </figure>
      ))}
    </section>
  );
};

/** Events of the customer since the proposal. */
const EventsSince = ({ claim, exposure, at }: { claim: ClaimView; exposure: ExposureView; at: number }) => {
  const brought = customerEventsSince(claim, exposure, at);
  if (brought.length === 0) return null;
  return (
    <div class="k-since">
      <Banner tone="warn" icon={<Icon of={TriangleAlert} size={18} />}>
        {c().denial.since}
      </Banner>
      <ul>
        {brought.map((event) => (
          <li key={event.number}>{event.text}</li>
        ))}
      </ul>
    </div>
  );
};

/** Shows the texts of the proposal it was opened with; after a change it has to be opened again. */
export const ConfirmDenialDialog = (props: {
  claim: ClaimView;
  exposure: ExposureView;
  label: string;
  gone: boolean;
}) => {
  const { claim, exposure, label } = props;
  const claims = useClaims();
  const w = c();
  const [read] = useState(exposure.proposal);
  const { busy, problem, act } = useSubmit();
  if (!read) return null;
  const gone = props.gone || exposure.proposal?.id !== read.id;
  const submit = async () => {
    const done = await act(() =>
      claims.applyTransition(claim, exposure.coverage, "confirm_denial", { proposal: read.id }),
    );
    if (!done) return;
    claims.showToast("good", w.denial.confirmed(exposure.label));
    claims.navigation.closeDialog();
  };
  return (
    <FormDialog
      title={w.transition.title(label, exposure.label)}
      problem={problem}
      onSubmit={() => void submit()}
      buttons={
        <>
          <CancelButton autofocus />
          <Button type="submit" kind="danger" disabled={busy || gone || !claims.online}>
            {label}
          </Button>
        </>
      }
    >
      {gone ? <Banner tone="warn">{w.denial.changed}</Banner> : null}
      <p>{w.denial.by(read.by.name, dayAndClock(read.at, locale()))}</p>
      {read.note ? <p class="p-muted">{w.denial.note(read.note)}</p> : null}
      <EventsSince claim={claim} exposure={exposure} at={read.at} />
      <CustomerTexts proposal={read} />
      <Banner tone="bad" icon={<Icon of={TriangleAlert} size={18} />}>
        {w.denial.irreversible}
      </Banner>
    </FormDialog>
  );
};
