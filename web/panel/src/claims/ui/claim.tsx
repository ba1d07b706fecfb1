// One claim: in a column beside the conversation part by part, on a page of its own all at once.
import { Badge, Button, Icon } from "@baro/design";
import { dayAndClock } from "@baro/design/format";
import type { ClaimView } from "@baro/wire";
import { Link2, Maximize2, MessageSquare, TriangleAlert } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { locale } from "../../i18n";
import { useHere } from "../../ui/page";
import { c } from "../i18n";
import { PARTS, type Part } from "../state/navigation";
import { FormPart } from "./accident_tab";
import { PapersPart } from "./documents";
import { LinesPart } from "./exposures";
import { FilesPart } from "./files";
import { HistoryPart } from "./history";
import { useClaims } from "./hooks";

export const ClaimBody = ({ claim, wide }: { claim: ClaimView; wide: boolean }) => (
  <article class="k-claim" data-wide={wide || undefined} aria-label={`${c().number} ${claim.id}`}>
    <Head claim={claim} wide={wide} />
    {wide ? <Whole claim={claim} /> : <Parts claim={claim} />}
  </article>
);

const Whole = ({ claim }: { claim: ClaimView }) => {
  const w = c().parts;
  return (
    <div class="k-whole">
      <div class="k-stack">
        <Section name="lines" title={w.lines}>
          <LinesPart claim={claim} wide />
        </Section>
        <Section name="files" title={w.files}>
          <FilesPart claim={claim} />
        </Section>
      </div>
      <div class="k-stack">
        <Section name="papers" title={w.papers}>
          <PapersPart claim={claim} />
        </Section>
        <Section name="form" title={w.form}>
          <FormPart claim={claim} />
        </Section>
        <Section name="history" title={w.history}>
          <HistoryPart claim={claim} />
        </Section>
      </div>
    </div>
  );
};

const Section = (props: { name: Part; title: string; children: ComponentChildren }) => (
  <section class="k-section" id={`part-${props.name}`} tabIndex={-1} aria-labelledby={`title-${props.name}`}>
    <h3 id={`title-${props.name}`}>{props.title}</h3>
    {props.children}
  </section>
);

const Parts = ({ claim }: { claim: ClaimView }) => {
  const { where } = useClaims();
  const w = c().parts;
  const part = where.part.value;
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = PARTS[(PARTS.indexOf(part) + by + PARTS.length) % PARTS.length];
    if (by === 0 || event.altKey || next === undefined) return;
    event.preventDefault();
    where.part.value = next;
    document.getElementById(`part-tab-${next}`)?.focus();
  };
  const waiting = (claim.documents ?? []).filter(({ document: paper }) => paper.status === "review").length;
  return (
    <>
      <div class="k-parts" role="tablist" aria-label={w.label} onKeyDown={onKeyDown}>
        {PARTS.map((name) => (
          <button
            key={name}
            id={`part-tab-${name}`}
            type="button"
            role="tab"
            aria-selected={name === part}
            aria-controls="part-panel"
            tabIndex={name === part ? 0 : -1}
            onClick={() => {
              where.part.value = name;
            }}
          >
            {w[name]}
            {name === "papers" && waiting > 0 ? <Badge tone="brand">{waiting}</Badge> : null}
          </button>
        ))}
      </div>
      <div class="k-panel" id="part-panel" role="tabpanel" aria-labelledby={`part-tab-${part}`}>
        {part === "lines" ? <LinesPart claim={claim} wide={false} /> : null}
        {part === "papers" ? <PapersPart claim={claim} /> : null}
        {part === "files" ? <FilesPart claim={claim} /> : null}
        {part === "form" ? <FormPart claim={claim} /> : null}
        {part === "history" ? <HistoryPart claim={claim} /> : null}
      </div>
    </>
  );
};

const Head = ({ claim, wide }: { claim: ClaimView; wide: boolean }) => {
  const { desk, page } = useHere();
  const claims = useClaims();
  const w = c();
  const flags = [
    ...new Set([...(claim.flags ?? []), ...claim.exposures.flatMap((line) => line.flags ?? [])]),
  ];
  const talk = desk.state.value.threads.has(claim.conversation);
  // On its own page the claim is what one came for; beside a conversation the conversation is.
  useEffect(() => {
    if (wide) document.getElementById("claim-title")?.focus();
  }, [claim.id, wide]);
  return (
    <header class="k-head">
      <div class="k-head-line">
        <h2 id={wide ? "claim-title" : undefined} tabIndex={wide ? -1 : undefined}>
          <span class="sr-only">{w.number} </span>
          {claim.id}
        </h2>
        {claim.open ? null : <Badge>{w.closed}</Badge>}
        {wide ? <strong class="k-who">{claim.customer.name}</strong> : null}
        <span class="k-grow" />
        {wide && talk ? (
          <Button
            size="small"
            onClick={() => {
              claims.where.place.value = { name: "desk" };
              claims.where.beside.value = "claim";
              claims.where.choose(claim.customer.id, claim.id);
              desk.choose(claim.conversation);
              page.pane.value = "thread";
            }}
          >
            <Icon of={MessageSquare} size={15} />
            {w.toConversation}
          </Button>
        ) : null}
        {wide ? null : (
          <Button
            size="small"
            kind="quiet"
            onClick={() => {
              claims.where.place.value = { name: "claim", claim: claim.id };
            }}
          >
            <Icon of={Maximize2} size={14} />
            {w.openClaim}
          </Button>
        )}
      </div>
      <p class="p-muted">
        {[
          w.registered(dayAndClock(claim.registered_at, locale())),
          claim.vehicle,
          claim.contract ? `${w.contract} ${claim.contract}` : "",
          claim.account ? `${w.account} ${claim.account}` : "",
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {flags.length > 0 ? (
        <ul class="k-flags">
          {flags.map((flag) => (
            <li key={flag}>
              <Badge tone={flag === "danger" || flag === "policy_expired" ? "bad" : "warn"}>
                <Icon of={TriangleAlert} size={12} />
                {w.flags[flag] ?? flag}
              </Badge>
            </li>
          ))}
        </ul>
      ) : null}
      {claim.linked?.length ? (
        <p class="k-linked">
          <Icon of={Link2} size={14} />
          <span>{w.linked}</span>
          {claim.linked.map((id) => (
            <button
              key={id}
              type="button"
              class="p-link"
              aria-label={w.openLinked(id)}
              onClick={() => {
                claims.where.place.value = { name: "claim", claim: id };
              }}
            >
              {id}
            </button>
          ))}
        </p>
      ) : null}
    </header>
  );
};
