// Loading, failed and offline states.
import { Banner, Button, Empty, Icon, Spinner } from "@baro/design";
import { CloudOff, ShieldX } from "lucide";
import { t } from "../../i18n";
import { c } from "../i18n";
import type { LoadState } from "../state/load_tracker";
import { useClaims } from "./hooks";

export const Loading = ({ label }: { label: string }) => (
  <div class="k-loading" role="status">
    <Spinner label={label} />
  </div>
);

/** Why loading failed, with a retry button if that may help. */
export const LoadFailed = (props: { asked: LoadState; title: string; again: () => void }) =>
  props.asked.state !== "failed" ? null : (
    <Empty title={props.title} icon={<Icon of={props.asked.retryable ? CloudOff : ShieldX} size={32} />}>
      <p role="alert">{props.asked.text}</p>
      {props.asked.retryable ? (
        <Button size="small" onClick={props.again}>
          {t().retry}
        </Button>
      ) : null}
    </Empty>
  );

/** A notice that the page is offline and may be outdated. */
export const OfflineNote = () =>
  useClaims().online ? null : (
    <div role="status">
      <Banner tone="warn" icon={<Icon of={CloudOff} size={18} />}>
        {c().offline}
      </Banner>
    </div>
  );
