// Puts places on a flat drawing, north up and with true proportions; which of them it shows. Pure.

interface Place {
  readonly lat: number;
  readonly lon: number;
}

export interface Plan {
  /** Where a place is drawn. */
  at(place: Place): { readonly x: number; readonly y: number };
  /** Units of the drawing in a kilometre. */
  readonly unitsPerKm: number;
}

const KM_PER_DEGREE = 111.2;
/** The drawing shows at least so many kilometres: one place alone has no extent. */
const LEAST_KM = 2;

/** A place farther than this from all others is another region. */
const NEAR_KM = 50;

const kmBetween = (a: Place, b: Place): number => {
  const kmEast = KM_PER_DEGREE * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180);
  return Math.hypot((a.lat - b.lat) * KM_PER_DEGREE, (a.lon - b.lon) * kmEast);
};

/**
 * The places that a drawing shows: all that are near one of `about`. With nothing to show them about, the most that are
 * near one place: a truck at the other end of the country doesn't make a dot of a city.
 */
export const nearby = <P extends Place>(places: readonly P[], about: readonly Place[]): readonly P[] => {
  const near = (to: Place) => places.filter((place) => kmBetween(place, to) <= NEAR_KM);
  if (about.length > 0) return places.filter((place) => about.some((to) => kmBetween(place, to) <= NEAR_KM));
  return places.map(near).reduce((most, some) => (some.length > most.length ? some : most), []);
};

export const planOf = (places: readonly Place[], width: number, height: number, margin: number): Plan => {
  const lats = places.map(({ lat }) => lat);
  const lons = places.map(({ lon }) => lon);
  const middle = (values: readonly number[]) =>
    values.length === 0 ? 0 : (Math.min(...values) + Math.max(...values)) / 2;
  const [lat0, lon0] = [middle(lats), middle(lons)];
  const kmEast = KM_PER_DEGREE * Math.cos((lat0 * Math.PI) / 180);
  const extent = (values: readonly number[], km: number) =>
    values.length === 0 ? 0 : (Math.max(...values) - Math.min(...values)) * km;
  const unitsPerKm = Math.min(
    (width - 2 * margin) / Math.max(extent(lons, kmEast), LEAST_KM),
    (height - 2 * margin) / Math.max(extent(lats, KM_PER_DEGREE), LEAST_KM),
  );
  return {
    unitsPerKm,
    at: ({ lat, lon }) => ({
      x: width / 2 + (lon - lon0) * kmEast * unitsPerKm,
      y: height / 2 - (lat - lat0) * KM_PER_DEGREE * unitsPerKm,
    }),
  };
};

/** A round number of kilometres for a scale bar of at most `longest` units. */
export const scaleKm = (unitsPerKm: number, longest: number): number => {
  const most = longest / unitsPerKm;
  const power = 10 ** Math.floor(Math.log10(most));
  return [5, 2, 1].map((step) => step * power).find((km) => km <= most) ?? power;
};
