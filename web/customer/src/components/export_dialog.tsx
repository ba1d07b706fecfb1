// Exports the whole conversation to another app, the clipboard or a file, after loading its history.
import { Banner, Button, Dialog, Icon, Spinner } from "@baro/design";
import { dayOf } from "@baro/design/format";
import { hasEarlier } from "@baro/wire";
import { Copy, Download, Share2 } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { canShare, copyText, downloadText, shareText } from "../export_text";
import { client, config, current } from "../model";
import { t } from "../texts";
import { transcript } from "../transcript";

export const ExportDialog = ({ onClose }: { onClose: () => void }) => {
  const [loading, setLoading] = useState(true);
  const thread = current.value;
  const id = thread?.view.id;
  useEffect(() => {
    if (id === undefined) return;
    const aborter = new AbortController();
    const loaded = client.peek()?.loadHistory(id, aborter.signal) ?? Promise.resolve();
    // Without a connection only the stored messages are exported; the banner says so.
    loaded.catch(() => undefined).finally(() => setLoading(false));
    return () => aborter.abort();
  }, [id]);
  if (!thread) return null;

  const brand = config.value?.brand.short ?? "";
  const title = t("app_title", { brand });
  const text = () => transcript(thread, brand, Date.now());
  const closeAnd = (what: () => unknown) => () => {
    onClose();
    void what();
  };
  const count = thread.messages.length;
  return (
    <Dialog title={t("export_conversation")} closeLabel={t("close_window")} onClose={onClose}>
      <p class="c-gathered" role="status">
        {loading ? <Spinner /> : null}
        {loading ? t("export_loading", { count }) : t("export_loaded", { count })}
      </p>
      {!loading && hasEarlier(thread) ? <Banner tone="warn">{t("export_partial")}</Banner> : null}
      <div class="c-export">
        {canShare() ? (
          <Button kind="primary" disabled={loading} onClick={closeAnd(() => shareText(title, text()))}>
            <Icon of={Share2} size={18} />
            {t("share")}
          </Button>
        ) : null}
        <Button
          kind={canShare() ? "plain" : "primary"}
          disabled={loading}
          onClick={closeAnd(() => copyText(text(), t("copied")))}
        >
          <Icon of={Copy} size={18} />
          {t("copy")}
        </Button>
        <Button
          disabled={loading}
          onClick={closeAnd(() => downloadText(`${title} ${dayOf(Date.now())}.txt`, text()))}
        >
          <Icon of={Download} size={18} />
          {t("save_file")}
        </Button>
      </div>
    </Dialog>
  );
};
