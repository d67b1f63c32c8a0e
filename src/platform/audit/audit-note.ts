/** Who acts. Ids alone, no name. */
export interface AuditActor {
  kind: 'account' | 'device' | 'viewer' | 'trainee' | 'nobody' | 'service';
  id: string | null;
  /** The sign-in or token by which they came. */
  signInId: string | null;
}
/** The thing that was changed or read. By id: a name would stay for ever. */
export interface AuditObject {
  /** `site`, `account` */
  kind: string;
  id: string | null;
}
/** What a transaction notes of itself; it is written at its end. */
export interface AuditNote {
  /** `site.changed`; absent: the route's act. */
  act?: string;
  /** Absent: whoever sends the request, or the service where there is none. */
  actor?: AuditActor;
  object?: AuditObject | null;
  /** Absent: the conference of the object, or of the route's thing. */
  conferenceId?: string | null;
  /** The row as it was and as it is. Only keyed hashes of it are written. */
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
/** The columns of a line in the order in which they are hashed and handed out; `hash` follows them. */
export const LINE_COLUMNS = [
  'seq',
  'at',
  'actorKind',
  'actorId',
  'signInId',
  'act',
  'objectKind',
  'objectId',
  'conferenceId',
  'before',
  'after',
  'detail',
] as const satisfies readonly (keyof AuditLine)[];
/** An end of the chain. Whoever keeps one can prove later that nothing before it was changed. */
export interface AuditAnchor {
  seq: number;
  hash: string;
}

export const SERVICE_ACTOR: AuditActor = { kind: 'service', id: null, signInId: null };
export const NOBODY_ACTOR: AuditActor = { kind: 'nobody', id: null, signInId: null };
