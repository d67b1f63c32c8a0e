import type { ROUTES } from '../../src/contract/routes.js';

const OWN_TABLE = 'kept with who and when in a table of its own, which is never rewritten';
const NOTHING = 'changes nothing';
const SITE = 'said by the site itself, and kept with its console and time';

/**
 * Routes that change something, export or report, and leave no line in the audit trail: why not. Every other
 * one says `@Traces` or `@TracesReading`.
 */
export const NOT_TRACED: Partial<Record<`${string} ${keyof typeof ROUTES}`, string>> = {
  'POST setUpCheck': NOTHING,
  'POST invitedCheck': NOTHING,
  'POST announcementReach': NOTHING,
  'POST lineTest': 'gives a turn at the line, and changes nothing that stays',
  'DELETE lineTest': 'gives a turn at the line back',
  'POST lineUpload': NOTHING,
  'POST attendance': 'the ledger, of which the trail holds seals',
  'POST quarantine': 'kept as it was handed in, with its console; what becomes of it is traced',
  'POST oidcLink': 'only says where to go; the account that comes back bound leaves a line',
  'POST oidcLogout': 'each sign-in that the provider ends leaves a line',
  'POST trainee': 'a trainee reads what is theirs; a wrong code leaves a line',
  'POST view': 'a wall shows what its traced link was made for; a wrong link leaves a line',
  'POST invitationOpen': 'only counts that the link was opened; a wrong link leaves a line',
  'POST siteHelp': OWN_TABLE,
  'POST helpTake': OWN_TABLE,
  'POST helpAnswer': OWN_TABLE,
  'POST helpWithdraw': OWN_TABLE,
  'POST speakRequests': OWN_TABLE,
  'PUT speakGate': 'the order of a discussion, of the moment',
  'POST speakCall': OWN_TABLE,
  'POST speakReady': OWN_TABLE,
  'POST speakNotNow': OWN_TABLE,
  'POST speakStart': OWN_TABLE,
  'POST speakEnd': OWN_TABLE,
  'POST speakSkip': OWN_TABLE,
  'POST speakWithdraw': OWN_TABLE,
  'POST speakPin': 'the order of a discussion, of the moment',
  'POST announcements': OWN_TABLE,
  'PATCH announcement': 'a draft, which nobody has been told',
  'DELETE announcement': 'a draft, which nobody has been told',
  'POST announcementSend': OWN_TABLE,
  'POST announcementEnd': OWN_TABLE,
  'POST announcementCorrect': OWN_TABLE,
  'POST announcementRemind': OWN_TABLE,
  'POST announcementAcknowledge': SITE,
  'PUT siteReadiness': SITE,
  'PUT siteCoordinator': SITE,
  'POST siteContacts': OWN_TABLE,
  'POST incidentAcknowledge': OWN_TABLE,
};
