// Back to the list, on narrow pages.
import { Icon, IconButton } from "@baro/design";
import { ArrowLeft } from "lucide";
import { t } from "../i18n";
import { usePanel } from "./panel_context";

export const BackButton = () => {
  const { page } = usePanel();
  return (
    <IconButton
      label={t().thread.back}
      class="p-narrow"
      onClick={() => {
        page.pane.value = "list";
      }}
    >
      <Icon of={ArrowLeft} />
    </IconButton>
  );
};
