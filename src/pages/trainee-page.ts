import { codeIn, isMistyped } from '../contract/code-readings.js';
import type { Conference, Language } from '../contract/conference.js';
import type { Material } from '../contract/material.js';
import { pathTo, ROUTES } from '../contract/routes.js';
import type { Schedule, ScheduledSession, SessionStatus } from '../contract/schedule.js';
import type { Instant } from '../contract/wire.js';
import type { FormFault } from '../platform/http/plain-form.js';
import { VERSION } from '../platform/version/version.js';
import { type Html, html } from './html.js';
import { days, fileKind, fileSize, speakerLine, time } from './trainee-format.js';
import { WORDS } from './trainee-words.js';

/**
 * The form for the code, with what was wrong with it; or who is signed in. `site`
 * is `null` in another conference.
 */
export type Entry =
  { kind: 'form'; fault: FormFault | null } | { kind: 'in'; who: string; site: string | null };

/**
 * The trainee's page as plain HTML: all of the schedule, every material that its reader may have as a link.
 * The page's script replaces it by the same markup (web/src/trainee), so nothing moves when it arrives; what
 * changes by the minute is left to it.
 */
export function schedulePage(
  schedule: Schedule,
  entry: Entry,
  language: Language,
  isOnly: boolean,
  at: Instant,
): Html {
  const t = WORDS[language];
  const { conference } = schedule;
  return html`<div class="page">
    ${topBar(language, `/c/${conference.slug}`)}
    <main>
      <div class="headline">
        ${conference.simulated && html`<p class="simulated">${t.simulated}</p>`}
        <h1>${conference.title}</h1>
        <p class="soft">${days(conference.startsOn, conference.endsOn, language)}</p>
      </div>
      ${current(schedule, language, at)}
      ${entry.kind === 'in' ? signedIn(entry, language) : signIn(conference.slug, entry.fault, language)}
      <nav class="jump" aria-label="${t.onThisPage}">
        <a href="#programme">${t.programme}</a>
        <a href="#materials">${t.materials} <span class="number">(${countOf(schedule)})</span></a>
      </nav>
      <div class="columns">${programme(schedule, language, at)}${materials(schedule, language)}</div>
      ${!isOnly && html`<p class="more"><a href="/?all">${t.allConferences}</a></p>`}
    </main>
    ${foot(language)}
  </div>`;
}

/** The one line for the personal code; a plain form, which works before and without the script. */
function signIn(slug: string, fault: FormFault | null, language: Language): Html {
  const t = WORDS[language];
  return html`<form class="sign-in panel" method="post" action="${pathTo(ROUTES.trainee)}">
    <input type="hidden" name="conferenceId" value="${slug}" />
    <label for="code">${t.code}</label>
    <div class="line">
      <input
        id="code"
        name="code"
        class="input"
        required
        maxlength="300"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck="false"
        aria-describedby="code-hint"
        aria-invalid="${fault === null ? 'false' : 'true'}"
        value="${fault?.typed ?? ''}"
      /><button class="button primary">${t.signIn}</button>
    </div>
    <p class="${fault === null ? 'hint' : 'hint complaint'}" id="code-hint" role="status">
      ${fault === null ? t.codeHint : complaint(fault, language)}
    </p>
  </form>`;
}

function complaint({ code, typed, retryAfter }: FormFault, language: Language): string {
  const t = WORDS[language];
  if (typed.trim() === '') return t.codeMissing;
  if (code === 'rate.limited') return t.codeWait(retryAfter ?? 60);
  if (code === 'auth.code-invalid') return isMistyped(codeIn(typed).code) ? t.codeMistyped : t.codeInvalid;
  if (code === 'auth.code-ambiguous') return t.codeAmbiguous;
  return code === 'request.invalid' ? t.codeInvalid : t.codeFailed;
}

function signedIn({ who, site }: Entry & { kind: 'in' }, language: Language): Html {
  const t = WORDS[language];
  return html`<section class="signed-in panel">
    <div>
      <p class="title">${who}</p>
      <p class="soft">${site === null ? t.elsewhere : `${t.countedAt} ${site}`}</p>
    </div>
    <form method="post" action="${pathTo(ROUTES.signOut)}"><button class="button">${t.signOut}</button></form>
  </section>`;
}

function topBar(language: Language, path: string): Html {
  const other = language === 'vi' ? 'en' : 'vi';
  return html`<header class="top">
    <a class="mark" href="/"
      ><img src="/icon.svg" alt="" width="28" height="28" /><span>${WORDS[language].product}</span></a
    >
    <div class="choices">
      <a class="button quiet" lang="${other}" href="${path}${path.includes('?') ? '&' : '?'}lang=${other}"
        >${WORDS[language].otherLanguage}</a
      >
    </div>
  </header>`;
}

/** The script adds the choice of light or dark. */
function foot(language: Language): Html {
  return html`<footer class="foot">
    <p class="version">${WORDS[language].serviceVersion(VERSION)}</p>
  </footer>`;
}

