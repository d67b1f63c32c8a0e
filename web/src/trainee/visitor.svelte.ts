import type { MeReply, TraineeReply } from '#contract/auth.js';
import type { Participant } from '#contract/participant.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import type { Site } from '#contract/site.js';
import type { Id } from '#contract/wire.js';
import type { ShownPerson } from '#contract/trainee-page.js';
import { api, ApiFault } from '../shared/api.js';

/**
 * Only that somebody signed in here: who it was is asked of the service, so nothing
 * personal lies on a lost telephone.
 */
const KEY = 'trainee';

/** The page asks again by itself when the service says that it may soon. */
const LONGEST_WAIT = 12;
const ATTEMPTS = 4;

/** Who reads the page of a conference. */
export class Visitor {
  person = $state.raw<ShownPerson | null>(null);
  isAsking = $state(false);
  /** Many sign in at once from here: the page waits and asks again. */
  isWaiting = $state(false);
  /** The sign-in ended by itself, or was revoked. */
  hasEnded = $state(false);
  #conferenceId: Id;

  /** @param known whom the service has shown in the page; `null` if it has shown nobody */
  constructor(conferenceId: Id, known: ShownPerson | null) {
    this.#conferenceId = conferenceId;
    this.person = known;
  }

  /** Signed in to the conference that the page shows. */
  get isHere(): boolean {
    return this.person !== null && this.person.site !== null;
  }

  /**
   * Takes up a sign-in: the one that the service has shown, or that of an earlier visit, which a page out of
   * the browser's cache does not show.
   * @throws ApiFault when the service cannot say
   */
  async resume(): Promise<void> {
    if (this.person) return remember(true);
    if (!remembered()) return;
    this.isAsking = true;
    try {
      const { principal } = await api.get<MeReply>(pathTo(ROUTES.me));
      if (principal.kind !== 'trainee') return remember(false);
      await this.#know(await api.get<Participant>(pathTo(ROUTES.participant, principal.participantId)));
    } catch (fault) {
      if (!(fault instanceof ApiFault) || fault.status === 0 || fault.status >= 500) throw fault;
      this.end();
    } finally {
      this.isAsking = false;
    }
  }

  /** @throws ApiFault auth.code-invalid, rate.limited, network… */
  async signIn(code: string): Promise<void> {
    this.isAsking = true;
    try {
      const { participant } = await this.#enter({ code, conferenceId: this.#conferenceId });
      remember(true);
      this.hasEnded = false;
      await this.#know(participant);
    } finally {
      this.isAsking = false;
    }
  }

  /** @throws ApiFault when the service did not hear it: the person is then still signed in */
  async signOut(): Promise<void> {
    await api.post(pathTo(ROUTES.signOut)).catch((fault: unknown) => {
      if (!(fault instanceof ApiFault) || fault.status !== 401) throw fault;
    });
    this.person = null;
    remember(false);
  }

  end(): void {
    this.person = null;
    this.hasEnded = true;
    remember(false);
  }

  async #enter(body: { code: string; conferenceId: Id }): Promise<TraineeReply> {
    try {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await api.post<TraineeReply>(pathTo(ROUTES.trainee), body);
        } catch (fault) {
          const wait = fault instanceof ApiFault && fault.code === 'rate.limited' ? fault.retryAfter : null;
          if (wait === null || wait > LONGEST_WAIT || attempt === ATTEMPTS) throw fault;
          this.isWaiting = true;
          // A little apart: those who were refused together do not come back together.
          await new Promise((go) => setTimeout(go, (wait + Math.random() * attempt) * 1_000));
        }
      }
    } finally {
      this.isWaiting = false;
    }
  }

  async #know({ fullName, unit, conferenceId, siteId }: Participant): Promise<void> {
    const isHere = conferenceId === this.#conferenceId;
    const site = isHere ? (await api.get<Site>(pathTo(ROUTES.site, siteId))).name : null;
    this.person = { initials: fullName, unit, site };
  }
}

function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}
function remember(is: boolean): void {
  try {
    if (is) localStorage.setItem(KEY, '1');
    else localStorage.removeItem(KEY);
  } catch {
    // a private window may refuse storage; the sign-in then shows on this page alone
  }
}
