// Pages that are loaded when they are first opened.
import { Button, Empty, Icon, Spinner } from "@baro/design";
import { signal } from "@preact/signals";
import { WifiOff } from "lucide";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../i18n";

const lazyPage = (fetchPage: () => Promise<ComponentType>): ComponentType => {
  const loaded = signal<ComponentType | null>(null);
  const failed = signal(false);
  const load = async (): Promise<void> => {
    failed.value = false;
    try {
      loaded.value = await fetchPage();
    } catch {
      failed.value = true;
    }
  };
  return () => {
    useEffect(() => {
      if (loaded.peek() === null) void load();
    }, []);
    const Page = loaded.value;
    if (Page !== null) return <Page />;
    return (
      <section class="s-page p-centre" id="thread" tabIndex={-1}>
        {failed.value ? (
          <Empty title={t().start.failed} icon={<Icon of={WifiOff} size={40} />}>
            <Button kind="primary" onClick={() => void load()}>
              {t().retry}
            </Button>
          </Empty>
        ) : (
          <Spinner label={t().loading} />
        )}
      </section>
    );
  };
};

export const LazySupervision = lazyPage(async () => (await import("../supervision/page")).SupervisionPage);

export const LazyRoadside = lazyPage(async () => {
  const page = await import("../roadside/page");
  await page.ready;
  return page.RoadsidePage;
});
