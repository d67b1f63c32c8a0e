import {
  AnnouncementReminderRow,
  AnnouncementRow,
  AnnouncementSiteRow,
} from './announcements/announcement.entity.js';
import { DraftVersion1700000000361 } from './announcements/draft-version.migration.js';
import { Announcements1700000000220 } from './announcements/announcements.migration.js';
import {
  AttendanceConfirmationRow,
  AttendanceDeliveryRow,
  AttendanceEntryRow,
  AttendanceStateRow,
} from './attendance/ledger/attendance.entity.js';
import { Attendance1700000000070 } from './attendance/ledger/attendance.migration.js';
import { Confirmation1700000000100 } from './attendance/ledger/confirmation.migration.js';
import { AttendanceDelivery1700000000090 } from './attendance/ledger/delivery.migration.js';
import { TrueTime1700000000160 } from './attendance/ledger/true-time.migration.js';
import { RefusedEntryRow } from './attendance/recording/refused-entry.entity.js';
import { RefusedEntry1700000000110 } from './attendance/recording/refused-entry.migration.js';
import { Access1700000000010 } from './identity/sign-ins/access.migration.js';
import { AccountInvitationRow } from './identity/accounts/account-invitation.entity.js';
import { AccountRow } from './identity/accounts/account.entity.js';
import { Accounts1700000000320 } from './identity/accounts/accounts.migration.js';
import { ProviderSubjectRow } from './identity/providers/provider-subject.entity.js';
import { Providers1700000000360 } from './identity/providers/providers.migration.js';
import { GrantRow } from './identity/grants/grant.entity.js';
import { Grants1700000000330 } from './identity/grants/grants.migration.js';
import { SetUpLinkRow } from './identity/accounts/set-up-link.entity.js';
import { RevokedSignInRow } from './identity/sign-ins/revoked-sign-in.entity.js';
import { RevokedSignIn1700000000111 } from './identity/sign-ins/revoked-sign-in.migration.js';
import { SignInRow } from './identity/sign-ins/sign-in.entity.js';
import { CheckpointRow } from './schedule/checkpoint.entity.js';
import { ConferenceRevision1700000000172 } from './conferences/conference-revision.migration.js';
import { Hotline1700000000290 } from './conferences/hotline.migration.js';
import { Conferences1700000000020 } from './conferences/conferences.migration.js';
import { ConferenceCopyRow } from './conferences/copy/conference-copy.entity.js';
import { ConferenceCopy1700000000310 } from './conferences/copy/conference-copy.migration.js';
import { ConferenceRow } from './conferences/conference.entity.js';
import { ViewerRow } from './conferences/viewer.entity.js';
import { HelpAnswerRow, HelpCallRow, HelpClosingRow, HelpTakingRow } from './help/help.entity.js';
import { Help1700000000075 } from './help/help.migration.js';
import { HelpOwner1700000000250 } from './help/help-owner.migration.js';
import { PresenceChangeRow, SitePresenceRow, SiteSignalChangeRow } from './presence/presence.entity.js';
import { SiteHistory1700000000280 } from './presence/site-history.migration.js';
import {
  IncidentAcknowledgementRow,
  IncidentMemberRow,
  IncidentRow,
  RunbookTextRow,
} from './incidents/incident.entity.js';
import { Incidents1700000000240 } from './incidents/incidents.migration.js';
import { Presence1700000000080 } from './presence/presence.migration.js';
import { ReadinessSettingsRow } from './readiness/readiness-settings.entity.js';
import { ReadinessResultRow, SiteReadinessRow } from './readiness/readiness.entity.js';
import { Readiness1700000000210 } from './readiness/readiness.migration.js';
import { SiteContactRow } from './readiness/site-contact.entity.js';
import { AuditLineRow } from './platform/audit/audit-line.entity.js';
import { Audit1700000000340 } from './platform/audit/audit.migration.js';
import { ChangeCounter1700000000000 } from './platform/database/change-counter.migration.js';
import { ImportMappingRow } from './platform/sheets/import-mapping.entity.js';
import { ImportMapping1700000000166 } from './platform/sheets/import-mapping.migration.js';
import { StorageProbe1700000000135 } from './platform/database/storage-probe.migration.js';
import type { Schema } from './platform/database/databases.js';
import { MaterialDownloadRow, MaterialRow, MaterialVersionRow } from './materials/material.entity.js';
import { Materials1700000000060 } from './materials/materials.migration.js';
import { ParticipantRow } from './participants/participant.entity.js';
import { GivenNameFirst1700000000130 } from './participants/given-name-first.migration.js';
import { OfficeCode1700000000150 } from './participants/office-code.migration.js';
import { Joined1700000000120 } from './participants/joined.migration.js';
import { CleanText1700000000165 } from './participants/clean-text.migration.js';
import { Participants1700000000050 } from './participants/participants.migration.js';
import { RosterRemovalRow } from './participants/roster-removal.entity.js';
import { PaperSettingsRow } from './reports/paper-settings.entity.js';
import { EntrySeqs1700000000200 } from './attendance/ledger/entry-seqs.migration.js';
import { PaperSettings1700000000190 } from './reports/paper-settings.migration.js';
import { DataRequestRow } from './personal-data/requests/data-request.entity.js';
import { ErasureRow } from './personal-data/erasure/erasure.entity.js';
import { PersonalData1700000000350 } from './personal-data/personal-data.migration.js';
import { ReportSignatureRow, RetentionRunRow } from './personal-data/retention/retention.entity.js';
import { UnitMergeRow } from './participants/units/unit-merge.entity.js';
import { UnitMerge1700000000181 } from './participants/units/unit-merge.migration.js';
import { Schedule1700000000040 } from './schedule/schedule.migration.js';
import { Broadcast1700000000270 } from './schedule/broadcast.migration.js';
import { PlanChangeRow } from './schedule/plan-change.entity.js';
import { PlanChange1700000000300 } from './schedule/plan-change.migration.js';
import { SessionRow } from './schedule/session.entity.js';
import { QuarantinedEntryRow } from './decisions/quarantined-entry.entity.js';
import { Quarantine1700000000112 } from './decisions/quarantine.migration.js';
import { DeviceRow } from './sites/pairing/device.entity.js';
import { InvitationRow } from './sites/invitations/invitation.entity.js';
import { Invitations1700000000260 } from './sites/invitations/invitation.migration.js';
import { PairingRow } from './sites/pairing/pairing.entity.js';
import { SiteKind1700000000180 } from './sites/site-kind.migration.js';
import { SiteLine1700000000241 } from './sites/site-line.migration.js';
import { SiteRow } from './sites/site.entity.js';
import { Sites1700000000030 } from './sites/sites.migration.js';
import { WebhookDeliveryRow, WebhookRow, WebhookSeqRow } from './webhooks/webhook.entity.js';
import { WebhookVersion1700000000372 } from './webhooks/webhook-version.migration.js';
import { Webhooks1700000000370 } from './webhooks/webhooks.migration.js';
import { SpeakGateRow, SpeakRequestRow, SpeakStepRow } from './speaking/speaking.entity.js';
import { Speaking1700000000230 } from './speaking/speaking.migration.js';

