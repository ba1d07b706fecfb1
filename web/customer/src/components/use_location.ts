// Reads the device's location and sends it.
import { useState } from "preact/hooks";
import { sendMessage } from "../model";

/** The location is read only when `find` is called: pressing the button is the consent. */
export const useLocation = () => {
  const [stage, setStage] = useState<"idle" | "finding" | "failed">("idle");
  const find = () => {
    setStage("finding");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setStage("idle");
        void sendMessage({
          type: "location",
          latitude: coords.latitude,
          longitude: coords.longitude,
          accuracy: Math.min(100_000, Math.round(coords.accuracy)),
        });
      },
      () => setStage("failed"),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  };
  return { stage, find };
};
