// Links that hand a destination over to the navigation apps that Korean drivers use.
import type { Place } from "../positions/fixes";

interface NavigationLink {
  readonly app: "kakao" | "naver" | "tmap";
  readonly href: string;
}

/** Named by the apps' publishers: https://apis.map.kakao.com/web/guide/#routeurl, https://guide.ncloud-docs.com/docs/maps-url-scheme,
 *  https://tmapapi.tmapmobility.com. `name` is shown as the destination. Naver asks who hands over: `page`. */
export const navigationLinks = (to: Place, name: string, page: string): readonly NavigationLink[] => {
  const [lat, lon, label] = [to.lat.toFixed(6), to.lon.toFixed(6), encodeURIComponent(name)];
  return [
    { app: "kakao", href: `kakaomap://route?ep=${lat},${lon}&by=CAR` },
    {
      app: "naver",
      href: `nmap://navigation?dlat=${lat}&dlng=${lon}&dname=${label}&appname=${encodeURIComponent(page)}`,
    },
    { app: "tmap", href: `tmap://route?goalname=${label}&goalx=${lon}&goaly=${lat}` },
  ];
};
