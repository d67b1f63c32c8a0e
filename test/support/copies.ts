import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type ConferenceCopy,
  type ConferenceCopyBody,
  USUAL_PARTS,
} from '../../src/contract/conference-copy.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Client } from './client.js';
import { made } from './hall.js';

/** Tables in which a copy has its own rows, and the part that brings them. */
export const COPIED_TABLES: Record<string, string> = {
  conference: 'the copy itself',
  site: 'sites',
  participant: 'participants',
  session_item: 'schedule',
  checkpoint: 'checkpoints',
  material: 'materials',
  material_version: 'materials',
  unit_merge: 'settings',
  readiness_settings: 'settings',
  runbook_text: 'settings',
  import_mapping: 'settings',
  paper_settings: 'settings',
};
/** Tables that are never copied, and why. */
export const NEVER_COPIED: Record<string, string> = {
  account: 'of the installation',
  audit_line: 'what was done, in its order',
  account_invitation: 'of people, not of a conference',
  site_grant: 'of people, not of a conference',
  set_up_link: 'of the installation',
  provider_subject: 'of the installation',
  sign_in: 'a secret of somebody',
  revoked_sign_in: 'a secret of somebody',
  viewer: 'a secret of somebody',
  device: 'paired with a site of its own day',
  pairing: 'a secret of somebody',
  invitation: 'a secret of somebody',
  conference_copy: 'how a copy was made',
  plan_change: 'what happened on the day',
  roster_removal: 'for consoles of the day',
  material_download: 'what happened on the day',
  attendance_delivery: 'attendance',
  attendance_entry: 'attendance',
  attendance_state: 'attendance',
  attendance_confirmation: 'attendance',
  refused_entry: 'attendance',
  quarantined_entry: 'attendance',
  help_call: 'what happened on the day',
  help_closing: 'what happened on the day',
  help_taking: 'what happened on the day',
  help_answer: 'what happened on the day',
  site_presence: 'what happened on the day',
  presence_change: 'what happened on the day',
  site_signal_change: 'what happened on the day',
  speak_request: 'what happened on the day',
  speak_step: 'what happened on the day',
  speak_gate: 'what happened on the day',
  announcement: 'what was told on the day',
  announcement_site: 'what was told on the day',
  announcement_reminder: 'what was told on the day',
  readiness_result: 'of the machines of the day',
  site_readiness: 'of the machines of the day',
  site_contact: 'what happened before the day',
  data_request: 'of people of the day',
  erasure: 'of people of the day',
  report_signature: 'what happened after the day',
  retention_run: 'what happened after the day',
  incident: 'what happened on the day',
  incident_member: 'what happened on the day',
  incident_acknowledgement: 'what happened on the day',
  webhook: 'of the machines that are told of the day',
  webhook_delivery: 'what happened on the day',
  webhook_seq: 'what happened on the day',
};

let wishes = 0;
/** A wish of its own for a copy a week later. */
export const wish = (more: Partial<ConferenceCopyBody> = {}): ConferenceCopyBody => ({
  id: randomUUID(),
  slug: `ban-sao-${process.pid}-${(wishes += 1)}`,
  title: 'Tập huấn lớp hai',
  startsOn: '2026-11-29',
  parts: [...USUAL_PARTS],
  ...more,
});

export const begun = async (
  organizer: Client,
  sourceId: string,
  body: ConferenceCopyBody,
): Promise<ConferenceCopy> =>
  made(await organizer.post<ConferenceCopy>(pathTo(ROUTES.copies, sourceId), body));

/** The copy once it is made, or has failed. */
export async function ended(organizer: Client, copyId: string): Promise<ConferenceCopy> {
  for (;;) {
    const copy = made(await organizer.get<ConferenceCopy>(pathTo(ROUTES.copy, copyId)));
    if (copy.state !== 'copying') return copy;
    await pause(20);
  }
}

export async function copied(
  organizer: Client,
  sourceId: string,
  more: Partial<ConferenceCopyBody> = {},
): Promise<ConferenceCopy> {
  const { id } = await begun(organizer, sourceId, wish(more));
  return ended(organizer, id);
}
