import { Injectable } from '@nestjs/common';
import { AccessService } from '../identity/sign-ins/access.service.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import type { Conference } from '../contract/conference.js';
import { type Language, LANGUAGES } from '../contract/languages.js';
import type { Schedule } from '../contract/schedule.js';
import type {
  DayData,
  FormFault,
  PageEntry,
  TraineePageData,
  WriteTraineePage,
} from '../contract/trainee-page.js';
import { PAGE_LIMIT } from '../contract/wire.js';
import { PublishedScheduleService } from '../trainee/published-schedule.service.js';
import { Clock } from '../platform/clock/clock.js';
import type { CachedResponse } from '../platform/http/cached-response.js';
import { conferenceAtHome, doorOf, inOrderOfInterest } from './home.rules.js';
import { dataBlock } from './data-block.js';
import { noneIfNotFound, PageFacts } from './page-facts.js';
import { WebFolder } from './web-folder.js';

/**
 * Which page is asked for. `slug` is `null` for `/`; `all`: the list even where one
 * conference would be opened at once.
 */
export interface PageRequest {
  slug: string | null;
  all: boolean;
  language: Language;
  cookies: Record<string, string | undefined>;
  /** The fault of the form that was sent from this page. */
  fault: FormFault | null;
}
export interface ComposedPage {
  html: string;
  /** Made for this reader alone. */
  isPersonal: boolean;
}
/** Sites may be made one by one, and links come and go, while the schedule stays as it is. */
const PAGES_OF_ONE = 32;
type Trainee = Principal & { kind: 'trainee' };

/** The built page without its text, and the program that writes the text. */
interface BuiltPage {
  shell: string;
  write: WriteTraineePage;
}

/**
 * Puts what its reader may see into the built trainee's page: text, links and the form first, script later.
 * The text is written by the components that run in the browser (web/src/trainee).
 */
@Injectable()
export class PageComposer {
  /** Goes with the prepared schedule that it was made from. */
  private readonly made = new WeakMap<CachedResponse, Map<string, string>>();

  constructor(
    private readonly web: WebFolder,
    private readonly access: AccessService,
    private readonly conferences: ConferencesService,
    private readonly facts: PageFacts,
    private readonly published: PublishedScheduleService,
    private readonly clock: Clock,
  ) {}

  /** `null` if there is no such conference, or it is a draft. */
  async traineePage(request: PageRequest): Promise<ComposedPage | null> {
    const { slug, all, language } = request;
    const shell = (await this.web.file('trainee.html'))?.content.toString('utf8');
    if (shell === undefined) return null;
    const built = { shell, write: await this.web.traineeProgram() };
    const { items } = await this.conferences.list(undefined, { limit: PAGE_LIMIT.max });
    const home = slug === null && !all ? await this.home(items, request.cookies) : null;
    const chosen = slug ?? home;
    if (chosen !== null) return this.dayPage(built, chosen, request, items.length < 2);
    const html = this.written(
      built,
      { conferences: inOrderOfInterest(items), fault: request.fault },
      language,
    );
    return { html, isPersonal: request.fault !== null };
  }

  /** Where `/` leads whoever is signed in and has a page of their own; `null` if it stays here. */
  async doorOf(cookies: PageRequest['cookies']): Promise<string | null> {
    return doorOf((await this.principal(cookies))?.kind);
  }

  /** The slug that `/` opens: of the reader's own conference, else the one of interest; `null`: the list. */
  private async home(items: readonly Conference[], cookies: PageRequest['cookies']): Promise<string | null> {
    const trainee = await this.trainee(cookies);
    const own = items.find(({ id }) => id === trainee?.conferenceId);
    return (own ?? conferenceAtHome(items))?.slug ?? null;
  }

  private async dayPage(
    built: BuiltPage,
    slug: string,
    { cookies, fault, language }: PageRequest,
    isOnly: boolean,
  ): Promise<ComposedPage | null> {
    const conference = await this.conferences.visible(undefined, slug).catch(noneIfNotFound);
    if (conference === null) return null;
    const trainee = await this.trainee(cookies);
    const reader = trainee?.conferenceId === conference.id ? trainee : undefined;
    const published = await this.published.read(reader, conference.id, 'json', '').catch(noneIfNotFound);
    if (published === null) return null;
    const { prepared } = published;
    const siteCount = await this.facts.siteCountOf(conference.id);
    const broadcast = await this.facts.broadcastFor(reader, conference.id);
    const { publicUrl } = this.web;
    const write = (entry: PageEntry): string => {
      const schedule = JSON.parse(prepared.body.toString('utf8')) as Schedule;
      return this.written(
        built,
        { schedule, isOnly, entry, siteCount, broadcast, publicUrl } satisfies DayData,
        language,
      );
    };
    const person = trainee && (await this.facts.personOf(trainee, conference.id));
    if (person !== null) return { html: write({ kind: 'in', person }), isPersonal: true };
    if (fault !== null) return { html: write({ kind: 'form', fault }), isPersonal: true };
    const pages = this.made.get(prepared) ?? new Map<string, string>();
    this.made.set(prepared, pages);
    const key = [language, isOnly, siteCount, JSON.stringify(broadcast), built.shell].join(' ');
    if (pages.size >= PAGES_OF_ONE) pages.clear();
    const html = pages.get(key) ?? write({ kind: 'form', fault: null });
    pages.set(key, html);
    return { html, isPersonal: false };
  }

  private async trainee(cookies: PageRequest['cookies']): Promise<Trainee | null> {
    const principal = await this.principal(cookies);
    return principal?.kind === 'trainee' ? principal : null;
  }

  private async principal(cookies: PageRequest['cookies']): Promise<Principal | null> {
    const token = this.access.tokenIn(cookies);
    return token === undefined ? null : ((await this.access.authenticate(token))?.principal ?? null);
  }

  /** Replacements by function: a `$` in a title is a `$`. */
  private written({ shell, write }: BuiltPage, data: TraineePageData, language: Language): string {
    const { head, body } = write(data, language, this.clock.instant());
    return shell
      .replace(/<html lang="[^"]*"/, () => `<html lang="${LANGUAGES[language].htmlLang}"`)
      .replace(/<title>[^<]*<\/title>/, () => head)
      .replace(/<div id="app">\s*<\/div>/, () => `<div id="app">${body}</div>\n${dataBlock('first', data)}`);
  }
}
