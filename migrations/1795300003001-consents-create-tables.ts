import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Versioned texts and who agreed to them (FA-8). A text is never edited: a new wording is a new version, so that it is
 * always known what a person agreed to. A consent row is changed once in its life, by withdrawal.
 */
export class ConsentsCreateTables1795300003001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE SCHEMA consents;

      CREATE TABLE consents.text (
        purpose text NOT NULL CHECK (purpose ~ '^[a-z][a-z_]{2,40}$'),
        version integer NOT NULL CHECK (version > 0),
        title_ru text NOT NULL,
        body_ru text NOT NULL,
        title_en text NOT NULL,
        body_en text NOT NULL,
        published_at timestamptz NOT NULL,
        published_by uuid,
        PRIMARY KEY (purpose, version)
      );

      CREATE TABLE consents.consent (
        id uuid PRIMARY KEY,
        -- the person for consents about oneself, the pupil for consents about a child
        subject_id uuid NOT NULL,
        purpose text NOT NULL,
        version integer NOT NULL,
        given_by uuid NOT NULL,
        given_at timestamptz NOT NULL,
        -- where it was given, when not on the consents page: e.g. the request for access to the diary
        source_type text,
        source_id uuid,
        withdrawn_at timestamptz CHECK (withdrawn_at >= given_at),
        withdrawn_by uuid,
        CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
        FOREIGN KEY (purpose, version) REFERENCES consents.text (purpose, version)
      );
      -- One open consent of a person for a subject, purpose and wording; it also answers "is there one".
      CREATE UNIQUE INDEX consent_open ON consents.consent (subject_id, purpose, given_by, version) WHERE withdrawn_at IS NULL;
      CREATE INDEX consent_by_giver ON consents.consent (given_by, given_at DESC, id DESC);

      CREATE VIEW consents.v_consent AS
        SELECT subject_id, purpose, given_by, version, given_at, withdrawn_at FROM consents.consent;

      SELECT platform.grant_runtime('consents');
      SELECT platform.make_append_only('consents.text');
    `);
    await queryRunner.query(`
      CREATE FUNCTION consents.only_withdrawal() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' OR OLD.withdrawn_at IS NOT NULL
           OR (NEW.id, NEW.subject_id, NEW.purpose, NEW.version, NEW.given_by, NEW.given_at, NEW.source_type, NEW.source_id)
              IS DISTINCT FROM (OLD.id, OLD.subject_id, OLD.purpose, OLD.version, OLD.given_by, OLD.given_at, OLD.source_type, OLD.source_id)
        THEN RAISE EXCEPTION 'a consent is changed only by its withdrawal' USING ERRCODE = '42501';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER only_withdrawal BEFORE UPDATE OR DELETE ON consents.consent
        FOR EACH ROW EXECUTE FUNCTION consents.only_withdrawal();
    `);
    await queryRunner.query(
      `INSERT INTO consents.text (purpose, version, title_ru, body_ru, title_en, body_en, published_at)
       SELECT purpose, 1, title_ru, body_ru, title_en, body_en, timestamptz '2026-08-01 00:00:00+03'
       FROM jsonb_to_recordset($1::jsonb) AS t(purpose text, title_ru text, body_ru text, title_en text, body_en text)`,
      [JSON.stringify(FIRST_TEXTS)],
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP SCHEMA consents CASCADE');
  }
}

/** First wordings; an operator publishes the school's own as the next version. */
const FIRST_TEXTS = [
  {
    purpose: 'child_data',
    title_ru: 'Согласие на обработку персональных данных ребёнка',
    body_ru:
      'Я, законный представитель ребёнка, согласен на обработку его персональных данных (имя, дата рождения, класс, отметки, ' +
      'посещаемость, домашние задания) для показа электронного дневника мне и ребёнку. Согласие можно отозвать в любое время ' +
      'в разделе «Согласия»; после отзыва отметки на портале не показываются.',
    title_en: "Consent to the processing of the child's personal data",
    body_en:
      "As the child's guardian I agree to the processing of the child's personal data (name, birth date, class, marks, attendance, " +
      'homework) so that the electronic diary can be shown to me and to the child. The consent can be withdrawn at any time on the ' +
      'Consents page; after that marks are not shown on the portal.',
  },
  {
    purpose: 'personal_data',
    title_ru: 'Согласие на обработку персональных данных',
    body_ru:
      'Я согласен на обработку моих персональных данных (имя, дата рождения, контакты, данные документов) для ведения учётной ' +
      'записи и рассмотрения моих заявлений. Согласие можно отозвать в любое время в разделе «Согласия».',
    title_en: 'Consent to the processing of personal data',
    body_en:
      'I agree to the processing of my personal data (name, birth date, contacts, document details) to keep my account and to consider ' +
      'my requests. The consent can be withdrawn at any time on the Consents page.',
  },
  {
    purpose: 'terms',
    title_ru: 'Правила пользования',
    body_ru: 'Я прочёл правила пользования и обязуюсь указывать верные сведения и не передавать учётную запись другим лицам.',
    title_en: 'Terms of use',
    body_en: 'I have read the terms of use, give true information and do not share my account with anybody.',
  },
];
