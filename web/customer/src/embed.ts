// One line on the insurer's site: <script src="https://chat.example/embed.js" data-label="상담" async></script>
// Adds a button in the corner that opens the chat. The site provides the customer's token with
// `window.baro.token(jwt)`, before or after, and again when `onTokenNeeded` is called.

interface Widget {
  open(): void;
  close(): void;
  token(jwt: string): void;
  onTokenNeeded: (() => void) | null;
}

declare global {
  interface Window {
    baro?: Widget;
  }
}

// In one function: names of a classic script would be globals of the site.
(() => {
  const script = document.currentScript as HTMLScriptElement | null;
  if (script && !window.baro) window.baro = widget(script);

  function widget(source: HTMLScriptElement): Widget {
    const base = new URL("./", source.src);
    const label = source.dataset.label ?? "상담";
    const colour = source.dataset.colour ?? "#0b5fff";
    const narrow = matchMedia("(max-width: 30rem)");
    let frame: HTMLIFrameElement | null = null;
    let listening = false;
    let jwt: string | null = null;

    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.setAttribute("aria-expanded", "false");
    // Through the CSSOM, which a content security policy without inline styles allows.
    Object.assign(button.style, {
      position: "fixed",
      right: "20px",
      bottom: "20px",
      zIndex: "2147483000",
      minWidth: "60px",
      minHeight: "60px",
      padding: "0 20px",
      border: "0",
      borderRadius: "30px",
      background: colour,
      color: "#ffffff",
      font: "600 16px/1 sans-serif",
      boxShadow: "0 6px 24px rgb(15 23 42 / 25%)",
      cursor: "pointer",
    });

    const layOut = () => {
      if (!frame) return;
      const fullScreen = narrow.matches;
      Object.assign(frame.style, {
        position: "fixed",
        zIndex: "2147483001",
        right: fullScreen ? "0" : "20px",
        bottom: fullScreen ? "0" : "92px",
        width: fullScreen ? "100%" : "400px",
        height: fullScreen ? "100%" : "min(680px, calc(100vh - 112px))",
        border: "0",
        borderRadius: fullScreen ? "0" : "18px",
        boxShadow: "0 12px 48px rgb(15 23 42 / 28%)",
        background: "#ffffff",
        colorScheme: "normal",
      });
    };

    // Before `baro:ready` nobody listens, or the frame shows an error page of the browser.
    const post = (message: Record<string, unknown>) => {
      if (listening) frame?.contentWindow?.postMessage(message, base.origin);
    };
    const sendShown = (shown: boolean) => post({ type: "baro:shown", shown });
    const sendToken = () => {
      if (jwt !== null) post({ type: "baro:token", token: jwt });
    };

    const show = (shown: boolean) => {
      if (shown && !frame) {
        frame = document.createElement("iframe");
        frame.src = base.href;
        frame.title = label;
        frame.allow = ["geolocation", "camera", "clipboard-write", "web-share"]
          .map((feature) => `${feature} ${base.origin}`)
          .join("; ");
        document.body.append(frame);
        layOut();
      }
      if (frame) frame.hidden = !shown;
      sendShown(shown);
      button.setAttribute("aria-expanded", String(shown));
      if (shown) frame?.focus();
    };

    const self: Widget = {
      open: () => show(true),
      close: () => {
        show(false);
        button.focus();
      },
      token: (next) => {
        jwt = next;
        sendToken();
      },
      onTokenNeeded: null,
    };

    window.addEventListener("message", (event: MessageEvent<unknown>) => {
      if (!frame || event.source !== frame.contentWindow || event.origin !== base.origin) return;
      const { data } = event;
      if (typeof data !== "object" || data === null || !("type" in data)) return;
      if (data.type === "baro:ready") {
        listening = true;
        sendToken();
        sendShown(!frame.hidden);
      } else if (data.type === "baro:token-needed") self.onTokenNeeded?.();
      else if (data.type === "baro:close") self.close();
      else if (data.type === "baro:unread" && "count" in data && typeof data.count === "number")
        button.textContent = data.count > 0 ? `${label} (${data.count})` : label;
    });
    narrow.addEventListener("change", layOut);
    button.addEventListener("click", () => show(frame === null || frame.hidden === true));
    document.body.append(button);
    return self;
  }
})();

export {};
