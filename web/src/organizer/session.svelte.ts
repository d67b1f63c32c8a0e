import type {
  CallerReply,
  Principal,
  ServiceNotice,
  SetUpBody,
  SetUpCheckBody,
  SignInBody,
  SignInReply,
} from '#contract/auth.js';
import { type InvitedBody, type InvitedCheckReply, reaches, type Role } from '#contract/account.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import { api } from '../shared/api.js';

/** The person signed in here. `principal` is `null` if nobody is, `undefined` if not asked yet. */
class Session {
  principal = $state.raw<Principal | null | undefined>(undefined);
  /** The service has ended the sign-in of this page; the form says so until somebody signs in. */
  isOut = $state(false);
  /** What the person who runs the service has to look at. */
  notices = $state.raw<ServiceNotice[]>([]);

  async ask(): Promise<void> {
    const answer = await api.get<CallerReply>(pathTo(ROUTES.caller));
    this.principal = answer.principal;
    this.notices = ('notices' in answer && answer.notices) || [];
  }
  async signIn(body: SignInBody): Promise<void> {
    this.principal = (await api.post<SignInReply>(pathTo(ROUTES.signIn), body)).principal;
    this.isOut = false;
    // Nobody waits for the notices: they come later, or at the next visit.
    this.ask().catch(() => undefined);
  }
  /** @throws ApiFault setup.closed */
  async checkSetUp(token: string): Promise<void> {
    await api.post(pathTo(ROUTES.setUpCheck), { token } satisfies SetUpCheckBody);
  }
  async setUp(body: SetUpBody): Promise<void> {
    this.principal = (await api.post<SignInReply>(pathTo(ROUTES.setUp), body)).principal;
  }
  /** @throws ApiFault auth.invitation-invalid */
  checkInvitation(token: string): Promise<InvitedCheckReply> {
    return api.post<InvitedCheckReply>(pathTo(ROUTES.invitedCheck), { token });
  }
  async join(body: InvitedBody): Promise<void> {
    this.principal = (await api.post<SignInReply>(pathTo(ROUTES.invited), body)).principal;
  }
  /** Whether whoever is signed in here may do what is open to this role. */
  may(least: Role): boolean {
    return this.principal?.kind === 'organizer' && reaches(this.principal.role, least);
  }
  /** A new conference lies in no scope yet: who works in some conferences alone makes none. */
  get mayMakeConferences(): boolean {
    return this.may('organizer') && this.principal?.kind === 'organizer' && this.principal.scope === 'all';
  }
  async view(token: string): Promise<void> {
    this.principal = (await api.post<SignInReply>(pathTo(ROUTES.view), { token })).principal;
  }
  async signOut(): Promise<void> {
    await api.post(pathTo(ROUTES.signOut));
    this.principal = null;
  }
  /** Called when the server says that this sign-in is over. */
  ended(): void {
    this.principal = null;
    this.isOut = true;
  }
}
export const session = new Session();
