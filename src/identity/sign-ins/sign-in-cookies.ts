import { Injectable } from '@nestjs/common';
import type { SignInReply } from '../../contract/auth.js';
import type { ReplyCookies } from '../../platform/http/exchange.js';
import type { Opened } from '../accounts/organizers.service.js';
import { CallersService } from '../attempts/callers.service.js';
import { loginKey } from './access.rules.js';
import { AccessService } from './access.service.js';

/** Gives an organizer's browser its cookies: the sign-in, and the proof that it has signed in before. */
@Injectable()
export class SignInCookies {
  constructor(
    private readonly access: AccessService,
    private readonly callers: CallersService,
  ) {}

  give(reply: ReplyCookies, { principal, token, expiresAt }: Opened): SignInReply {
    this.access.setCookie(reply, token, expiresAt);
    if (principal.kind === 'organizer') this.callers.remember(reply, 'password', loginKey(principal.login));
    return { principal };
  }
}
