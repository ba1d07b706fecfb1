import { Icon, IconButton, isTop, type Layer } from "@baro/design";
import { X } from "lucide";
import { t } from "../i18n";
import { usePanel } from "./panel_context";

export const ToastList = ({ layer }: { layer: Layer }) => {
  const { desk } = usePanel();
  return (
    <div class="p-toasts" role="status" aria-live="polite">
      {(isTop(layer) ? desk.toasts.visible.value : []).map((toast) => (
        <div key={toast.id} class="p-toast" data-tone={toast.tone}>
          <span>{toast.text}</span>
          {toast.action ? (
            <button
              type="button"
              class="p-link"
              onClick={() => {
                toast.action?.run();
                desk.toasts.dismiss(toast.id);
              }}
            >
              {toast.action.label}
            </button>
          ) : null}
          <IconButton label={t().dismiss} onClick={() => desk.toasts.dismiss(toast.id)}>
            <Icon of={X} size={16} />
          </IconButton>
        </div>
      ))}
    </div>
  );
};
