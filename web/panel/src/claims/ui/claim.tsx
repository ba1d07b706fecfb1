// One claim: in tabs beside a conversation, or as a whole page.
import { Badge, Button, Icon } from "@baro/design";
import { dayAndClock } from "@baro/design/format";
import type { ClaimView } from "@baro/wire";
import { Link2, Maximize2, MessageSquare, TriangleAlert } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { locale } from "../../i18n";
import { usePanel } from "../../ui/panel_context";
import { c } from "../i18n";
import { CLAIM_TABS, type ClaimTab } from "../state/navigation";
import { AccidentTab } from "./accident_tab";
import { DocumentsTab } from "./documents";
import { ExposuresTab } from "./exposures";
import { FilesTab } from "./files";
import { HistoryTab } from "./history";
import { useClaims } from "./hooks";

export const ClaimBody = ({ claim, wide }: { claim: ClaimView; wide: boolean }) => (
  <article class="k-claim" data-wide={wide || undefined} aria-label={`${c().number} ${claim.id}`}>
    <ClaimHeader claim={claim} wide={wide} />
    {wide ? <WideLayout claim={claim} /> : <TabbedLayout claim={claim} />}
  </article>
);

const WideLayout = ({ claim }: { claim: ClaimView }) => {
  const w = c().claimTabs;
  return (
    <div class="k-whole">
      <div class="k-stack">
        <Section name="exposures" title={w.exposures}>
          <ExposuresTab claim={claim} wide />
        </Section>
        <Section name="files" title={w.files}>
          <FilesTab claim={claim} />
        </Section>
      </div>
      <div class="k-stack">
        <Section name="documents" title={w.documents}>
          <DocumentsTab claim={claim} />
        </Section>
        <Section name="form" title={w.form}>
          <AccidentTab claim={claim} />
        </Section>
        <Section name="history" title={w.history}>
          <HistoryTab claim={claim} />
        </Section>
      </div>
    </div>
  );
};

const Section = (props: { name: ClaimTab; title: string; children: ComponentChildren }) => (
  <section class="k-section" id={`part-${props.name}`} tabIndex={-1} aria-labelledby={`title-${props.name}`}>
    <h3 id={`title-${props.name}`}>{props.title}</h3>
    {props.children}
  </section>
);

const TabbedLayout = ({ claim }: { claim: ClaimView }) => {
  const { navigation } = useClaims();
  const w = c().claimTabs;
  const part = navigation.tab.value;
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = CLAIM_TABS[(CLAIM_TABS.indexOf(part) + by + CLAIM_TABS.length) % CLAIM_TABS.length];
    if (by === 0 || event.altKey || next === undefined) return;
    event.preventDefault();
    navigation.tab.value = next;
    document.getElementById(`part-tab-${next}`)?.focus();
  };
  const waiting = (claim.documents ?? []).filter(({ document: doc }) => doc.status === "review").length;
  return (
    <>
      <div class="k-parts" role="tablist" aria-label={w.label} onKeyDown={onKeyDown}>
        {CLAIM_TABS.map((name) => (
          <button
            key={name}
            id={`part-tab-${name}`}
            type="button"
            role="tab"
            aria-selected={name === part}
            aria-controls="part-panel"
            tabIndex={name === part ? 0 : -1}
            onClick={() => {
              navigation.tab.value = name;
            }}
          >
            {w[name]}
            {name === "documents" && waiting > 0 ? <Badge tone="brand">{waiting}</Badge> : null}
          </button>
        ))}
      </div>
      <div class="k-panel" id="part-panel" role="tabpanel" aria-labelledby={`part-tab-${part}`}>
        {part === "exposures" ? <ExposuresTab claim={claim} wide={false} /> : null}
        {part === "documents" ? <DocumentsTab claim={claim} /> : null}
        {part === "files" ? <FilesTab claim={claim} /> : null}
        {part === "form" ? <AccidentTab claim={claim} /> : null}
        {part === "history" ? <HistoryTab claim={claim} /> : null}
      </div>
    </>
  );
};

const ClaimHeader = ({ claim, wide }: { claim: ClaimView; wide: boolean }) => {
  const { desk, page } = usePanel();
  const claims = useClaims();
  const w = c();
  const flags = [
    ...new Set([...(claim.flags ?? []), ...claim.exposures.flatMap((exposure) => exposure.flags ?? [])]),
  ];
  const talk = desk.state.value.threads.has(claim.conversation);
  // The title gets the focus on the claim's own page, not beside a conversation.
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
              claims.navigation.page.value = { name: "desk" };
              claims.navigation.sidebarTab.value = "claim";
              claims.navigation.selectClaim(claim.customer.id, claim.id);
              desk.select(claim.conversation);
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
              claims.navigation.page.value = { name: "claim", claim: claim.id };
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
              <Badge tone={flag === "emergency" || flag === "policy_expired" ? "bad" : "warn"}>
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
                claims.navigation.page.value = { name: "claim", claim: id };
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
