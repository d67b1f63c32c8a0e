import { Injectable } from '@nestjs/common';
import type { TokenScope } from '../../contract/account.js';
import { type Principal, SESSION_COOKIE } from '../../contract/auth.js';
import type { Id, Instant } from '../../contract/wire.js';
import { type Cache, Caches, staleAfter } from '../../platform/cache/cache.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { Reader } from '../../platform/database/reader.js';
import { listed } from '../../platform/database/statement.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import type { ReplyCookies } from '../../platform/http/exchange.js';
import { Ids } from '../../platform/ids/ids.js';
import { Secrets } from '../../platform/secrets/secrets.js';
import { organizerOf } from '../accounts/account.presenter.js';
import { AccountRow } from '../accounts/account.entity.js';
import { AccountChanged } from '../accounts/accounts.events.js';
import { isShutOut } from '../accounts/accounts.rules.js';
import { partsOf } from '../grants/parts-of.js';
import { AccessEnded } from './access.events.js';
import type { RevokedDevice } from '../guard/actor.decorator.js';
import { expiryOf, LIFETIME_DAYS, subjectOf } from './access.rules.js';
import { LastSeen } from './last-seen.js';
import { RevokedSignInRow } from './revoked-sign-in.entity.js';
import { SignInRow } from './sign-in.entity.js';

export interface SignedIn {
  principal: Principal;
  signInId: Id;
  expiresAt: Instant;
  /** Of a program's token; `null` for everybody else. */
  scopes: readonly TokenScope[] | null;
}
/** What a sign-in is besides whose it is. */
export interface Opening {
  /** The name that the program, browser or device gives itself. */
  name: string;
  /** As long as its kind lives, where it says nothing. */
  days?: number;
  scopes?: TokenScope[];
  /** The provider's `sid`, '' if it gave none. Absent for sign-ins by other means. */
  providerSid?: string;
}
interface Remembered extends SignedIn {
  expires: number;
  /** When lastSeenAt was last noted, in milliseconds. */
  noted: number;
}
export type Subject =
  { deviceId: Id } | { viewerId: Id } | { participantId: Id } | { accountId: Id } | { signInId: Id };

const REMEMBERED_SIGN_INS = 50_000;
/**
 * lastSeenAt is exact to this many milliseconds: a write per request would be a second fsync per check-in.
 */
const SEEN_EVERY = 5 * 60_000;

