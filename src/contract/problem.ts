/**
 * The one table of error codes. `status` is the HTTP status, `title` the English sentence for programs;
 * pages translate by code. Codes never change their meaning.
 */
export const PROBLEMS = {
  'request.invalid': { status: 400, title: 'The request does not have the expected form' },
  'request.too-large': { status: 413, title: 'The request body is larger than this route takes' },
  'request.headers-too-large': {
    status: 431,
    title: 'The headers of the request are larger than the service takes',
  },
  'request.media-type': { status: 415, title: 'This route does not take that content type' },
  'request.foreign-origin': { status: 403, title: 'A page of another origin may not act here' },
  'contract.too-old': {
    status: 426,
    title: 'This version of the contract is no longer served; take the current page or program',
  },
  'edit.outdated': { status: 412, title: 'Somebody has changed this since you read it; read it again' },
  'request.timeout': { status: 408, title: 'The request did not arrive in time' },
  'route.not-found': { status: 404, title: 'There is no such route' },
  'method.not-allowed': { status: 405, title: 'This route does not know that method' },
  'server.failed': { status: 500, title: 'The service failed; nothing was half done' },
  'server.busy': { status: 503, title: 'Too many writes are waiting; try again shortly' },
  'server.not-ready': { status: 503, title: 'The database cannot be read or written now' },
  'server.database-away': { status: 503, title: 'The database cannot be reached now; nothing was saved' },
  'server.storage': { status: 507, title: 'The storage does not take writes now; nothing was saved' },
  'rate.limited': { status: 429, title: 'Too many attempts; wait before the next' },

  'auth.required': { status: 401, title: 'Sign in first' },
  'auth.invalid': { status: 401, title: 'The login or password is wrong' },
  'auth.ended': { status: 401, title: 'This sign-in has ended or was revoked' },
  'auth.forbidden': { status: 403, title: 'This sign-in may not do that' },
  'auth.code-invalid': { status: 401, title: 'The code is wrong, used or expired' },
  'auth.code-ambiguous': {
    status: 409,
    title: 'The code belongs to more than one conference; name the conference',
  },
  'auth.password-weak': { status: 422, title: 'The password is too short, too long or too common' },
  'auth.password-wrong': { status: 422, title: 'The old password is wrong' },
  'auth.token-scope': { status: 403, title: 'This token lacks the scope that this needs' },
  'auth.browser-only': { status: 403, title: 'No token may do that: sign in by a browser' },
  'auth.invitation-invalid': { status: 404, title: 'The invitation is wrong, used or older than 72 hours' },
  'auth.provider-none': { status: 409, title: 'No OpenID provider is set up' },
  'auth.provider-away': {
    status: 503,
    title: 'The OpenID provider cannot be asked now; sign in by password',
  },
  'auth.provider-refused': { status: 401, title: 'The OpenID provider did not confirm the sign-in' },
  'auth.state-invalid': {
    status: 400,
    title: 'This return from the OpenID provider was used, is too old or began in another browser',
  },
  'auth.no-role': { status: 403, title: 'No group of this person at the OpenID provider has a role here' },
  'auth.account-disabled': { status: 403, title: 'The account is disabled' },
  'sign-in.not-found': { status: 404, title: 'There is no such sign-in or token' },
  'account.not-found': { status: 404, title: 'There is no such account' },
  'account.login-taken': { status: 409, title: 'Another account has that login' },
  'account.last-owner': {
    status: 409,
    title: 'One owner must be able to sign in: make another account an owner first',
  },
  'account.conference-unknown': { status: 422, title: 'The scope names a conference that does not exist' },
  'account.not-bound': { status: 409, title: 'The account is not bound to the OpenID provider' },
  'account.bound-already': {
    status: 409,
    title: 'The account, or this sign-in at the OpenID provider, is bound already',
  },
  'account.no-password': {
    status: 409,
    title: 'The account has no password and opens by the OpenID provider alone',
  },
  'account.disabled': { status: 409, title: 'The account is disabled; enable it first' },
  'setup.closed': { status: 404, title: 'The set-up link is wrong, used or no longer needed' },

  'webhook.not-found': { status: 404, title: 'There is no such webhook' },
  'webhook.url-invalid': {
    status: 422,
    title: 'The address of a webhook must begin with https:// and hold no login',
  },
  'webhook.url-private': {
    status: 422,
    title: 'The address of the webhook lies in a private network, and WEBHOOK_ALLOW does not name it',
  },
  'webhook.too-many': { status: 409, title: 'The conference has the highest number of webhooks already' },
  'webhook.off': { status: 409, title: 'The webhook is off; switch it on first' },
  'delivery.not-found': { status: 404, title: 'There is no such delivery' },

  'conference.not-found': { status: 404, title: 'There is no such conference' },
  'conference.slug-taken': { status: 409, title: 'Another conference has that slug' },
  'conference.dates-reversed': { status: 422, title: 'The conference ends before it starts' },
  'conference.timezone-unknown': { status: 422, title: 'There is no such time zone' },
  'conference.not-confirmed': {
    status: 422,
    title: 'Confirm the deletion by the slug of the conference: ?confirm=<slug>',
  },
  'conference.not-closed': { status: 409, title: 'Close the conference before its report is signed' },
  'conference.no-backup': { status: 409, title: 'No backup could be made; nothing was deleted' },
  'data-request.not-found': { status: 404, title: 'There is no such request' },
  'data-request.id-reused': { status: 409, title: 'Another request has that id' },
  'data-request.person-missing': { status: 422, title: 'Say which participant or person asks' },
  'data-request.received-later': { status: 422, title: 'A request cannot be received in the future' },
  'data-request.closed': { status: 409, title: 'The request is closed' },
  'data-request.extended': { status: 409, title: 'The request was extended once already' },
  'data-request.reason-missing': { status: 422, title: 'A refusal needs a reason' },
  'data-policy.document-missing': { status: 422, title: 'The basis task needs its document' },
  'participant.erased': { status: 409, title: 'The data of this person were erased' },
  'participant.mention-unknown': {
    status: 422,
    title: 'A text to keep does not name the person now; read the data of the person again',
  },
  'copy.not-found': { status: 404, title: 'There is no such copy' },
  'copy.id-reused': { status: 409, title: 'Another copy has that id' },
  'copy.parts-missing': { status: 422, title: 'People are copied with their sites only' },
  'copy.day-out-of-range': { status: 422, title: 'A day or time of the copy would leave the calendar' },
  'copy.too-many': { status: 409, title: 'Too many copies are waiting; try again shortly' },
  'copy.interrupted': {
    status: 503,
    title: 'The service was stopped while the conference was copied; nothing of the copy stays',
  },
  'site.not-found': { status: 404, title: 'There is no such site' },
  'site.code-taken': { status: 409, title: 'Another site of the conference has that code' },
  'site.parent-not-found': { status: 422, title: 'The parent site does not exist in this conference' },
  'site.parent-circle': { status: 422, title: 'A site cannot lie under itself' },
  'site.in-use': { status: 409, title: 'The site has people, devices or attendance and cannot be deleted' },
  'site.is-group': {
    status: 422,
    title: 'This is a group of sites: it has no console, no roster, no attendance and no expected figure',
  },
  'site.group-in-use': {
    status: 409,
    title: 'The site has people, devices or attendance and cannot become a group',
  },
  'grant.whole-conference': {
    status: 409,
    title: 'The account works in the whole conference; narrow its conferences first',
  },
  'site.outside-part': {
    status: 403,
    title: 'The old or new place lies outside your part of the tree; a move needs rights at both',
  },
  'unit-merge.same': { status: 422, title: 'These are two spellings of one unit already' },
  'unit-merge.circle': { status: 409, title: 'The other unit was made one with this one; undo that first' },
  'unit-merge.exists': { status: 409, title: 'The unit was made one with another already; undo that first' },
  'unit-merge.not-found': { status: 404, title: 'There is no such merge of units' },
  'unit.not-found': { status: 404, title: 'The directory has no province with that code' },
  'invitation.not-found': { status: 404, title: 'There is no such invitation' },
  'invitation.not-open': { status: 409, title: 'The conference is not open yet; the link works once it is' },
  'invitation.ended': { status: 410, title: 'The conference is over, and its links with it' },
  'device.not-found': { status: 404, title: 'There is no such device' },
  'viewer.not-found': { status: 404, title: 'There is no such viewer' },
  'participant.not-found': { status: 404, title: 'There is no such participant' },
  'participant.code-taken': { status: 409, title: 'Another participant of the conference has that code' },
  'participant.not-joinable': {
    status: 422,
    title: 'Only a walk-in can be joined, and only with somebody on a roster of the same conference',
  },
  'participant.joined': { status: 409, title: 'The participant is joined with another; part them first' },
  'participant.other-site': {
    status: 403,
    title:
      'A console says of people of another site that they are present, ' +
      'and of its guests that they have left; nothing else',
  },
  'participant.not-walk-in': { status: 422, title: 'Only walk-ins are removed together' },
  'walk-in.too-many': {
    status: 409,
    title: 'The site has added more walk-ins than are expected there; organizers decide about the others',
  },
  'checkpoint.not-found': { status: 404, title: 'There is no such checkpoint' },
  'checkpoint.not-open': { status: 409, title: 'The checkpoint is not open yet' },
  'checkpoint.confirmed': {
    status: 409,
    title: 'The site has confirmed the checkpoint: a change needs a reason',
  },
  'checkpoint.times-reversed': { status: 422, title: 'The checkpoint closes before it opens' },
  'checkpoint.session-not-found': { status: 422, title: 'The session does not exist in this conference' },
  'session.not-found': { status: 404, title: 'There is no such session' },
  'session.times-reversed': { status: 422, title: 'The session ends before it starts' },
  'session.not-startable': { status: 409, title: 'The session cannot be started now' },
  'session.not-running': { status: 409, title: 'The session is not running' },
  'material.not-found': { status: 404, title: 'There is no such material' },
  'material.type-refused': { status: 415, title: 'Files of this type are not taken' },
  'material.too-large': { status: 413, title: 'The file is larger than the service takes' },
  'material.empty': { status: 422, title: 'The file is empty' },
  'material.file-missing': { status: 422, title: 'The request holds no file' },
  'material.range-invalid': { status: 416, title: 'The file does not have that range' },

  'import.rejected': { status: 422, title: 'Nothing was imported: some rows have errors' },
  'import.file-missing': { status: 422, title: 'The request holds no file' },
  'import.file-unreadable': { status: 422, title: 'The file is not a CSV or XLSX that can be read' },
  'import.file-too-large': { status: 413, title: 'The file unpacks to more than an import takes' },
  'import.file-encrypted': { status: 422, title: 'The workbook has a password: save it without one' },
  'import.file-web-page': {
    status: 422,
    title:
      'The file is a web page or XML named like a workbook: open it in a spreadsheet and save it as XLSX',
  },
  'import.file-opendocument': {
    status: 422,
    title: 'The file is an OpenDocument table: save it as XLSX or CSV',
  },
  'import.file-other': { status: 422, title: 'The file is no table: save the table as XLSX or CSV' },
  'import.columns-missing': { status: 422, title: 'A required column is missing' },
  'import.empty': { status: 422, title: 'The file holds no rows' },

  'entry.invalid': { status: 422, title: 'The entry does not have the expected form' },
  'entry.id-reused': { status: 409, title: 'Another entry has that id' },
  'entry.site-mismatch': { status: 409, title: 'The entry belongs to another conference' },
  'entry.clock-ahead': {
    status: 422,
    title: 'The entry says that it was made more than a day from now: the clock of the device is wrong',
  },
  'entry.undo-target': { status: 422, title: 'An undo names the entry that it takes back' },

  'quarantine.not-found': { status: 404, title: 'There is no such entry in quarantine' },
  'quarantine.full': {
    status: 409,
    title: 'As many entries of this device as are taken wait for a decision',
  },
  'refused-entry.not-found': { status: 404, title: 'There is no such refused entry' },
  'decision.accepted': { status: 409, title: 'The entry was accepted, and the ledger is never rewritten' },

  'help.not-found': { status: 404, title: 'There is no such call for help' },
  'help.id-reused': { status: 409, title: 'Another call for help has that id' },
  'help.taken': { status: 409, title: 'Somebody else has the call for help in hand' },
  'help.answer-empty': { status: 400, title: 'An answer that leaves the call open needs a text' },
  'help.answers-full': { status: 409, title: 'The call for help has as many answers as are taken' },
  'help.too-many': { status: 409, title: 'The site has as many open calls for help as are taken' },

  'speak.not-found': { status: 404, title: 'There is no such request to speak' },
  'speak.id-reused': { status: 409, title: 'Another request to speak has that id' },
  'speak.already-open': { status: 409, title: 'The site has a request for this session that is still open' },
  'speak.closed': { status: 409, title: 'Requests to speak are not taken now' },
  'speak.session-over': { status: 409, title: 'The session has ended, and its queue with it' },
  'speak.out-of-turn': { status: 409, title: 'The request does not stand where this act would take it' },
  'announcement.not-found': { status: 404, title: 'There is no such announcement' },
  'announcement.id-reused': { status: 409, title: 'Another announcement has that id' },
  'announcement.not-draft': { status: 409, title: 'The announcement was sent: a live text is never edited' },
  'announcement.not-live': { status: 409, title: 'The announcement has ended or was never sent' },
  'announcement.over': { status: 422, title: 'The announcement would be over before it is shown' },
  'readiness.id-reused': { status: 409, title: 'Another result of a readiness test has that id' },
  'line-test.busy': {
    status: 503,
    title: 'As many sites as are taken at once test their lines now; come back after Retry-After',
  },
  'line-test.no-turn': { status: 409, title: 'Take a turn before you measure the line' },
  'contact.id-reused': { status: 409, title: 'Another note about a site has that id' },
  'contact.empty': { status: 422, title: 'Say that the site was called, or write a note' },
  'incident.not-found': { status: 404, title: 'There is no such incident' },
  'incident.resolved': { status: 409, title: 'The incident is over; there is nothing to silence' },
  'incident.until-past': { status: 422, title: 'The silence would end before it begins' },

  'board.too-old': { status: 410, title: 'The changes no longer reach that far back; take the snapshot' },
  'live.event-unknown': { status: 404, title: 'There is no such live event' },
  'report.checkpoint-missing': { status: 422, title: 'The conference has no checkpoint to report on' },
  'report.period-ambiguous': {
    status: 422,
    title: 'A report is of one checkpoint or of one day; name one of them',
  },
  'replay.too-large': {
    status: 422,
    title: 'A replay shows 1,000 sites at most: ask for a part of the tree with siteId',
  },
  'report.too-large': {
    status: 422,
    title: 'The conference is too large for a file of this kind; take the CSV',
  },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** Messages in `errors` of `auth.password-weak`: the weakness, and what to do. */
export const PASSWORD_WEAKNESSES = {
  'password.too-short': 'The password is too short: take 12 characters or more',
  'password.too-long': 'The password is too long: take 128 characters or fewer',
  'password.too-common':
    'The password is too common: common words, years, rows of keys and the login count for nothing; ' +
    'add some words of your own',
} as const;

/** One fault inside a body or a file. `path` is the field (`entries.3.kind`). */
export interface ProblemItem {
  path: string;
  code: string;
  message: string;
}

/** Body of every error answer, `application/problem+json` (RFC 9457). */
export interface ProblemBody {
  /** `urn:diemcau:problem:<code>`. */
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  detail: string;
  requestId: string;
  errors?: ProblemItem[];
}
