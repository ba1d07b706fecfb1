// Texts of the live card that the server doesn't word, loaded with it.
import { language } from "../texts";

const ko = {
  loading: "출동 상황을 불러오고 있어요",
  failed: "출동 상황을 불러오지 못했어요.",
  retry: "다시 보기",
  seen: (minutes: number) => `마지막 확인 ${minutes}분 전`,
  seenNow: "방금 확인했어요",
  distance: (km: string) => `${km} 남았어요`,
  near: "거의 다 왔어요",
  strip: (km: string) => `기사님이 ${km} 떨어져 있어요`,
  map: "기사님과 내 위치를 보여 주는 지도",
  truck: "출동 기사님",
  me: "내 위치",
  zoomIn: "지도 크게",
  zoomOut: "지도 작게",
  cancelSure: "출동을 취소할까요? 기사님에게 바로 알려요.",
  cancelYes: "네, 취소할게요",
  cancelNo: "아니요, 기다릴게요",
  shareLead:
    "지금 위치를 이 출동에만 기사님에게 보여 줘요. 언제든 끌 수 있고, 출동이 끝나고 24시간 뒤에 지워요.",
  shareYes: "동의하고 보내기",
  shareNo: "보내지 않기",
  finding: "위치를 찾고 있어요",
  locationFailed: "위치를 찾지 못했어요. 휴대폰의 위치 설정을 확인해 주세요.",
  withdrawSure: "위치 동의를 철회할까요? 보낸 위치를 바로 지워요.",
  withdrawYes: "네, 지워 주세요",
  no: "아니요",
  stars: "기사님의 도움은 어떠셨어요?",
  star: (count: number) => `별점 ${count}점`,
  words: "더 하실 말씀 (선택)",
  send: "평가 보내기",
  rated: (count: number) => `별점 ${count}점을 주셨어요. 고마워요.`,
  photos: (before: number, after: number) => `작업 전 사진 ${before}장, 작업 후 사진 ${after}장`,
};

type Words = typeof ko;

const en: Words = {
  loading: "Loading the roadside job",
  failed: "The roadside job could not be loaded.",
  retry: "Show again",
  seen: (minutes) => `Last seen ${minutes} min ago`,
  seenNow: "Seen just now",
  distance: (km) => `${km} to go`,
  near: "Almost there",
  strip: (km) => `The truck is ${km} away`,
  map: "Map with the truck and your position",
  truck: "Your truck",
  me: "You",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  cancelSure: "Cancel the truck? The driver is told at once.",
  cancelYes: "Yes, cancel",
  cancelNo: "No, I'll wait",
  shareLead:
    "Your position is shown to this driver for this job only. You can turn it off at any time; it is deleted 24 hours after the job.",
  shareYes: "Agree and send",
  shareNo: "Don't send",
  finding: "Finding your position",
  locationFailed: "Your position wasn't found. Please check the phone's location settings.",
  withdrawSure: "Withdraw the consent? The position is deleted at once.",
  withdrawYes: "Yes, delete it",
  no: "No",
  stars: "How was the driver's help?",
  star: (count) => `${count} of 5 stars`,
  words: "Anything to add (optional)",
  send: "Send the rating",
  rated: (count) => `You gave ${count} stars. Thank you.`,
  photos: (before, after) => `Photos: ${before} before, ${after} after the work`,
};

export const r = (): Words => (language.value === "en" ? en : ko);
