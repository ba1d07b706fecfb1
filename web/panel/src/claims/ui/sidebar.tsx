// Beside the conversation: the customer's claims.
import { Empty, Icon } from "@baro/design";
import { dayAndClock } from "@baro/design/format";
import type { ClaimView, Thread } from "@baro/wire";
import { CarFront } from "lucide";
import { useEffect } from "preact/hooks";
import { locale } from "../../i18n";
import { c } from "../i18n";
import { claimsOf } from "../rules/merge";
import { SIDEBAR_TABS } from "../state/navigation";
import { ClaimBody } from "./claim";
import { ClaimDrafts } from "./claim_drafts";
import { useClaims } from "./hooks";
import { LoadFailed, Loading, OfflineNote } from "./load_status";

/** The tabs of the sidebar. */
export const SidebarTabs = () => {
  const { navigation } = useClaims();
  const w = c().tabs;
  const chosen = navigation.sidebarTab.value;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return;
    event.preventDefault();
    const by = event.key === "ArrowRight" ? 1 : -1;
    const count = SIDEBAR_TABS.length;
    const next = SIDEBAR_TABS[(SIDEBAR_TABS.indexOf(chosen) + by + count) % count] ?? "customer";
    navigation.sidebarTab.value = next;
    document.getElementById(`beside-${next}`)?.focus();
  };
  return (
    <div class="k-tabs" role="tablist" aria-label={w.label} onKeyDown={onKeyDown}>
      {SIDEBAR_TABS.map((name) => (
        <button
          key={name}
          id={`beside-${name}`}
          type="button"
          role="tab"
          aria-selected={name === chosen}
          aria-controls="beside-panel"
          tabIndex={name === chosen ? 0 : -1}
          onClick={() => {
            navigation.sidebarTab.value = name;
          }}
        >
          {w[name]}
        </button>
      ))}
    </div>
  );
};

export const ClaimSidebar = ({ thread }: { thread: Thread }) => {
  const claims = useClaims();
  const w = c();
  const { customer } = thread.view;
  const asked = claims.loadState("customer", customer.id);
  const held = claimsOf(claims.claims.value, customer.id);
  const claim = claims.selectedClaim(customer.id);

  useEffect(() => {
    void claims.loadCustomer(customer.id);
    void claims.loadFiles(thread.view.id);
  }, [claims, customer.id, thread.view.id]);

  if (claim === null) {
    if (asked?.state === "failed")
      return (
        <LoadFailed asked={asked} title={w.failed} again={() => void claims.loadCustomer(customer.id)} />
      );
    if (asked?.state !== "here") return <Loading label={w.loading} />;
    return (
      <>
        <OfflineNote />
        {claims.drafts.draftsOf(customer.id).length === 0 ? (
          <Empty title={w.none} icon={<Icon of={CarFront} size={32} />}>
            <p>{w.noneLead}</p>
          </Empty>
        ) : null}
        <ClaimDrafts thread={thread} only />
      </>
    );
  }
  return (
    <>
      <OfflineNote />
      <ClaimDrafts thread={thread} only={false} />
      {held.length > 1 ? <Chooser claims={held} chosen={claim.id} customer={customer.id} /> : null}
      <ClaimBody key={claim.id} claim={claim} wide={false} />
    </>
  );
};

const Chooser = (props: { claims: readonly ClaimView[]; chosen: string; customer: string }) => {
  const { navigation } = useClaims();
  const w = c();
  return (
    <div class="k-chooser">
      <label>
        <span class="sr-only">{w.choose}</span>
        <select
          class="b-input"
          value={props.chosen}
          onChange={(event) => navigation.selectClaim(props.customer, event.currentTarget.value)}
        >
          {props.claims.map((claim) => (
            <option key={claim.id} value={claim.id}>
              {`${claim.id} · ${dayAndClock(claim.registered_at, locale())}${claim.open ? "" : ` · ${w.closed}`}`}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
};
