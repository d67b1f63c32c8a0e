import type { Pairing } from '#contract/auth.js';
import type { InvitationBody, OpenedInvitation } from '#contract/invitation.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import { api } from '../shared/api.js';

/** The token behind the `#`; `null` if the link is incomplete. */
export const tokenIn = (hash: string): string | null => /^#([\w-]{43})$/.exec(hash)?.[1] ?? null;

/** The invitation that the address names, and what is done with it. */
export class Opened {
  invitation = $state.raw<OpenedInvitation | null>(null);
  /** A code for another machine. */
  pairing = $state.raw<Pairing | null>(null);
  fault = $state.raw<unknown>(null);
  isBusy = $state(false);

  constructor(readonly token: string | null) {}

  /** Asked by the page's script alone: a chat's preview runs none. */
  async open(): Promise<void> {
    await this.#run(async (body) => {
      this.invitation = await api.post<OpenedInvitation>(pathTo(ROUTES.invitationOpen), body);
    });
  }
  async showCode(): Promise<void> {
    await this.#run(async (body) => void (this.pairing = await this.#mint(body)));
  }
  /** Leads this machine to the console, with a code that nobody else has. */
  async goToConsole(): Promise<void> {
    await this.#run(async (body) => location.assign((await this.#mint(body)).url));
  }

  #mint(body: InvitationBody): Promise<Pairing> {
    return api.post<Pairing>(pathTo(ROUTES.invitationPair), body);
  }
  async #run(work: (body: InvitationBody) => Promise<void>): Promise<void> {
    if (this.token === null || this.isBusy) return;
    this.isBusy = true;
    try {
      await work({ token: this.token });
      this.fault = null;
    } catch (raised) {
      this.fault = raised;
    } finally {
      this.isBusy = false;
    }
  }
}
