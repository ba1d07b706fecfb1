// What the server shows a responder.

export interface MapPoint {
  readonly lat: number;
  readonly lon: number;
  readonly at?: number;
}

export interface Row {
  readonly label: string;
  readonly value: string;
}

export interface JobTermsView {
  readonly number: number;
  readonly agreed?: boolean;
  readonly price_won?: number;
  readonly extra_won?: number;
  readonly km?: number;
  readonly destination?: string;
  readonly reason?: string;
  readonly rows?: readonly Row[];
}

export interface JobPhotoView {
  readonly upload: string;
  readonly phase: string;
}

export interface DutyView {
  readonly on: boolean;
  readonly services?: readonly string[];
  readonly shift_end?: number;
  readonly interval_s?: number;
}

export interface JobOfferView {
  readonly job: string;
  readonly number: number;
  readonly deadline: number;
  readonly service: string;
  readonly label: string;
  readonly place_text: string;
  readonly km: number;
  readonly minutes: number;
  readonly emergency?: boolean;
  readonly destination?: string;
  readonly rows?: readonly Row[];
}

export interface GarageView {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly phone: string;
  readonly place: MapPoint;
  readonly km: number;
}

export interface ResponderJobView {
  readonly job: string;
  readonly number: number;
  readonly conversation: string;
  readonly version: number;
  readonly state: string;
  readonly service: string;
  readonly label: string;
  readonly title: string;
  readonly customer: string;
  readonly plate: string;
  readonly place_text: string;
  readonly call?: string;
  readonly emergency?: boolean;
  readonly place?: MapPoint | null;
  readonly destination?: MapPoint | null;
  readonly destination_text?: string;
  readonly rows?: readonly Row[];
  readonly terms?: JobTermsView | null;
  readonly arrival?: {
    readonly at: number;
    readonly low: number;
    readonly high: number;
    readonly text: string;
  } | null;
  readonly confirmed?: boolean;
  readonly steps?: readonly string[];
  readonly missing?: readonly string[];
  readonly photos?: readonly JobPhotoView[];
  readonly garages?: readonly GarageView[];
  readonly later?: boolean;
}

export interface MyJobs {
  readonly duty: DutyView;
  readonly offer?: JobOfferView | null;
  readonly job?: ResponderJobView | null;
  readonly plan?: ResponderJobView | null;
  readonly decline_reasons?: readonly Choice[];
}

/** A name that is sent, and what it is called. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}
