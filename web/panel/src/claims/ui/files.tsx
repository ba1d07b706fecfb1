// All files of a claim and its conversation.
import { Badge, Empty, Icon } from "@baro/design";
import type { ClaimView, UploadView } from "@baro/wire";
import { Images } from "lucide";
import { useEffect } from "preact/hooks";
import { c } from "../i18n";
import { filesOf } from "../rules/merge";
import { useClaims } from "./hooks";
import { Loading } from "./load_status";
import { Thumb } from "./thumbnail";

export const FilesTab = ({ claim }: { claim: ClaimView }) => {
  const claims = useClaims();
  const w = c().files;
  const files = filesOf(claims.files.value, claim);
  const asked = claims.loadState("claim", claim.id);

  useEffect(() => {
    if (claims.loadState("claim", claim.id) === undefined) void claims.loadClaim(claim.id);
  }, [claims, claim.id]);

  if (files.length === 0 && (asked === undefined || asked.state === "loading"))
    return <Loading label={w.loading} />;
  if (files.length === 0)
    return (
      <Empty title={w.none} icon={<Icon of={Images} size={28} />}>
        <p>{w.noneLead}</p>
      </Empty>
    );
  return (
    <ul class="k-files" aria-label={w.title}>
      {files.map((file) => (
        <li key={file.id}>
          <Thumb file={file} claim={claim.id} />
          <About file={file} claim={claim} />
        </li>
      ))}
    </ul>
  );
};

const About = ({ file, claim }: { file: UploadView; claim: ClaimView }) => {
  const w = c().files;
  const elsewhere = file.item && file.claim !== claim.id ? file.claim : "";
  const doc = elsewhere
    ? undefined
    : claim.documents?.find(({ document: doc }) => doc.item === file.item)?.document;
  return (
    <div class="k-file-about">
      <span class="k-file-name" title={file.name}>
        {file.name}
      </span>
      {file.status === "quarantined" ? (
        <span class="k-file-bad">{file.reason_text || w.quarantined}</span>
      ) : doc ? (
        <span class="p-muted">{doc.label}</span>
      ) : elsewhere ? (
        <span class="p-muted">{w.elsewhere(elsewhere)}</span>
      ) : null}
      {file.duplicate_of ? <Badge tone="warn">{w.duplicate}</Badge> : null}
    </div>
  );
};
