// The claims page: the work list, or a single claim.
import { Button, Icon } from "@baro/design";
import { ArrowLeft } from "lucide";
import { useEffect } from "preact/hooks";
import { c } from "../i18n";
import { ApprovalsPage } from "./approvals_page";
import { ClaimBody } from "./claim";
import { useClaims } from "./hooks";
import { LoadFailed, Loading, OfflineNote } from "./load_status";
import { WorkPage } from "./work_page";

/** Rendered instead of the conversations. */
export const ClaimsPage = () => {
  const place = useClaims().navigation.page.value;
  switch (place.name) {
    case "claim":
      return <SingleClaimPage key={place.claim} id={place.claim} back={place.from ?? "work"} />;
    case "approvals":
      return <ApprovalsPage />;
    default:
      return <WorkPage />;
  }
};

const SingleClaimPage = ({ id, back }: { id: string; back: "work" | "approvals" }) => {
  const claims = useClaims();
  const w = c();
  const claim = claims.claims.value.get(id);
  const asked = claims.loadState("claim", id);
  const worker = claims.departments.length > 0;

  useEffect(() => void claims.loadClaim(id), [claims, id]);

  const refused = asked?.state === "failed" && !asked.retryable;
  return (
    <section class="k-page" id="thread" tabIndex={-1} aria-label={`${w.number} ${id}`}>
      <div class="k-page-head">
        <Button
          size="small"
          kind="quiet"
          onClick={() => {
            claims.navigation.page.value = { name: worker ? back : "desk" };
          }}
        >
          <Icon of={ArrowLeft} size={16} />
          {worker ? (back === "approvals" ? w.approvals.back : w.work.back) : w.work.backToDesk}
        </Button>
      </div>
      <OfflineNote />
      {claim && !refused ? (
        <ClaimBody claim={claim} wide />
      ) : asked?.state === "failed" ? (
        <LoadFailed asked={asked} title={w.failed} again={() => void claims.loadClaim(id)} />
      ) : (
        <Loading label={w.loading} />
      )}
    </section>
  );
};
