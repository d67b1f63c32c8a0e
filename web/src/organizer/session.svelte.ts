import type {
  CallerReply,
  OwnProvider,
  Principal,
  ProviderLinkBody,
  ProviderLinkReply,
  ServiceNotice,
  SetUpBody,
  SetUpCheckBody,
  SignInBody,
  SignInProvider,
  SignInReply,
} from '#contract/auth.js';
import { type InvitedBody, type InvitedCheckReply, reaches, type Role } from '#contract/account.js';
import { type Call, isOpenTo } from '#contract/open-in-parts.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import type { Id } from '#contract/wire.js';
import { api } from '../shared/api.js';
import { CALL, LEAST, type Section } from './route.js';

/** The person signed in here. `principal` is `null` if nobody is, `undefined` if not asked yet. */
class Session {
  principal = $state.raw<Principal | null | undefined>(undefined);
  /** The service has ended the sign-in of this page; the form says so until somebody signs in. */
  isOut = $state(false);
  /** They sign out here; the live connection tells that, too. */
  #isLeaving = false;
  /** What the person who runs the service has to look at. */
  notices = $state.raw<ServiceNotice[]>([]);

  /** Why a sign-in at the provider failed, as a code; `null` if none did. */
  refusal: string | null = null;
  /** The provider at which people may sign in, too; `null` if only by password. */
  provider = $state.raw<SignInProvider | OwnProvider | null>(null);

  async ask(): Promise<void> {
    const answer = await api.get<CallerReply>(pathTo(ROUTES.caller));
    this.principal = answer.principal;
    this.provider = answer.provider ?? null;
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
  /** Whether they have enough of the conference for it: the whole, or a part where the service lets them. */
  mayCall(conferenceId: Id, call: Call): boolean {
    return this.principal?.kind === 'organizer' && isOpenTo(this.principal, conferenceId, call);
  }
  /** Whether a page of the conference is of use to them. */
  maySee(conferenceId: Id, section: Section): boolean {
    return this.may(LEAST[section]) && this.mayCall(conferenceId, CALL[section]);
  }
  /** A new conference lies in no scope yet: who works in some conferences alone makes none. */
  get mayMakeConferences(): boolean {
    return this.may('organizer') && this.principal?.kind === 'organizer' && this.principal.scope === 'all';
  }
  /** Goes to the provider, to bind one's own account to a sign-in there. */
  async bindToProvider(body: ProviderLinkBody): Promise<void> {
    location.assign((await api.post<ProviderLinkReply>(pathTo(ROUTES.oidcLink), body)).url);
  }
  async unbindFromProvider(): Promise<void> {
    await api.delete(pathTo(ROUTES.oidcLink));
    await this.ask();
  }
  /** Whether one's own account is bound to the provider; `null` if there is no provider. */
  get ownProvider(): OwnProvider | null {
    return this.provider !== null && 'isBound' in this.provider ? this.provider : null;
  }
  async view(token: string): Promise<void> {
    this.principal = (await api.post<SignInReply>(pathTo(ROUTES.view), { token })).principal;
  }
  async signOut(): Promise<void> {
    this.#isLeaving = true;
    try {
      await api.post(pathTo(ROUTES.signOut));
      this.principal = null;
    } finally {
      this.#isLeaving = false;
    }
  }
  /** Called when the server says that this sign-in is over. */
  ended(): void {
    this.principal = null;
    this.isOut = !this.#isLeaving;
  }
}
export const session = new Session();
