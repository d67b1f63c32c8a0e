import type { Material } from '../contract/material.js';
import type { MaterialRow, MaterialVersionRow } from './material.entity.js';

/** Both rows are named alike in a join: what of the content is shown beside the material's own fields. */
export function materialOf(
  item: MaterialRow,
  content: Pick<MaterialVersionRow, 'fileName' | 'mediaType' | 'size' | 'sha256'>,
): Material {
  return {
    id: item.id,
    conferenceId: item.conferenceId,
    sessionId: item.sessionId,
    title: item.title,
    audience: item.audience,
    releaseAt: item.releaseAt,
    fileName: content.fileName,
    mediaType: content.mediaType,
    size: content.size,
    sha256: content.sha256,
    version: item.version,
    createdAt: item.createdAt,
    updatedAt: item.updatedAt,
  };
}
