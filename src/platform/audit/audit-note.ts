/** Who acts. Ids alone, no name. */
export interface AuditActor {
  kind: 'account' | 'device' | 'viewer' | 'trainee' | 'nobody' | 'service';
  id: string | null;
  /** The sign-in or token by which they came. */
  signInId: string | null;
}
/** On what, by id: a name would stay for ever. */
export interface AuditObject {
  /** `site`, `account` */
  kind: string;
  id: string | null;
}
/** What a transaction notes of itself; it is written at its end. */
export interface AuditNote {
  /** `site.changed`; where it says nothing, that of the route. */
  act?: string;
  /** Whoever sends the request, where it says nothing; else the service itself. */
  actor?: AuditActor;
  object?: AuditObject | null;
  /** Where it says nothing, that of the object, or of the route's. */
  conferenceId?: string | null;
  /** The row as it was and as it is: only its keyed hash is written. */
  before?: object | null;
  after?: object | null;
  /** Ids, numbers, and words of the service; never a text that somebody wrote. */
  detail?: Readonly<Record<string, unknown>> | null;
}
/** A line as it is hashed, without its hash. */
export interface AuditLine {
  seq: number;
  at: string;
  actorKind: string;
  actorId: string | null;
  signInId: string | null;
  act: string;
  objectKind: string | null;
  objectId: string | null;
  conferenceId: string | null;
  before: string | null;
  after: string | null;
  detail: string | null;
}
/** An end of the chain: whoever keeps one can show later that nothing before it was changed. */
export interface AuditAnchor {
  seq: number;
  hash: string;
}

export const SERVICE_ACTOR: AuditActor = { kind: 'service', id: null, signInId: null };
export const NOBODY_ACTOR: AuditActor = { kind: 'nobody', id: null, signInId: null };