/** Every table of the service, in the order of the features, and the steps that made them. */
export const schema = {
  entities: [
    AuditLineRow,
    AccountRow,
    AccountInvitationRow,
    ProviderSubjectRow,
    GrantRow,
    SignInRow,
    RevokedSignInRow,
    SetUpLinkRow,
    ConferenceRow,
    ConferenceCopyRow,
    CheckpointRow,
    ViewerRow,
    SiteRow,
    DeviceRow,
    PairingRow,
    InvitationRow,
    SessionRow,
    PlanChangeRow,
    ParticipantRow,
    RosterRemovalRow,
    MaterialRow,
    MaterialVersionRow,
    MaterialDownloadRow,
    AttendanceDeliveryRow,
    AttendanceEntryRow,
    AttendanceStateRow,
    AttendanceConfirmationRow,
    RefusedEntryRow,
    QuarantinedEntryRow,
    HelpCallRow,
    HelpClosingRow,
    HelpTakingRow,
    HelpAnswerRow,
    SitePresenceRow,
    SpeakRequestRow,
    SpeakStepRow,
    SpeakGateRow,
    AnnouncementRow,
    AnnouncementSiteRow,
    AnnouncementReminderRow,
    ReadinessResultRow,
    SiteReadinessRow,
    ReadinessSettingsRow,
    SiteContactRow,
    PresenceChangeRow,
    SiteSignalChangeRow,
    IncidentRow,
    IncidentMemberRow,
    IncidentAcknowledgementRow,
    RunbookTextRow,
    ImportMappingRow,
    PaperSettingsRow,
    UnitMergeRow,
    WebhookRow,
    WebhookDeliveryRow,
    WebhookSeqRow,
    DataRequestRow,
    ErasureRow,
    ReportSignatureRow,
    RetentionRunRow,
  ],
  migrations: [
    ChangeCounter1700000000000,
    Access1700000000010,
    Conferences1700000000020,
    Sites1700000000030,
    Schedule1700000000040,
    Participants1700000000050,
    Materials1700000000060,
    Attendance1700000000070,
    Help1700000000075,
    Presence1700000000080,
    AttendanceDelivery1700000000090,
    Confirmation1700000000100,
    RefusedEntry1700000000110,
    RevokedSignIn1700000000111,
    Quarantine1700000000112,
    Joined1700000000120,
    GivenNameFirst1700000000130,
    StorageProbe1700000000135,
    OfficeCode1700000000150,
    TrueTime1700000000160,
    CleanText1700000000165,
    ImportMapping1700000000166,
    ConferenceRevision1700000000172,
    SiteKind1700000000180,
    UnitMerge1700000000181,
    PaperSettings1700000000190,
    EntrySeqs1700000000200,
    Readiness1700000000210,
    Announcements1700000000220,
    Speaking1700000000230,
    Incidents1700000000240,
    SiteLine1700000000241,
    HelpOwner1700000000250,
    Invitations1700000000260,
    Broadcast1700000000270,
    SiteHistory1700000000280,
    Hotline1700000000290,
    PlanChange1700000000300,
    ConferenceCopy1700000000310,
    Accounts1700000000320,
    Grants1700000000330,
    Audit1700000000340,
    PersonalData1700000000350,
    Providers1700000000360,
    DraftVersion1700000000361,
    Webhooks1700000000370,
    WebhookVersion1700000000372,
  ],
} satisfies Schema;
