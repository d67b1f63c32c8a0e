import { Injectable } from '@nestjs/common';
import type { Language } from '../contract/conference.js';
import { WebFolder } from './web-folder.js';

/** Puts what can be read without any script into the built page. */
@Injectable()
export class PageComposer {
  constructor(private readonly web: WebFolder) {}

  /** The trainee's page for one conference, or (slug null) for the only one, or the list; null: there is no such conference. */
  async traineePage(_slug: string | null, _language: Language): Promise<string | null> {
    const shell = await this.web.file('trainee.html');
    return shell?.content.toString('utf8') ?? null;
  }
}