function current({ conference, sessions, now, next }: Schedule, language: Language, at: Instant): Html {
  const t = WORDS[language];
  const clock = (instant: string): string => time(instant, language, conference.timezone);
  const isOver =
    sessions.length > 0 &&
    sessions.every((session) => ['ended', 'cancelled'].includes(shownStatus(session, now, at)));
  return html`<section class="current" aria-label="${t.now}">
    ${
      now
        ? html`<div class="now">
            <p class="label"><span class="dot"></span>${t.now}</p>
            <h2>${now.title}</h2>
            ${speakers(now)}
            <p class="when"><span class="number">${clock(now.startsAt)}–${clock(now.endsAt)}</span></p>
          </div>`
        : html`<div class="now idle"><h2>${isOver ? t.over : t.nothingNow}</h2></div>`
    }
    ${
      next &&
      html`<div class="next">
        <p class="label">${t.next}</p>
        <p class="what"><span class="number">${clock(next.startsAt)}</span> ${next.title}</p>
      </div>`
    }
    <p class="freshness"></p>
  </section>`;
}

function programme({ conference, sessions, now }: Schedule, language: Language, at: Instant): Html {
  const t = WORDS[language];
  return html`<section class="programme" aria-labelledby="programme">
    <h2 id="programme">${t.programme}</h2>
    ${
      sessions.length === 0
        ? html`<p class="soft">${t.noSessions}</p>`
        : html`<ol>
            ${sessions.map((session) => item(session, shownStatus(session, now, at), conference, language))}
          </ol>`
    }
    <p class="more"><a href="${pathTo(ROUTES.scheduleIcs, conference.slug)}" download>${t.calendar}</a></p>
  </section>`;
}

/** A planned session whose time it is, or was, shows as such even when nobody pressed start. */
function shownStatus(
  { id, status, endsAt }: ScheduledSession,
  now: ScheduledSession | null,
  at: Instant,
): SessionStatus {
  if (status !== 'planned') return status;
  return id === now?.id ? 'running' : endsAt <= at ? 'ended' : 'planned';
}

function item(
  session: ScheduledSession,
  status: SessionStatus,
  { timezone }: Conference,
  language: Language,
): Html {
  const t = WORDS[language];
  const count = session.materials.length;
  return html`<li class="session is-${status} kind-${session.kind}">
    <p class="time number">
      <time datetime="${session.startsAt}">${time(session.startsAt, language, timezone)}</time
      ><span>${time(session.endsAt, language, timezone)}</span>
    </p>
    <div>
      <h3>${session.title}</h3>
      ${speakers(session)} ${session.abstract !== null && html`<p class="abstract">${session.abstract}</p>`}
      ${(status !== 'planned' || count > 0) && html`<p class="status">${status !== 'planned' && html`<span class="state">${t.status[status]}</span>`} ${count > 0 && html`<a href="#of-${session.id}">${t.materialsOf(count)}</a>`}</p>`}
    </div>
  </li>`;
}

function speakers(session: ScheduledSession): Html | null {
  return session.speakers.length === 0
    ? null
    : html`<p class="who">${session.speakers.map(speakerLine).join('; ')}</p>`;
}

function materials({ sessions, materials: common }: Schedule, language: Language): Html {
  const t = WORDS[language];
  const groups = [
    { session: null, list: common },
    ...sessions.map((session) => ({ session, list: session.materials })),
  ].filter(({ list }) => list.length > 0);
  return html`<section class="materials" aria-labelledby="materials">
    <h2 id="materials">${t.materials}</h2>
    ${groups.length === 0 && html`<p class="soft">${t.noMaterials}</p>`}
    ${groups.map(
      ({ session, list }) =>
        html`${session && html`<h3 id="of-${session.id}">${session.title}</h3>`}
          <ul>
            ${list.map((material) => link(material, language))}
          </ul>`,
    )}
  </section>`;
}

const countOf = ({ sessions, materials: common }: Schedule): number =>
  sessions.reduce((sum, session) => sum + session.materials.length, common.length);

function link(material: Material, language: Language): Html {
  const t = WORDS[language];
  const facts = [
    fileKind(material),
    fileSize(material.size, language),
    material.version > 1 && `${t.version} ${material.version}`,
    material.audience === 'participants' && t.forParticipants,
  ];
  return html`<li>
    <a class="material" href="${pathTo(ROUTES.materialContent, material.id)}" download
      ><span class="title">${material.title}</span
      ><span class="facts number">${facts.filter(Boolean).join(' · ')}</span></a
    >
  </li>`;
}

/** Where several conferences are public and none of them is the one of today. */
export function conferencesPage(conferences: readonly Conference[], language: Language): Html {
  const t = WORDS[language];
  return html`<div class="page">
    ${topBar(language, '/?all')}
    <main>
      <div class="headline"><h1>${t.conferences}</h1></div>
      ${
        conferences.length === 0
          ? html`<p class="panel">${t.noConferences}</p>`
          : html`<ul class="conferences">
              ${conferences.map(
                (conference) =>
                  html`<li>
                    <a class="panel" href="/c/${conference.slug}"
                      ><span class="title">${conference.title}</span
                      ><span class="facts"
                        >${days(conference.startsOn, conference.endsOn, language)}${conference.status === 'live' && ` · ${t.live}`}${conference.status === 'closed' && ` · ${t.closed}`}</span
                      ></a
                    >
                  </li>`,
              )}
            </ul>`
      }
    </main>
    ${foot(language)}
  </div>`;
}
