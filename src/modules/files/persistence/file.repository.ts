import { Injectable } from '@nestjs/common';
import { Db } from '../../../platform/database/index.js';
import type { FileDescription, FileState, ObjectRef } from '../files.contracts.js';
import type { FilePurpose } from '../domain/purposes.js';

export interface NewFile {
  readonly id: string;
  readonly purpose: FilePurpose;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  /** Of what was sent, when something else is kept. */
  readonly sentSha256: string;
  readonly state: FileState;
  readonly uploadedBy: string;
  readonly uploadedAt: Date;
  readonly uploadKey: string | null;
}

interface Row {
  id: string; purpose: FilePurpose; name: string; media_type: string; size: string; sha256: string; state: FileState;
  uploaded_by: string; uploaded_at: Date; object_type: string | null; object_id: string | null;
}

const COLUMNS = 'id, purpose, name, media_type, size, sha256, state, uploaded_by, uploaded_at, object_type, object_id';

@Injectable()
export class FileRepository {
  constructor(private readonly db: Db) {}

  /** False when the uploader has a file under this upload key. */
  async insert(file: NewFile): Promise<boolean> {
    const row = await this.db.one(
      `INSERT INTO files.file (id, purpose, name, media_type, size, sha256, sent_sha256, state, uploaded_by, uploaded_at, upload_key)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (uploaded_by, upload_key) DO NOTHING RETURNING id`,
      [file.id, file.purpose, file.name, file.mediaType, file.size, file.sha256, file.sentSha256, file.state, file.uploadedBy, file.uploadedAt, file.uploadKey],
    );
    return row !== null;
  }

  /** The files that are there, in the order asked for. Who may see them is the caller's question. */
  async byIds(ids: readonly string[]): Promise<FileDescription[]> {
    const rows = await this.db.query<Row>(`SELECT ${COLUMNS} FROM files.file WHERE id = ANY($1) ORDER BY array_position($1, id)`, [ids]);
    return rows.map(toDescription);
  }

  /** The file under a key, and the sum of what was sent under it. */
  async byUploadKey(uploadedBy: string, uploadKey: string): Promise<{ file: FileDescription; sentSha256: string } | null> {
    const row = await this.db.one<Row & { sent_sha256: string }>(
      `SELECT ${COLUMNS}, sent_sha256 FROM files.file WHERE uploaded_by = $1 AND upload_key = $2`, [uploadedBy, uploadKey]);
    return row === null ? null : { file: toDescription(row), sentSha256: row.sent_sha256 };
  }

  /** Frees the upload keys of a person that were used before an instant. */
  async forgetUploadKeys(uploadedBy: string, before: Date): Promise<void> {
    await this.db.query('UPDATE files.file SET upload_key = NULL WHERE uploaded_by = $1 AND upload_key IS NOT NULL AND uploaded_at < $2', [uploadedBy, before]);
  }

  async anyNotScanned(): Promise<boolean> {
    return (await this.db.one(`SELECT 1 FROM files.file WHERE state = 'not_scanned' LIMIT 1`)) !== null;
  }

  /** The next file to ask the antivirus about that was not asked about since; it goes to the end of the line. Null: none. */
  async nextNotScanned(now: Date, notSince: Date): Promise<string | null> {
    const row = await this.db.one<{ id: string }>(
      `UPDATE files.file SET asked_about_at = $1 WHERE id = (
         SELECT id FROM files.file WHERE state = 'not_scanned' AND (asked_about_at IS NULL OR asked_about_at <= $2)
         ORDER BY asked_about_at NULLS FIRST, id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id`, [now, notSince]);
    return row?.id ?? null;
  }

  /** The antivirus' answer to a file that has none yet; null when it has. */
  async settle(id: string, state: FileState): Promise<FileDescription | null> {
    const row = await this.db.one<Row>(`UPDATE files.file SET state = $2 WHERE id = $1 AND state IN ('scanning', 'not_scanned') RETURNING ${COLUMNS}`, [id, state]);
    return row === null ? null : toDescription(row);
  }

  async countUnattached(uploadedBy: string): Promise<number> {
    const row = await this.db.one<{ count: string }>('SELECT count(*) AS count FROM files.file WHERE uploaded_by = $1 AND object_id IS NULL', [uploadedBy]);
    return Number(row?.count ?? 0);
  }

  /** Attaches what the person uploaded and nobody attached yet; what hangs on this object already counts. Returns how many now do. */
  attach(uploadedBy: string, ids: readonly string[], object: ObjectRef, at: Date): Promise<number> {
    return this.db.affected(
      `UPDATE files.file SET object_type = $3, object_id = $4, attached_at = coalesce(attached_at, $5)
       WHERE id = ANY($2)
         AND ((object_id IS NULL AND uploaded_by = $1 AND state <> 'rejected') OR (object_type = $3 AND object_id = $4))`,
      [uploadedBy, ids, object.objectType, object.objectId, at],
    );
  }

  /** Takes files off an object; returns the ids that hung on it. */
  async detach(ids: readonly string[], object: ObjectRef): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `UPDATE files.file SET object_type = NULL, object_id = NULL, attached_at = NULL
       WHERE id = ANY($1) AND object_type = $2 AND object_id = $3 RETURNING id`,
      [ids, object.objectType, object.objectId],
    );
    return rows.map((row) => row.id);
  }

  /** Deletes the file unless it is attached. Returns false when it is. */
  async deleteUnattached(id: string): Promise<boolean> {
    const attached = await this.db.one('SELECT 1 FROM files.file WHERE id = $1 AND object_id IS NOT NULL FOR UPDATE', [id]);
    if (attached !== null) return false;
    // An attachment that came in between keeps it: the condition is in the statement.
    await this.db.query('DELETE FROM files.file WHERE id = $1 AND object_id IS NULL', [id]);
    return (await this.db.one('SELECT 1 FROM files.file WHERE id = $1', [id])) === null;
  }
}

function toDescription(row: Row): FileDescription {
  return {
    id: row.id, purpose: row.purpose, name: row.name, mediaType: row.media_type, size: Number(row.size), sha256: row.sha256,
    state: row.state, uploadedBy: row.uploaded_by, uploadedAt: row.uploaded_at,
    attachedTo: row.object_type === null || row.object_id === null ? null : { objectType: row.object_type, objectId: row.object_id },
  };
}
