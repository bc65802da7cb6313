/** Degrees within which everything lies that is not farther than the radius. */
export interface MapBox {
  readonly south: number;
  readonly north: number;
  /** Null with `east`: any longitude, near a pole or across the 180th meridian. */
  readonly west: number | null;
  readonly east: number | null;
}

const KM_IN_DEGREE = 111.19;

/** A box an index can look in before distances are computed; never smaller than the circle. */
export function mapBox({ latitude, longitude, radiusKm }: { readonly latitude: number; readonly longitude: number; readonly radiusKm: number }): MapBox {
  // a thousandth more than the sphere gives: the sphere is a little smaller in the sums of the statement
  const high = (radiusKm / KM_IN_DEGREE) * 1.001;
  const [south, north] = [latitude - high, latitude + high];
  const narrowest = Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180);
  const wide = narrowest <= 0 ? 360 : high / narrowest;
  const [west, east] = [longitude - wide, longitude + wide];
  return west < -180 || east > 180 ? { south, north, west: null, east: null } : { south, north, west, east };
}
