// What goes to the customer besides text: files and pictures, forms and cards.
import { Icon } from "@baro/design";
import type { Thread } from "@baro/wire";
import { LayoutList, Paperclip } from "lucide";
import { t } from "../i18n";
import { sendChosenFiles } from "./held_back";
import { usePanel } from "./panel_context";

export const SendMenu = ({ thread }: { thread: Thread }) => {
  const panel = usePanel();
  const { desk, page } = panel;
  const w = t().composer;
  const suffixes = desk.state.value.fileSuffixes;
  return (
    <>
      <label class="p-link p-send-tool p-attach">
        <Icon of={Paperclip} size={14} />
        <span class="p-tool-label">{w.attach}</span>
        <input
          id="attach"
          type="file"
          class="sr-only"
          multiple
          accept={suffixes.map((suffix) => `.${suffix}`).join(",")}
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            event.currentTarget.value = "";
            sendChosenFiles(panel, thread, files);
          }}
        />
      </label>
      <button
        type="button"
        class="p-link p-send-tool"
        onClick={() => {
          page.dialog.value = "compose";
        }}
      >
        <Icon of={LayoutList} size={14} />
        <span class="p-tool-label">{w.compose}</span>
      </button>
    </>
  );
};
