import { Injectable } from '@nestjs/common';
import { AccessService } from '../identity/sign-ins/access.service.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import type { Conference, Language } from '../contract/conference.js';
import type { Schedule } from '../contract/schedule.js';
import { type Id, type Instant, PAGE_LIMIT } from '../contract/wire.js';
import { PublishedScheduleService } from '../trainee/published-schedule.service.js';
import { Clock } from '../platform/clock/clock.js';
import { ParticipantsService } from '../participants/participants.service.js';
import type { FormFault } from '../platform/http/plain-form.js';
import type { CachedResponse } from '../platform/http/cached-response.js';
import { Problem } from '../platform/http/problem.js';
import { SitesService } from '../sites/sites.service.js';
import { conferenceAtHome, inOrderOfInterest } from './home.rules.js';
import { dataBlock, escaped, type Html } from './html.js';
import { conferencesPage, type Entry, schedulePage } from './trainee-page.js';
import { WORDS } from './trainee-words.js';
import { WebFolder } from './web-folder.js';

/**
 * Which page is asked for. `slug` null: `/`; `all`: the list even where one
 * conference would be opened at once.
 */
export interface PageRequest {
  slug: string | null;
  all: boolean;
  language: Language;
  cookies: Record<string, string | undefined>;
  /** What was wrong with the form that was sent from this page. */
  fault: FormFault | null;
}
export interface ComposedPage {
  html: string;
  /** Made for this reader alone. */
  isPersonal: boolean;
}
type Trainee = Principal & { kind: 'trainee' };

/**
 * Puts what its reader may see into the built trainee's page: text, links and the form first, script later.
 */
@Injectable()
export class PageComposer {
  /** Goes with the prepared schedule that it was made from. */
  private readonly made = new WeakMap<CachedResponse, Map<string, string>>();

  constructor(
    private readonly web: WebFolder,
    private readonly access: AccessService,
    private readonly conferences: ConferencesService,
    private readonly participants: ParticipantsService,
    private readonly published: PublishedScheduleService,
    private readonly sites: SitesService,
    private readonly clock: Clock,
  ) {}

  /** Null: there is no such conference, or it is a draft. */
  async traineePage(request: PageRequest): Promise<ComposedPage | null> {
    const { slug, all, language } = request;
    const shell = (await this.web.file('trainee.html'))?.content.toString('utf8');
    if (shell === undefined) return null;
    const { items } = await this.conferences.list(undefined, { limit: PAGE_LIMIT.max });
    const home = slug === null && !all ? conferenceAtHome(items) : null;
    const wanted = slug ?? home?.slug;
    if (wanted === undefined) return { html: listPage(shell, items, language), isPersonal: false };
    return this.schedulePage(shell, wanted, request, items.length < 2);
  }

  private async schedulePage(
    shell: string,
    slug: string,
    request: PageRequest,
    isOnly: boolean,
  ): Promise<ComposedPage | null> {
    const conference = await this.conferences.visible(undefined, slug).catch(noneIfNotFound);
    if (conference === null) return null;
    const trainee = await this.trainee(request.cookies);
    const reader = trainee?.conferenceId === conference.id ? trainee : undefined;
    const published = await this.published.read(reader, conference.id, 'json', '').catch(noneIfNotFound);
    if (published === null) return null;
    const { prepared } = published;
    const write = (entry: Entry): string =>
      filled(
        shell,
        pageOf(
          JSON.parse(prepared.body.toString('utf8')) as Schedule,
          entry,
          request.language,
          isOnly,
          this.clock.instant(),
        ),
      );
    const person = trainee && (await this.shown(trainee, conference.id));
    if (person !== null) return { html: write({ kind: 'in', ...person }), isPersonal: true };
    if (request.fault !== null)
      return { html: write({ kind: 'form', fault: request.fault }), isPersonal: true };
    const pages = this.made.get(prepared) ?? new Map<string, string>();
    this.made.set(prepared, pages);
    const key = `${request.language} ${isOnly} ${shell}`;
    const html = pages.get(key) ?? write({ kind: 'form', fault: null });
    pages.set(key, html);
    return { html, isPersonal: false };
  }

  private async trainee(cookies: PageRequest['cookies']): Promise<Trainee | null> {
    const token = this.access.tokenIn(cookies);
    const signedIn = token === undefined ? null : await this.access.authenticate(token);
    return signedIn?.principal.kind === 'trainee' ? signedIn.principal : null;
  }

  /** As little of the person as the page's script shows: initials and unit. */
  private async shown(
    trainee: Trainee,
    conferenceId: Id,
  ): Promise<{ who: string; site: string | null } | null> {
    const person = await this.participants.visible(trainee, trainee.participantId).catch(noneIfNotFound);
    if (person === null) return null;
    const site = trainee.conferenceId === conferenceId ? await this.sites.get(person.siteId) : null;
    return { who: [person.fullName, person.unit].filter(Boolean).join(' · '), site: site?.name ?? null };
  }
}

function noneIfNotFound(fault: unknown): null {
  if (fault instanceof Problem && fault.status === 404) return null;
  throw fault;
}

interface Filling {
  language: Language;
  title: string;
  app: Html;
  data: unknown;
}

function pageOf(schedule: Schedule, entry: Entry, language: Language, isOnly: boolean, at: Instant): Filling {
  return {
    language,
    title: `${schedule.conference.title} · ${WORDS[language].product}`,
    app: schedulePage(schedule, entry, language, isOnly, at),
    data: {
      schedule,
      isOnly,
      isSignedIn: entry.kind === 'in',
      ...(entry.kind === 'form' && entry.fault !== null && { formFault: entry.fault }),
    },
  };
}

function listPage(shell: string, items: readonly Conference[], language: Language): string {
  const conferences = inOrderOfInterest(items);
  return filled(shell, {
    language,
    title: `${WORDS[language].conferences} · ${WORDS[language].product}`,
    app: conferencesPage(conferences, language),
    data: { conferences },
  });
}

/** Replacements by function: a `$` in a title is a `$`. */
function filled(shell: string, { language, title, app, data }: Filling): string {
  return shell
    .replace(/<html lang="[^"]*"/, () => `<html lang="${language}"`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escaped(title)}</title>`)
    .replace(
      /<div id="app">\s*<\/div>/,
      () => `<div id="app">${app.text}</div>\n${dataBlock('first', data).text}`,
    );
}
