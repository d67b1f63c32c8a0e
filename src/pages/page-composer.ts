import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Conference, Language } from '../contract/conference.js';
import type { Schedule } from '../contract/schedule.js';
import { type Instant, PAGE_LIMIT } from '../contract/wire.js';
import { PublishedScheduleService } from '../materials/published-schedule.service.js';
import { Clock } from '../platform/clock/clock.js';
import type { Prepared } from '../platform/http/prepared.js';
import { Problem } from '../platform/http/problem.js';
import { conferenceAtHome, inOrderOfInterest } from './home.rules.js';
import { dataBlock, escaped, type Html } from './html.js';
import { conferencesPage, schedulePage } from './trainee-page.js';
import { WORDS } from './trainee-words.js';
import { WebFolder } from './web-folder.js';

/** Which page is asked for. `slug` null: `/`; `all`: the list even where one conference would be opened at once. */
export interface PageRequest {
  slug: string | null;
  all: boolean;
  language: Language;
}

/** Puts what an anonymous reader may see into the built trainee's page: text and links first, script later. */
@Injectable()
export class PageComposer {
  /** Goes with the prepared schedule that it was made from. */
  private readonly made = new WeakMap<Prepared, Map<string, string>>();

  constructor(
    private readonly web: WebFolder,
    private readonly conferences: ConferencesService,
    private readonly published: PublishedScheduleService,
    private readonly clock: Clock,
  ) {}

  /** Null: there is no such conference, or it is a draft. */
  async traineePage({ slug, all, language }: PageRequest): Promise<string | null> {
    const shell = (await this.web.file('trainee.html'))?.content.toString('utf8');
    if (shell === undefined) return null;
    const { items } = await this.conferences.list(undefined, { limit: PAGE_LIMIT.max });
    const home = slug === null && !all ? conferenceAtHome(items) : null;
    const wanted = slug ?? home?.slug;
    if (wanted === undefined) return listPage(shell, items, language);
    return this.schedulePage(shell, wanted, language, items.length < 2);
  }

  private async schedulePage(
    shell: string,
    slug: string,
    language: Language,
    isOnly: boolean,
  ): Promise<string | null> {
    const published = await this.published.read(undefined, slug, 'json', '').catch((fault: unknown) => {
      if (fault instanceof Problem && fault.code === 'conference.not-found') return null;
      throw fault;
    });
    if (published === null) return null;
    const { prepared } = published;
    const pages = this.made.get(prepared) ?? new Map<string, string>();
    this.made.set(prepared, pages);
    const key = `${language} ${isOnly} ${shell}`;
    const page =
      pages.get(key) ??
      filled(
        shell,
        pageOf(
          JSON.parse(prepared.body.toString('utf8')) as Schedule,
          language,
          isOnly,
          this.clock.instant(),
        ),
      );
    pages.set(key, page);
    return page;
  }
}

interface Filling {
  language: Language;
  title: string;
  app: Html;
  data: unknown;
}

function pageOf(schedule: Schedule, language: Language, isOnly: boolean, at: Instant): Filling {
  return {
    language,
    title: `${schedule.conference.title} · ${WORDS[language].product}`,
    app: schedulePage(schedule, language, isOnly, at),
    data: { schedule, isOnly },
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