/** Sign-ins: opened, recognised, ended. */
@Injectable()
export class AccessService {
  /** By token. */
  private readonly remembered: Cache<Remembered | null>;
  private readonly cookie: string;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly reader: Reader,
    private readonly lastSeen: LastSeen,
    caches: Caches,
  ) {
    this.cookie = config.isHttps ? SESSION_COOKIE.secure : SESSION_COOKIE.plain;
    this.remembered = caches.create(
      'sign-ins',
      [
        staleAfter(AccessEnded, ({ signInIds }) => signInIds),
        staleAfter(AccountChanged, ({ signInIds }) => signInIds),
      ],
      {
        limit: REMEMBERED_SIGN_INS,
        nameOf: (signIn) => signIn?.signInId ?? '',
        isCurrent: (signIn) => signIn !== null && this.clock.now() < signIn.expires,
      },
    );
  }

  /**
   * From a bearer token or cookie value; answers synchronously when it is
   * remembered. `null` if it is unknown, ended or expired.
   */
  authenticate(token: string): SignedIn | null | Promise<SignedIn | null> {
    const remembered = this.remembered.peek(token);
    if (remembered) return this.seen(remembered);
    return Secrets.hasTokenForm(token) ? this.lookUp(token) : null;
  }

  /** Opens a sign-in inside the caller's transaction. The token is given out once, and kept as SHA-256. */
  async open(
    tx: Transaction,
    principal: Principal,
    { name, days = LIFETIME_DAYS[principal.kind], scopes, providerSid }: Opening,
  ): Promise<{ token: string; expiresAt: Instant; signInId: Id }> {
    const token = Secrets.token();
    const expiresAt = expiryOf(this.clock.now(), days);
    const row = {
      id: this.ids.next(),
      tokenHash: Secrets.fingerprint(token),
      subjectId: subjectOf(principal),
      principal,
      name,
      createdAt: this.clock.instant(),
      expiresAt,
    };
    const optional = { scopes: scopes ?? null, providerSid: providerSid ?? null };
    await tx.repo(SignInRow).insert({ ...row, ...optional, lastSeenAt: null });
    return { token, expiresAt, signInId: row.id };
  }

  /**
   * Ends every sign-in of that subject: out from the next request on, sockets closed by
   * those who listen to AccessEnded.
   * @param but a sign-in that goes on
   */
  async endAll(
    tx: Transaction,
    subject: Subject,
    reason: 'revoked' | 'signed-out',
    but: Id | null = null,
  ): Promise<void> {
    const [field, id] = Object.entries(subject)[0] as [string, Id];
    const all = await tx.repo(SignInRow).findBy(field === 'signInId' ? { id } : { subjectId: id });
    const rows = all.filter((row) => row.id !== but);
    if (rows.length === 0) return;
    const signInIds = rows.map((row) => row.id);
    await tx.repo(SignInRow).delete(signInIds);
    const consoles = rows.flatMap(revokedOf);
    if (reason === 'revoked' && consoles.length > 0) await tx.repo(RevokedSignInRow).insert(consoles);
    tx.announce(new AccessEnded(signInIds, reason));
  }

  /**
   * The console whose token this was until it was revoked; null for every other token, whatever became of it.
   */
  async revokedDevice(token: string): Promise<RevokedDevice | null> {
    if (!Secrets.hasTokenForm(token)) return null;
    const row = await this.reader.repo(RevokedSignInRow).findOneBy({ tokenHash: Secrets.fingerprint(token) });
    return row !== null && this.clock.instant() < row.expiresAt ? row.principal : null;
  }

  /** When these subjects were last seen; those who are not signed in are missing. */
  async lastSeenOf(subjectIds: readonly Id[]): Promise<Map<Id, Instant | null>> {
    const rows = await this.reader.query<Pick<SignInRow, 'subjectId' | 'lastSeenAt'>>(
      `SELECT s."subjectId", s."lastSeenAt" FROM ${listed(this.reader.dialect, 1)} CROSS JOIN "sign_in" s
        WHERE s."subjectId" = l.value`,
      [JSON.stringify(subjectIds)],
    );
    return new Map(rows.map(({ subjectId, lastSeenAt }) => [subjectId, lastSeenAt]));
  }

  setCookie(reply: ReplyCookies, token: string, expiresAt: Instant): void {
    reply.setCookie(this.cookie, token, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.config.isHttps,
      expires: new Date(expiresAt),
    });
  }

  clearCookie(reply: ReplyCookies): void {
    reply.clearCookie(this.cookie, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.config.isHttps,
    });
  }

  /** The cookie's token in a request's or handshake's parsed cookies. */
  tokenIn(cookies: Record<string, string | undefined>): string | undefined {
    return cookies[this.cookie];
  }

  private seen(remembered: Remembered): SignedIn {
    const now = this.clock.now();
    if (now - remembered.noted > SEEN_EVERY) {
      remembered.noted = now;
      this.lastSeen.note(remembered.signInId, now);
    }
    return remembered;
  }

  private async lookUp(token: string): Promise<SignedIn | null> {
    const found = await this.remembered.get(token, () => this.read(token));
    return found && this.seen(found);
  }

  /** `null` if it is unknown, ended or expired. */
  private async read(token: string): Promise<Remembered | null> {
    const row = await this.reader.repo(SignInRow).findOneBy({ tokenHash: Secrets.fingerprint(token) });
    if (row === null || row.expiresAt <= this.clock.instant()) return null;
    const principal = await this.principalOf(row);
    if (principal === null) return null;
    return {
      principal,
      signInId: row.id,
      expiresAt: row.expiresAt,
      scopes: row.scopes,
      expires: Date.parse(row.expiresAt),
      noted: row.lastSeenAt ? Date.parse(row.lastSeenAt) : 0,
    };
  }

  /** An organizer's role, scope and parts are read anew; those at the opening do not count. */
  private async principalOf({ principal }: SignInRow): Promise<Principal | null> {
    if (principal.kind !== 'organizer') return principal;
    const account = await this.reader.repo(AccountRow).findOneBy({ id: principal.accountId });
    if (account === null || isShutOut(account)) return null;
    return organizerOf(account, await partsOf(this.reader, account.id));
  }
}

/** Only for consoles: a revoked one may still hand in what it has not sent. */
const revokedOf = ({ tokenHash, principal, expiresAt }: SignInRow): RevokedSignInRow[] =>
  principal.kind === 'coordinator' ? [{ tokenHash, principal, expiresAt }] : [];
