// A responder's job and offer, as the server shows them.
import type { JobOfferView, ResponderJobView } from "@baro/wire";

export const job = (change: Partial<ResponderJobView> = {}): ResponderJobView => ({
  job: "job00001",
  number: 1,
  conversation: "talk0001",
  version: 3,
  state: "accepted",
  service: "battery",
  label: "배터리 충전",
  title: "기사님이 곧 출발해요",
  customer: "김서연",
  plate: "123가4567",
  place_text: "서울 강남구 테헤란로 152",
  place: { lat: 37.5, lon: 127.036 },
  steps: ["depart"],
  ...change,
});

export const offer = (change: Partial<JobOfferView> = {}): JobOfferView => ({
  job: "job00001",
  number: 1,
  deadline: 30_000,
  service: "battery",
  label: "배터리 충전",
  place_text: "서울 강남구 역삼동",
  km: 2.4,
  minutes: 9,
  ...change,
});

/** Browser storage in memory. */
export const shelf = () => {
  const kept = new Map<string, string>();
  return {
    get: (key: string) => kept.get(key) ?? null,
    set: (key: string, value: string | null) => {
      if (value === null) kept.delete(key);
      else kept.set(key, value);
    },
  };
};
