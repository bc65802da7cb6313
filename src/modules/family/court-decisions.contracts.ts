/** A court's decision as the school records it. */
export interface CourtDecision {
  readonly number: string;
  /** `YYYY-MM-DD`. */
  readonly decidedOn: string;
  readonly court: string | null;
  /** The scan. */
  readonly fileId: string | null;
}

export interface RecordedDecision extends CourtDecision {
  readonly recordedAt: Date;
  readonly liftedAt: Date | null;
}
