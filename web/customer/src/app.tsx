import { Button, Empty, isTop, type Layer, Spinner, ToastContext } from "@baro/design";
import { useEffect, useState } from "preact/hooks";
import { ChatScreen } from "./components/chat";
import { SignIn } from "./components/sign_in";
import { chatChunk } from "./lazy_chat";
import { config, screen, toast } from "./model";
import { token } from "./session";
import { t } from "./texts";

/** `booting` is the running start; `boot` starts again after a failure. */
export const App = (props: { booting: Promise<void>; boot: () => Promise<void> }) => {
  const [failed, setFailed] = useState(false);
  const watch = (booting: Promise<void>) => {
    setFailed(false);
    booting.catch(() => setFailed(true));
  };
  useEffect(() => watch(props.booting), []);

  if (failed)
    return (
      <main class="c-alone">
        <Empty title={t("load_failed")}>
          <p>{t("load_failed_lead")}</p>
          <Button kind="primary" onClick={() => watch(props.boot())}>
            {t("try_again")}
          </Button>
        </Empty>
      </main>
    );
  if (config.value === null) return <Loading />;
  if (token.value === null) return <SignIn />;
  const chat = chatChunk.value;
  return (
    <ToastContext.Provider value={Toast}>
      <main class="c-app" data-screen={screen.value}>
        <h1 class="sr-only">{t("app_title", { brand: config.value.brand.short })}</h1>
        <a class="b-skip" href="#talk">
          {t("skip")}
        </a>
        {chat ? <chat.ConversationList /> : <div class="c-list" />}
        <ChatScreen />
        {chat ? <chat.Announcer /> : null}
        <Toast layer={null} />
      </main>
    </ToastContext.Provider>
  );
};

const Toast = ({ layer }: { layer: Layer }) => {
  const text = isTop(layer) ? toast.value : null;
  return (
    <p class="c-toast" role="status" data-shown={text !== null}>
      {text}
    </p>
  );
};

const Loading = () => (
  <main class="c-alone">
    <p class="c-loading">
      <Spinner />
      {t("sign_in_loading")}
    </p>
  </main>
);
