// Colleagues who have the same conversation open.
import { Icon } from "@baro/design";
import { Eye } from "lucide";
import { t } from "../i18n";
import { usePanel } from "./panel_context";

/** Always rendered, so that screen readers announce changes. */
export const Viewers = () => {
  const names = usePanel().desk.viewers.names.value;
  const said = t().thread.viewers(names);
  return (
    <span class="p-viewers" role="status" title={names.length > 1 ? names.join(", ") : undefined}>
      {names.length > 0 ? (
        <>
          <Icon of={Eye} size={14} />
          <span>{said}</span>
        </>
      ) : null}
    </span>
  );
};
