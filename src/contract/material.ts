import type { PrincipalKind } from './auth.js';
import type { Id, Instant } from './wire.js';

export const AUDIENCES = ['public', 'participants', 'coordinators'] as const;
/**
 * public: everyone; participants: trainees and coordinators; coordinators:
 * consoles alone. Organizers read all.
 */
export type Audience = (typeof AUDIENCES)[number];

/** Allowed extensions of files; the content must be of that type. */
export const MATERIAL_EXTENSIONS = [
  'pdf',
  'pptx',
  'docx',
  'xlsx',
  'odp',
  'odt',
  'ods',
  'png',
  'jpg',
  'jpeg',
  'webp',
  'mp4',
  'mp3',
  'zip',
  'txt',
  'csv',
  'md',
] as const;
export type MaterialExtension = (typeof MATERIAL_EXTENSIONS)[number];

export interface MaterialFields {
  title: string;
  sessionId: Id | null;
  audience: Audience;
  /** Readers see it from then on; null = at once. */
  releaseAt: Instant | null;
}
export interface Material extends MaterialFields {
  id: Id;
  conferenceId: Id;
  fileName: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  /** Lower-case hex of the content. */
  sha256: string;
  /** 1, 2, … */
  version: number;
  createdAt: Instant;
  updatedAt: Instant;
}
export type MaterialPatch = Partial<MaterialFields>;

/** How often a material has reached one site to its last byte; `siteId` is `null` for readers of no site. */
export interface MaterialDownloads {
  siteId: Id | null;
  kind: PrincipalKind | 'anyone';
  downloads: number;
  lastAt: Instant;
}
