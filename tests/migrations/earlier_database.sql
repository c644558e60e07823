-- A small database as it was before the migrations of each app became one: its django_migrations name those it
-- went through. It was filled by the project's own services: a bank with one import applied, one undone and one
-- in its preview; interviews scored, debriefed, decided with a second person, corrected, reopened and erased;
-- sets with comments and approval, practice, mails. Everybody's password is "correct-horse-battery".
BEGIN;
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
CREATE TABLE "auth_group_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL);
CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL UNIQUE);
CREATE TABLE "accounts_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "is_superuser" bool NOT NULL, "username" varchar(150) NOT NULL UNIQUE, "email" varchar(254) NOT NULL, "is_staff" bool NOT NULL, "is_active" bool NOT NULL, "date_joined" datetime NOT NULL, "name" varchar(80) NOT NULL, "language" varchar(10) NOT NULL);
CREATE TABLE "accounts_user_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "accounts_user_user_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "accounts_auditevent" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "actor_name" varchar(200) NOT NULL, "action" varchar(60) NOT NULL, "object_type" varchar(60) NOT NULL, "object_id" varchar(40) NOT NULL, "object_label" varchar(300) NOT NULL, "reason" text NOT NULL, "before" text NULL CHECK ((JSON_VALID("before") OR "before" IS NULL)), "after" text NULL CHECK ((JSON_VALID("after") OR "after" IS NULL)), "request_id" varchar(40) NOT NULL, "actor_id" bigint NULL);
CREATE TABLE "django_admin_log" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" text NULL, "object_repr" varchar(200) NOT NULL, "action_flag" smallint unsigned NOT NULL CHECK ("action_flag" >= 0), "change_message" text NOT NULL, "content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "action_time" datetime NOT NULL);
CREATE TABLE "axes_accessattempt" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_agent" varchar(255) NOT NULL, "ip_address" char(39) NULL, "username" varchar(255) NULL, "http_accept" varchar(1025) NOT NULL, "path_info" varchar(255) NOT NULL, "attempt_time" datetime NOT NULL, "get_data" text NOT NULL, "post_data" text NOT NULL, "failures_since_start" integer unsigned NOT NULL CHECK ("failures_since_start" >= 0));
CREATE TABLE "axes_accessfailurelog" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_agent" varchar(255) NOT NULL, "ip_address" char(39) NULL, "username" varchar(255) NULL, "http_accept" varchar(1025) NOT NULL, "path_info" varchar(255) NOT NULL, "attempt_time" datetime NOT NULL, "locked_out" bool NOT NULL);
CREATE TABLE "axes_accesslog" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_agent" varchar(255) NOT NULL, "ip_address" char(39) NULL, "username" varchar(255) NULL, "http_accept" varchar(1025) NOT NULL, "path_info" varchar(255) NOT NULL, "attempt_time" datetime NOT NULL, "logout_time" datetime NULL, "session_hash" varchar(64) NOT NULL);
CREATE TABLE "axes_accessattemptexpiration" ("access_attempt_id" integer NOT NULL PRIMARY KEY REFERENCES "axes_accessattempt" ("id") DEFERRABLE INITIALLY DEFERRED, "expires_at" datetime NOT NULL);
CREATE TABLE "django_tasks_database_dbtaskresult" ("id" char(32) NOT NULL PRIMARY KEY, "args_kwargs" text NOT NULL CHECK ((JSON_VALID("args_kwargs") OR "args_kwargs" IS NULL)), "priority" integer NOT NULL, "task_path" text NOT NULL, "queue_name" varchar(32) NOT NULL, "backend_name" varchar(32) NOT NULL, "run_after" datetime NOT NULL, "enqueued_at" datetime NOT NULL, "finished_at" datetime NULL, "started_at" datetime NULL, "return_value" text NULL CHECK ((JSON_VALID("return_value") OR "return_value" IS NULL)), "exception_class_path" text NOT NULL, "traceback" text NOT NULL, "worker_ids" text NOT NULL CHECK ((JSON_VALID("worker_ids") OR "worker_ids" IS NULL)), "status" varchar(10) NOT NULL, CONSTRAINT "priority_range" CHECK ("priority" BETWEEN -100 AND 100));
CREATE TABLE "qbank_category" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(120) NOT NULL UNIQUE, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "source_id" bigint NULL REFERENCES "qbank_source" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "qbank_competencypoint" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(120) NOT NULL, "text" text NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "competency_id" bigint NOT NULL REFERENCES "qbank_competency" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "qbank_questionindex" ("question_id" bigint NOT NULL PRIMARY KEY REFERENCES "qbank_question" ("id") DEFERRABLE INITIALLY DEFERRED, "folded" text NOT NULL, "grams" text NOT NULL);
CREATE TABLE "qbank_question_competencies" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "question_id" bigint NOT NULL REFERENCES "qbank_question" ("id") DEFERRABLE INITIALLY DEFERRED, "competency_id" bigint NOT NULL REFERENCES "qbank_competency" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "qbank_referenceanswer" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" text NOT NULL, "complete" bool NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "question_id" bigint NOT NULL REFERENCES "qbank_question" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "qbank_source" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL, "title" varchar(200) NOT NULL, "kind" varchar(20) NOT NULL, "sha256" varchar(64) NOT NULL UNIQUE, "received" text NOT NULL, "restored" text NOT NULL, "added_at" datetime NOT NULL, "added_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "qbank_passage" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "topic" varchar(80) NOT NULL, "title" varchar(200) NOT NULL, "text" text NOT NULL, "doubtful" bool NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "source_id" bigint NULL REFERENCES "qbank_source" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "qbank_documentupload" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL, "sha256" varchar(64) NOT NULL UNIQUE, "content" BLOB NOT NULL, "status" varchar(12) NOT NULL, "problem" text NOT NULL, "drafts" text NOT NULL CHECK ((JSON_VALID("drafts") OR "drafts" IS NULL)), "started_at" datetime NULL, "uploaded_at" datetime NOT NULL, "uploaded_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" bigint NULL UNIQUE REFERENCES "qbank_source" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "qbank_correction" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "before" varchar(200) NOT NULL, "damaged" text NOT NULL, "after" varchar(200) NOT NULL, "restored" text NOT NULL, "reason" text NOT NULL, "made_at" datetime NOT NULL, "made_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" bigint NOT NULL REFERENCES "qbank_source" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "qbank_band" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(40) NOT NULL, "lower" decimal NOT NULL, "scale_id" bigint NOT NULL REFERENCES "qbank_ratingscale" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "band_bound_once_per_scale" UNIQUE ("scale_id", "lower"), CONSTRAINT "band_name_once_per_scale" UNIQUE ("scale_id", "name"));
CREATE TABLE "qbank_rubricpoint" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" varchar(300) NOT NULL, "weight" decimal NOT NULL, "level" smallint unsigned NULL CHECK ("level" >= 0), "quote" text NOT NULL, "red_flag" bool NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "question_id" bigint NOT NULL REFERENCES "qbank_question" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "rubric_point_weight_or_flag" CHECK ((("level" IS NULL AND "red_flag" AND "weight" = '0') OR (NOT "red_flag" AND "weight" > '0'))), CONSTRAINT "rubric_point_level_1_to_5" CHECK (("level" IS NULL OR ("level" >= 1 AND "level" <= 5))));
CREATE TABLE "qbank_repair" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "restored_position" integer unsigned NOT NULL CHECK ("restored_position" >= 0), "received" text NOT NULL, "restored" text NOT NULL, "rule" varchar(40) NOT NULL, "doubtful" bool NOT NULL, "note" text NOT NULL, "source_id" bigint NOT NULL REFERENCES "qbank_source" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "qbank_ratingscale" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(120) NOT NULL UNIQUE, "minimum" decimal NOT NULL, "maximum" decimal NOT NULL, "step" decimal NOT NULL, "evidence_at_or_below" decimal NOT NULL, "evidence_from" decimal NOT NULL, "floor" decimal NOT NULL, "band_base" decimal NOT NULL, "lowest_band" varchar(40) NOT NULL, "rules" text NOT NULL CHECK ((JSON_VALID("rules") OR "rules" IS NULL)), "is_default" bool NOT NULL, "source_id" bigint NULL REFERENCES "qbank_source" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "scale_range" CHECK (("minimum" < ("maximum") AND "step" > '0')));
CREATE TABLE "qbank_loadeditem" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "model" varchar(40) NOT NULL, "key" varchar(400) NOT NULL, "object_id" bigint unsigned NOT NULL CHECK ("object_id" >= 0), "sha256" varchar(64) NOT NULL, "source_id" bigint NOT NULL REFERENCES "qbank_source" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "loaded_once_per_source" UNIQUE ("source_id", "model", "key"));
CREATE TABLE "qbank_competency" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(120) NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "source_id" bigint NULL REFERENCES "qbank_source" ("id") DEFERRABLE INITIALLY DEFERRED, "parent_id" bigint NULL REFERENCES "qbank_competency" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "competency_name_once_per_chapter" UNIQUE ("parent_id", "name"), CONSTRAINT "competency_not_its_own_chapter" CHECK (("parent_id" IS NULL OR NOT ("parent_id" = ("id") AND "parent_id" IS NOT NULL))));
CREATE VIRTUAL TABLE qbank_questionindex_grams USING fts5(grams, content='qbank_questionindex', content_rowid='question_id', detail=none, columnsize=0);
CREATE TABLE "qbank_savedmapping" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "header_sha256" varchar(64) NOT NULL UNIQUE, "header" text NOT NULL CHECK ((JSON_VALID("header") OR "header" IS NULL)), "mapping" text NOT NULL CHECK ((JSON_VALID("mapping") OR "mapping" IS NULL)), "changed_at" datetime NOT NULL, "changed_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "qbank_importbatch" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL, "sha256" varchar(64) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "status" varchar(12) NOT NULL, "problem" text NOT NULL, "options" text NOT NULL CHECK ((JSON_VALID("options") OR "options" IS NULL)), "mapping" text NOT NULL CHECK ((JSON_VALID("mapping") OR "mapping" IS NULL)), "run" char(32) NULL, "done" integer unsigned NOT NULL CHECK ("done" >= 0), "total" integer unsigned NOT NULL CHECK ("total" >= 0), "beat_at" datetime NULL, "result" text NOT NULL CHECK ((JSON_VALID("result") OR "result" IS NULL)), "created_at" datetime NOT NULL, "applied_at" datetime NULL, "undone_at" datetime NULL, "applied_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "created_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" bigint NULL REFERENCES "qbank_source" ("id") DEFERRABLE INITIALLY DEFERRED, "undone_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "applied_import_has_time" CHECK ((NOT ("status" IN ('applied', 'undoing', 'undone')) OR "applied_at" IS NOT NULL)));
CREATE TABLE "qbank_question" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(40) NOT NULL UNIQUE, "text" text NOT NULL, "kind" varchar(12) NOT NULL, "rubric_kind" varchar(10) NOT NULL, "difficulty" varchar(8) NOT NULL, "minutes" smallint unsigned NOT NULL CHECK ("minutes" >= 0), "probes" text NOT NULL CHECK ((JSON_VALID("probes") OR "probes" IS NULL)), "status" varchar(8) NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "category_id" bigint NOT NULL REFERENCES "qbank_category" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" bigint NULL REFERENCES "qbank_source" ("id") DEFERRABLE INITIALLY DEFERRED, "arriving_id" bigint NULL REFERENCES "qbank_importbatch" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "question_has_text" CHECK (NOT ("text" = '')), CONSTRAINT "question_minutes_in_range" CHECK (("minutes" >= 1 AND "minutes" <= 120)));
CREATE TABLE "qbank_importfile" ("batch_id" bigint NOT NULL PRIMARY KEY REFERENCES "qbank_importbatch" ("id") DEFERRABLE INITIALLY DEFERRED, "content" BLOB NOT NULL);
CREATE TABLE "qbank_importrow" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "verdict" varchar(8) NOT NULL, "decision" varchar(8) NOT NULL, "outcome" varchar(8) NOT NULL, "code" varchar(40) NOT NULL, "text_key" varchar(32) NOT NULL, "repeats" integer unsigned NULL CHECK ("repeats" >= 0), "similarity" smallint unsigned NULL CHECK ("similarity" >= 0), "revision_before" integer unsigned NULL CHECK ("revision_before" >= 0), "revision_after" integer unsigned NULL CHECK ("revision_after" >= 0), "cells" text NOT NULL CHECK ((JSON_VALID("cells") OR "cells" IS NULL)), "flags" text NOT NULL CHECK ((JSON_VALID("flags") OR "flags" IS NULL)), "mended" text NOT NULL CHECK ((JSON_VALID("mended") OR "mended" IS NULL)), "draft" text NULL CHECK ((JSON_VALID("draft") OR "draft" IS NULL)), "problems" text NOT NULL CHECK ((JSON_VALID("problems") OR "problems" IS NULL)), "batch_id" bigint NOT NULL REFERENCES "qbank_importbatch" ("id") DEFERRABLE INITIALLY DEFERRED, "question_id" bigint NULL REFERENCES "qbank_question" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "import_row_once" UNIQUE ("batch_id", "number"));
CREATE TABLE "interviews_position" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(120) NOT NULL UNIQUE, "note" text NOT NULL, "open" bool NOT NULL);
CREATE TABLE "interviews_questionset" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(120) NOT NULL, "planned_minutes" smallint unsigned NOT NULL CHECK ("planned_minutes" >= 0), "note" text NOT NULL, "archived" bool NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "created_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "scale_id" bigint NOT NULL REFERENCES "qbank_ratingscale" ("id") DEFERRABLE INITIALLY DEFERRED, "position_id" bigint NULL REFERENCES "interviews_position" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "interviews_setsection" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(120) NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "question_set_id" bigint NOT NULL REFERENCES "interviews_questionset" ("id") DEFERRABLE INITIALLY DEFERRED, "planned_minutes" smallint unsigned NULL CHECK ("planned_minutes" >= 0));
CREATE TABLE "interviews_setitem" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "weight" decimal NOT NULL, "minutes" smallint unsigned NOT NULL CHECK ("minutes" >= 0), "question_id" bigint NOT NULL REFERENCES "qbank_question" ("id") DEFERRABLE INITIALLY DEFERRED, "question_set_id" bigint NOT NULL REFERENCES "interviews_questionset" ("id") DEFERRABLE INITIALLY DEFERRED, "section_id" bigint NULL REFERENCES "interviews_setsection" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "question_once_per_set" UNIQUE ("question_set_id", "question_id"), CONSTRAINT "set_item_weight_above_0" CHECK ("weight" > '0'));
CREATE TABLE "interviews_sheet" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "name" varchar(120) NOT NULL, "planned_minutes" smallint unsigned NOT NULL CHECK ("planned_minutes" >= 0), "scale_name" varchar(120) NOT NULL, "scale" text NOT NULL CHECK ((JSON_VALID("scale") OR "scale" IS NULL)), "sha256" varchar(64) NOT NULL, "published_at" datetime NOT NULL, "published_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "question_set_id" bigint NOT NULL REFERENCES "interviews_questionset" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "sheet_version_once_per_set" UNIQUE ("question_set_id", "version"));
CREATE TABLE "interviews_sheetitem" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "section" varchar(120) NOT NULL, "code" varchar(40) NOT NULL, "text" text NOT NULL, "wording_sha256" varchar(64) NOT NULL, "category" varchar(120) NOT NULL, "competencies" text NOT NULL CHECK ((JSON_VALID("competencies") OR "competencies" IS NULL)), "kind" varchar(12) NOT NULL, "rubric_kind" varchar(10) NOT NULL, "difficulty" varchar(8) NOT NULL, "probes" text NOT NULL CHECK ((JSON_VALID("probes") OR "probes" IS NULL)), "answers" text NOT NULL CHECK ((JSON_VALID("answers") OR "answers" IS NULL)), "weight" decimal NOT NULL, "minutes" smallint unsigned NOT NULL CHECK ("minutes" >= 0), "question_id" bigint NOT NULL REFERENCES "qbank_question" ("id") DEFERRABLE INITIALLY DEFERRED, "sheet_id" bigint NOT NULL REFERENCES "interviews_sheet" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "sheet_item_position_once" UNIQUE ("sheet_id", "position"), CONSTRAINT "question_once_per_sheet" UNIQUE ("sheet_id", "question_id"));
CREATE TABLE "interviews_sheetpoint" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "text" varchar(300) NOT NULL, "weight" decimal NOT NULL, "level" smallint unsigned NULL CHECK ("level" >= 0), "quote" text NOT NULL, "red_flag" bool NOT NULL, "item_id" bigint NOT NULL REFERENCES "interviews_sheetitem" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "sheet_point_position_once" UNIQUE ("item_id", "position"));
CREATE TABLE "interviews_mark" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "value" varchar(6) NOT NULL, "response_id" bigint NOT NULL REFERENCES "interviews_response" ("id") DEFERRABLE INITIALLY DEFERRED, "point_id" bigint NOT NULL REFERENCES "interviews_sheetpoint" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "mark_once_per_point" UNIQUE ("response_id", "point_id"));
CREATE TABLE "interviews_submittedversion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "content" text NOT NULL CHECK ((JSON_VALID("content") OR "content" IS NULL)), "sha256" varchar(64) NOT NULL, "submitted_at" datetime NOT NULL, "scorecard_id" bigint NOT NULL REFERENCES "interviews_scorecard" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "submitted_version_once" UNIQUE ("scorecard_id", "number"));
CREATE TABLE "interviews_consensus" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "rating" decimal NULL, "reason" text NOT NULL, "by_name" varchar(200) NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "interview_id" bigint NOT NULL REFERENCES "interviews_interview" ("id") DEFERRABLE INITIALLY DEFERRED, "item_id" bigint NOT NULL REFERENCES "interviews_sheetitem" ("id") DEFERRABLE INITIALLY DEFERRED, "after_id" bigint NULL REFERENCES "interviews_consensus" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "consensus_has_reason" CHECK (NOT ("reason" = '')), CONSTRAINT "consensus_not_negative" CHECK (("rating" IS NULL OR "rating" >= '0')));
CREATE TABLE "interviews_decision" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "outcome" varchar(6) NOT NULL, "reason" text NOT NULL, "needs_confirmation" bool NOT NULL, "taken_by_name" varchar(200) NOT NULL, "taken_at" datetime NOT NULL, "sealed" text NOT NULL, "sha256" varchar(64) NOT NULL, "interview_id" bigint NOT NULL REFERENCES "interviews_interview" ("id") DEFERRABLE INITIALLY DEFERRED, "taken_by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "supersedes_id" bigint NULL REFERENCES "interviews_decision" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "decision_number_once" UNIQUE ("interview_id", "number"), CONSTRAINT "decision_has_reason" CHECK (NOT ("reason" = '')), CONSTRAINT "correction_needs_confirmation" CHECK (("supersedes_id" IS NULL OR "needs_confirmation")), CONSTRAINT "first_decision_corrects_nothing" CHECK (("supersedes_id" IS NULL OR "number" > 1)));
CREATE TABLE "interviews_decisionanswer" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(9) NOT NULL, "reason" text NOT NULL, "by_name" varchar(200) NOT NULL, "at" datetime NOT NULL, "asked_by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "decision_id" bigint NOT NULL UNIQUE REFERENCES "interviews_decision" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "decision_answered_by_another" CHECK ((("by_id" = ("asked_by_id") AND "kind" = 'withdrawn') OR (NOT ("kind" = 'withdrawn') AND NOT ("by_id" = ("asked_by_id"))))), CONSTRAINT "decision_refused_with_reason" CHECK (("kind" = 'confirmed' OR NOT ("reason" = ''))));
CREATE TABLE "interviews_panelmember" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "lead" bool NOT NULL, "interview_id" bigint NOT NULL REFERENCES "interviews_interview" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "withdrawn_at" datetime NULL, "withdrawn_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "withdrawn_reason" text NOT NULL, "successor_id" bigint NULL REFERENCES "interviews_panelmember" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "person_once_per_panel" UNIQUE ("interview_id", "user_id"), CONSTRAINT "withdrawn_seat_has_reason" CHECK ((("withdrawn_at" IS NULL AND "withdrawn_by_id" IS NULL AND "withdrawn_reason" = '') OR ("withdrawn_at" IS NOT NULL AND "withdrawn_by_id" IS NOT NULL AND NOT ("withdrawn_reason" = '')))), CONSTRAINT "only_withdrawn_seats_are_replaced" CHECK (("successor_id" IS NULL OR "withdrawn_at" IS NOT NULL)));
CREATE TABLE "interviews_scorecard" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "status" varchar(10) NOT NULL, "opened_at" datetime NOT NULL, "submitted_at" datetime NULL, "member_id" bigint NOT NULL UNIQUE REFERENCES "interviews_panelmember" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "scorecard_submitted_has_time" CHECK ((("status" = 'draft' AND "submitted_at" IS NULL) OR ("status" = 'submitted' AND "submitted_at" IS NOT NULL) OR "status" = 'withdrawn')));
CREATE TABLE "interviews_asidechange" ("id" char(32) NOT NULL PRIMARY KEY, "target" varchar(36) NOT NULL, "field" varchar(10) NOT NULL, "value" text NULL CHECK ((JSON_VALID("value") OR "value" IS NULL)), "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "scorecard_id" bigint NOT NULL REFERENCES "interviews_scorecard" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "interviews_extraquestion" ("id" char(32) NOT NULL PRIMARY KEY, "text" text NOT NULL, "notes" text NOT NULL, "removed" bool NOT NULL, "revision" integer unsigned NOT NULL CHECK ("revision" >= 0), "added_at" datetime NOT NULL, "scorecard_id" bigint NOT NULL REFERENCES "interviews_scorecard" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "interviews_handovernote" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" text NOT NULL, "held" bool NOT NULL, "revision" integer unsigned NOT NULL CHECK ("revision" >= 0), "updated_at" datetime NOT NULL, "scorecard_id" bigint NOT NULL UNIQUE REFERENCES "interviews_scorecard" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "interviews_focus" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "interview_id" bigint NOT NULL REFERENCES "interviews_interview" ("id") DEFERRABLE INITIALLY DEFERRED, "item_id" bigint NOT NULL REFERENCES "interviews_sheetitem" ("id") DEFERRABLE INITIALLY DEFERRED, "member_id" bigint NOT NULL REFERENCES "interviews_panelmember" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_lead_per_question" UNIQUE ("interview_id", "item_id"));
CREATE TABLE "interviews_tie" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(8) NOT NULL, "note" text NOT NULL, "declared_at" datetime NOT NULL, "withdrawn_at" datetime NULL, "withdrawn_reason" text NOT NULL, "candidate_id" bigint NOT NULL REFERENCES "interviews_candidate" ("id") DEFERRABLE INITIALLY DEFERRED, "declared_by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "withdrawn_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "withdrawn_tie_has_reason" CHECK ((("withdrawn_at" IS NULL AND "withdrawn_by_id" IS NULL AND "withdrawn_reason" = '') OR ("withdrawn_at" IS NOT NULL AND "withdrawn_by_id" IS NOT NULL AND NOT ("withdrawn_reason" = '')))), CONSTRAINT "other_tie_has_note" CHECK ((NOT ("kind" = 'other') OR NOT ("note" = ''))));
CREATE TABLE "interviews_response" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "notes" text NOT NULL, "rating" decimal NULL, "evidence" text NOT NULL, "reason" text NOT NULL, "flag_note" text NOT NULL, "not_asked" bool NOT NULL, "not_asked_reason" text NOT NULL, "probes_used" text NOT NULL CHECK ((JSON_VALID("probes_used") OR "probes_used" IS NULL)), "seconds" integer unsigned NOT NULL CHECK ("seconds" >= 0), "revision" integer unsigned NOT NULL CHECK ("revision" >= 0), "updated_at" datetime NOT NULL, "scorecard_id" bigint NOT NULL REFERENCES "interviews_scorecard" ("id") DEFERRABLE INITIALLY DEFERRED, "item_id" bigint NOT NULL REFERENCES "interviews_sheetitem" ("id") DEFERRABLE INITIALLY DEFERRED, "heads" text NOT NULL CHECK ((JSON_VALID("heads") OR "heads" IS NULL)), CONSTRAINT "response_once_per_item" UNIQUE ("scorecard_id", "item_id"), CONSTRAINT "not_asked_has_no_rating" CHECK ((NOT "not_asked" OR "rating" IS NULL)), CONSTRAINT "rating_not_negative" CHECK (("rating" IS NULL OR "rating" >= '0')));
CREATE TABLE "interviews_notesnippet" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" smallint unsigned NOT NULL CHECK ("position" >= 0), "text" varchar(200) NOT NULL, "user_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "snippet_once_per_position" UNIQUE ("user_id", "position"));
CREATE TABLE "interviews_practicecard" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "asked" bool NOT NULL, "sheet_id" bigint NOT NULL UNIQUE REFERENCES "interviews_sheet" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "interviews_practiceattempt" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content" text NOT NULL CHECK ((JSON_VALID("content") OR "content" IS NULL)), "at" datetime NOT NULL, "user_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "card_id" bigint NOT NULL REFERENCES "interviews_practicecard" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "interviews_practicesample" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "answer" text NOT NULL, "rating" decimal NOT NULL, "marks" text NOT NULL CHECK ((JSON_VALID("marks") OR "marks" IS NULL)), "explanation" text NOT NULL, "card_id" bigint NOT NULL REFERENCES "interviews_practicecard" ("id") DEFERRABLE INITIALLY DEFERRED, "item_id" bigint NOT NULL REFERENCES "interviews_sheetitem" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "interviews_company" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(120) NOT NULL, "footer" varchar(200) NOT NULL, "logo" BLOB NULL, "logo_type" varchar(20) NOT NULL, "approval_needed" bool NOT NULL, "exposure_limit" smallint unsigned NULL CHECK ("exposure_limit" >= 0), "exposure_days" smallint unsigned NOT NULL CHECK ("exposure_days" >= 0), "retention_months" smallint unsigned NULL CHECK ("retention_months" >= 0), "retention_warning_days" smallint unsigned NOT NULL CHECK ("retention_warning_days" >= 0), "sends_mail" bool NOT NULL, "reminder_hours" smallint unsigned NOT NULL CHECK ("reminder_hours" >= 0), CONSTRAINT "one_company" CHECK ("id" = 1), CONSTRAINT "company_logo_has_a_type" CHECK ((("logo" IS NULL AND "logo_type" = '') OR ("logo" IS NOT NULL AND "logo_type" IN ('image/png', 'image/jpeg')))));
CREATE TABLE "interviews_position_wanted_categories" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position_id" bigint NOT NULL REFERENCES "interviews_position" ("id") DEFERRABLE INITIALLY DEFERRED, "category_id" bigint NOT NULL REFERENCES "qbank_category" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "interviews_position_wanted_competencies" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position_id" bigint NOT NULL REFERENCES "interviews_position" ("id") DEFERRABLE INITIALLY DEFERRED, "competency_id" bigint NOT NULL REFERENCES "qbank_competency" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "interviews_setchange" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "act" varchar(20) NOT NULL, "subject" varchar(120) NOT NULL, "at" datetime NOT NULL, "before" text NOT NULL CHECK ((JSON_VALID("before") OR "before" IS NULL)), "after" text NOT NULL CHECK ((JSON_VALID("after") OR "after" IS NULL)), "undone" bool NOT NULL, "actor_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "question_set_id" bigint NOT NULL REFERENCES "interviews_questionset" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "interviews_interview" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "round" varchar(40) NOT NULL, "starts_at" datetime NOT NULL, "minutes" smallint unsigned NOT NULL CHECK ("minutes" >= 0), "place" varchar(300) NOT NULL, "note" text NOT NULL, "status" varchar(10) NOT NULL, "cancel_reason" text NOT NULL, "created_at" datetime NOT NULL, "candidate_id" bigint NOT NULL REFERENCES "interviews_candidate" ("id") DEFERRABLE INITIALLY DEFERRED, "created_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "sheet_id" bigint NOT NULL REFERENCES "interviews_sheet" ("id") DEFERRABLE INITIALLY DEFERRED, "close_reason" text NOT NULL, "closed_at" datetime NULL, "closed_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "calendar_sequence" integer unsigned NOT NULL CHECK ("calendar_sequence" >= 0), CONSTRAINT "cancelled_interview_has_reason" CHECK ((NOT ("status" = 'cancelled') OR NOT ("cancel_reason" = ''))), CONSTRAINT "closed_round_has_reason" CHECK ((("close_reason" = '' AND "closed_at" IS NULL AND "closed_by_id" IS NULL) OR ("closed_at" IS NOT NULL AND "closed_by_id" IS NOT NULL AND NOT ("close_reason" = '')))));
CREATE TABLE "interviews_calendarfeed" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "token_sha256" varchar(64) NOT NULL UNIQUE, "made_at" datetime NOT NULL, "read_at" datetime NULL, "user_id" bigint NOT NULL UNIQUE REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "interviews_outgoingmail" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(12) NOT NULL, "number" smallint unsigned NOT NULL CHECK ("number" >= 0), "sequence" integer unsigned NOT NULL CHECK ("sequence" >= 0), "told" integer unsigned NULL CHECK ("told" >= 0), "created_at" datetime NOT NULL, "state" varchar(8) NOT NULL, "tries" smallint unsigned NOT NULL CHECK ("tries" >= 0), "next_try_at" datetime NOT NULL, "sent_at" datetime NULL, "error" varchar(80) NOT NULL, "interview_id" bigint NOT NULL REFERENCES "interviews_interview" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "only_reminders_are_numbered" CHECK ((("kind" = 'reminder' AND "number" >= 1) OR (NOT ("kind" = 'reminder') AND "number" = 0))), CONSTRAINT "sent_mail_has_a_time" CHECK ((("sent_at" IS NOT NULL AND "state" = 'sent') OR (NOT ("state" = 'sent') AND "sent_at" IS NULL))));
CREATE TABLE "interviews_erasedseal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "sha256" varchar(64) NOT NULL, "decision_id" bigint NOT NULL UNIQUE REFERENCES "interviews_decision" ("id") DEFERRABLE INITIALLY DEFERRED, "erasure_id" bigint NOT NULL REFERENCES "interviews_erasure" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "interviews_candidateimport" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(255) NOT NULL, "content" BLOB NULL, "names" text NOT NULL CHECK ((JSON_VALID("names") OR "names" IS NULL)), "options" text NOT NULL CHECK ((JSON_VALID("options") OR "options" IS NULL)), "status" varchar(7) NOT NULL, "created_at" datetime NOT NULL, "applied_at" datetime NULL, "undone_at" datetime NULL, "created_by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "candidate_import_times_fit_its_status" CHECK ((("applied_at" IS NULL AND "status" = 'preview' AND "undone_at" IS NULL) OR ("applied_at" IS NOT NULL AND "status" = 'applied' AND "undone_at" IS NULL) OR ("applied_at" IS NOT NULL AND "status" = 'undone' AND "undone_at" IS NOT NULL))));
CREATE TABLE "interviews_candidateimportrow" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "cells" text NOT NULL CHECK ((JSON_VALID("cells") OR "cells" IS NULL)), "mended" text NOT NULL CHECK ((JSON_VALID("mended") OR "mended" IS NULL)), "choice" varchar(5) NOT NULL, "batch_id" bigint NOT NULL REFERENCES "interviews_candidateimport" ("id") DEFERRABLE INITIALLY DEFERRED, "candidate_id" bigint NULL REFERENCES "interviews_candidate" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "candidate_import_row_once" UNIQUE ("batch_id", "number"));
CREATE TABLE "interviews_erasure" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "cause" varchar(9) NOT NULL, "by_name" varchar(200) NOT NULL, "at" datetime NOT NULL, "counts" text NOT NULL CHECK ((JSON_VALID("counts") OR "counts" IS NULL)), "by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "candidate_id" bigint NOT NULL UNIQUE REFERENCES "interviews_candidate" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "erasure_by_a_person_or_by_time" CHECK ((("by_id" IS NOT NULL AND "cause" = 'request') OR ("by_id" IS NULL AND "cause" = 'retention'))));
CREATE TABLE "interviews_approvalrequest" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "sha256" varchar(64) NOT NULL, "asked_by_name" varchar(200) NOT NULL, "asked_at" datetime NOT NULL, "asked_by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "question_set_id" bigint NOT NULL REFERENCES "interviews_questionset" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "interviews_approvalanswer" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(8) NOT NULL, "reason" text NOT NULL, "by_name" varchar(200) NOT NULL, "at" datetime NOT NULL, "asked_by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "request_id" bigint NOT NULL UNIQUE REFERENCES "interviews_approvalrequest" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "approval_by_another" CHECK (NOT ("by_id" = ("asked_by_id"))), CONSTRAINT "approval_refused_with_reason" CHECK (("kind" = 'approved' OR ("kind" = 'returned' AND NOT ("reason" = '')))));
CREATE TABLE "interviews_setcomment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" text NOT NULL, "at" datetime NOT NULL, "resolved_at" datetime NULL, "withdrawn_at" datetime NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "question_id" bigint NULL REFERENCES "qbank_question" ("id") DEFERRABLE INITIALLY DEFERRED, "question_set_id" bigint NOT NULL REFERENCES "interviews_questionset" ("id") DEFERRABLE INITIALLY DEFERRED, "resolved_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "set_comment_has_text" CHECK (NOT ("text" = '')), CONSTRAINT "set_comment_resolved_by_somebody" CHECK ((("resolved_at" IS NULL AND "resolved_by_id" IS NULL) OR ("resolved_at" IS NOT NULL AND "resolved_by_id" IS NOT NULL))));
CREATE TABLE "interviews_blueprint" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(120) NOT NULL, "wishes" text NOT NULL CHECK ((JSON_VALID("wishes") OR "wishes" IS NULL)), "archived" bool NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "created_by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "position_id" bigint NULL REFERENCES "interviews_position" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "blueprint_has_name" CHECK (NOT ("name" = '')));
CREATE TABLE "interviews_scorechange" ("id" char(32) NOT NULL PRIMARY KEY, "field" varchar(40) NOT NULL, "value" text NULL CHECK ((JSON_VALID("value") OR "value" IS NULL)), "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "item_id" bigint NOT NULL REFERENCES "interviews_sheetitem" ("id") DEFERRABLE INITIALLY DEFERRED, "base" char(32) NULL, "device" varchar(60) NOT NULL, "kept" bool NOT NULL, "settles" text NULL CHECK ((JSON_VALID("settles") OR "settles" IS NULL)), "scorecard_id" bigint NOT NULL REFERENCES "interviews_scorecard" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "interviews_candidatenote" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" text NOT NULL, "by_name" varchar(200) NOT NULL, "at" datetime NOT NULL, "candidate_id" bigint NOT NULL REFERENCES "interviews_candidate" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "candidate_note_has_text" CHECK (NOT ("text" = '')));
CREATE TABLE "interviews_candidate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(80) NOT NULL, "email" varchar(254) NOT NULL, "phone" varchar(40) NOT NULL, "created_at" datetime NOT NULL, "position_id" bigint NOT NULL REFERENCES "interviews_position" ("id") DEFERRABLE INITIALLY DEFERRED, "erased_at" datetime NULL, "keep_reason" text NOT NULL, "keep_until" date NULL, "warned_at" datetime NULL, CONSTRAINT "kept_candidate_has_reason" CHECK ((("keep_reason" = '' AND "keep_until" IS NULL) OR ("keep_until" IS NOT NULL AND NOT ("keep_reason" = '')))), CONSTRAINT "erased_candidate_holds_nothing" CHECK (("erased_at" IS NULL OR ("email" = '' AND "keep_reason" = '' AND "phone" = '' AND "warned_at" IS NULL))));
CREATE TABLE "qbank_questionrevision" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "sha256" varchar(64) NOT NULL, "at" datetime NOT NULL, "by_name" varchar(200) NOT NULL, "note" varchar(300) NOT NULL, "by_id" bigint NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "question_id" bigint NOT NULL REFERENCES "qbank_question" ("id") DEFERRABLE INITIALLY DEFERRED, "content" text NOT NULL CHECK ((JSON_VALID("content") OR "content" IS NULL)), CONSTRAINT "revision_number_once_per_question" UNIQUE ("question_id", "number"));
CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL);
INSERT INTO "django_migrations" ("id", "app", "name", "applied") VALUES
  (1,'contenttypes','0001_initial','2026-11-29 18:50:06.530348'),
  (2,'contenttypes','0002_remove_content_type_name','2026-11-29 18:50:06.540660'),
  (3,'auth','0001_initial','2026-11-29 18:50:06.616274'),
  (4,'auth','0002_alter_permission_name_max_length','2026-11-29 18:50:06.668877'),
  (5,'auth','0003_alter_user_email_max_length','2026-11-29 18:50:06.702709'),
  (6,'auth','0004_alter_user_username_opts','2026-11-29 18:50:06.715915'),
  (7,'auth','0005_alter_user_last_login_null','2026-11-29 18:50:06.792187'),
  (8,'auth','0006_require_contenttypes_0002','2026-11-29 18:50:06.792861'),
  (9,'auth','0007_alter_validators_add_error_messages','2026-11-29 18:50:06.806256'),
  (10,'auth','0008_alter_user_username_max_length','2026-11-29 18:50:07.245542'),
  (11,'auth','0009_alter_user_last_name_max_length','2026-11-29 18:50:07.273332'),
  (12,'auth','0010_alter_group_name_max_length','2026-11-29 18:50:07.309432'),
  (13,'auth','0011_update_proxy_permissions','2026-11-29 18:50:07.338286'),
  (14,'auth','0012_alter_user_first_name_max_length','2026-11-29 18:50:07.341095'),
  (15,'accounts','0001_initial','2026-11-29 18:50:07.485519'),
  (16,'admin','0001_initial','2026-11-29 18:50:07.538481'),
  (17,'admin','0002_logentry_remove_auto_add','2026-11-29 18:50:07.646450'),
  (18,'admin','0003_logentry_add_action_flag_choices','2026-11-29 18:50:07.676159'),
  (19,'axes','0001_initial','2026-11-29 18:50:07.696613'),
  (20,'axes','0002_auto_20151217_2044','2026-11-29 18:50:07.913573'),
  (21,'axes','0003_auto_20160322_0929','2026-11-29 18:50:08.071919'),
  (22,'axes','0004_auto_20181024_1538','2026-11-29 18:50:08.122910'),
  (23,'axes','0005_remove_accessattempt_trusted','2026-11-29 18:50:08.146632'),
  (24,'axes','0006_remove_accesslog_trusted','2026-11-29 18:50:08.166510'),
  (25,'axes','0007_alter_accessattempt_unique_together','2026-11-29 18:50:08.229091'),
  (26,'axes','0008_accessfailurelog','2026-11-29 18:50:08.269629'),
  (27,'axes','0009_add_session_hash','2026-11-29 18:50:08.340920'),
  (28,'axes','0010_accessattemptexpiration','2026-11-29 18:50:08.432820'),
  (29,'django_tasks_database','0001_initial','2026-11-29 18:50:08.498361'),
  (30,'django_tasks_database','0002_alter_dbtaskresult_options','2026-11-29 18:50:08.500065'),
  (31,'django_tasks_database','0003_dbtaskresult_enqueued_at_dbtaskresult_finished_at','2026-11-29 18:50:08.508939'),
  (32,'django_tasks_database','0004_dbtaskresult_started_at','2026-11-29 18:50:08.512598'),
  (33,'django_tasks_database','0005_alter_dbtaskresult_priority_and_more','2026-11-29 18:50:08.518706'),
  (34,'django_tasks_database','0006_alter_dbtaskresult_args_kwargs_and_more','2026-11-29 18:50:08.616704'),
  (35,'django_tasks_database','0007_add_separate_results_fields','2026-11-29 18:50:08.626199'),
  (36,'django_tasks_database','0008_separate_results_field','2026-11-29 18:50:08.727815'),
  (37,'django_tasks_database','0009_remove_results_field','2026-11-29 18:50:08.734007'),
  (38,'django_tasks_database','0010_alter_dbtaskresult_status','2026-11-29 18:50:08.740070'),
  (39,'django_tasks_database','0011_rename_complete_status','2026-11-29 18:50:08.759875'),
  (40,'django_tasks_database','0012_add_separate_exception_fields','2026-11-29 18:50:08.958497'),
  (41,'django_tasks_database','0013_separate_exception_fields','2026-11-29 18:50:09.032542'),
  (42,'django_tasks_database','0014_remove_dbtaskresult_exception_data','2026-11-29 18:50:09.051474'),
  (43,'django_tasks_database','0015_correctly_order_run_after','2026-11-29 18:50:09.065985'),
  (44,'django_tasks_database','0016_remove_dbtaskresult_django_task_new_ordering_idx_and_more','2026-11-29 18:50:09.448474'),
  (45,'django_tasks_database','0017_dbtaskresult_metadata','2026-11-29 18:50:09.473591'),
  (46,'django_tasks_database','0018_rename_succeeded_status','2026-11-29 18:50:09.545596'),
  (47,'django_tasks_database','0019_rename_django_task_new_ordering_idx_tasks_db_new_ordering_idx_and_more','2026-11-29 18:50:09.662783'),
  (48,'django_tasks_database','0020_update_db_task_result_ordering','2026-11-29 18:50:09.676680'),
  (49,'django_tasks_database','0021_conditional_partial_index_ordering','2026-11-29 18:50:09.684220'),
  (50,'qbank','0001_initial','2026-11-29 18:50:12.735581'),
  (51,'qbank','0002_bank_search_index','2026-11-29 18:50:12.931817'),
  (52,'qbank','0003_kept_history','2026-11-29 18:50:13.030733'),
  (53,'qbank','0004_spreadsheet_imports','2026-11-29 18:50:13.840805'),
  (54,'qbank','0005_arriving_questions_apart','2026-11-29 18:50:14.107245'),
  (55,'qbank','0006_import_files','2026-11-29 18:50:15.353583'),
  (56,'qbank','0007_import_rows_in_order','2026-11-29 18:50:15.451852'),
  (57,'qbank','0008_import_rows_counted_by_decision','2026-11-29 18:50:15.568996'),
  (58,'interviews','0001_initial','2026-11-29 18:50:21.068621'),
  (59,'interviews','0002_kept_history','2026-11-29 18:50:21.372580'),
  (60,'interviews','0003_debrief_and_decisions','2026-11-29 18:50:24.672861'),
  (61,'interviews','0004_panel_and_asides','2026-11-29 18:50:28.902325'),
  (62,'interviews','0005_versions_and_snippets','2026-11-29 18:50:29.701145'),
  (63,'interviews','0006_practice','2026-11-29 18:50:30.184236'),
  (64,'interviews','0007_company','2026-11-29 18:50:30.199787'),
  (65,'interviews','0008_builder_memory','2026-11-29 18:50:31.511819'),
  (66,'interviews','0009_mail_and_calendar','2026-11-29 18:50:31.890119'),
  (67,'interviews','0010_candidates_kept_and_erased','2026-11-29 18:50:36.261125'),
  (68,'interviews','0011_comments_and_approval','2026-11-29 18:50:38.607257'),
  (69,'interviews','0012_blueprint','2026-11-29 18:50:38.786699'),
  (70,'interviews','0013_score_changes_by_item','2026-11-29 18:50:39.125188'),
  (71,'interviews','0014_one_place_for_notes','2026-11-29 18:50:40.150318'),
  (72,'qbank','0009_revisions_in_plain_chinese','2026-11-29 18:50:40.473578'),
  (73,'qbank','0010_long_texts_packed_quickly','2026-11-29 18:50:40.652797'),
  (74,'sessions','0001_initial','2026-11-29 18:50:40.666751');
INSERT INTO "django_content_type" ("id", "app_label", "model") VALUES
  (1,'accounts','user'),
  (2,'accounts','auditevent'),
  (3,'qbank','category'),
  (4,'qbank','question'),
  (5,'qbank','competency'),
  (6,'qbank','competencypoint'),
  (7,'qbank','questionindex'),
  (8,'qbank','referenceanswer'),
  (9,'qbank','source'),
  (10,'qbank','ratingscale'),
  (11,'qbank','passage'),
  (12,'qbank','loadeditem'),
  (13,'qbank','documentupload'),
  (14,'qbank','correction'),
  (15,'qbank','questionrevision'),
  (16,'qbank','band'),
  (17,'qbank','rubricpoint'),
  (18,'qbank','repair'),
  (19,'qbank','importbatch'),
  (20,'qbank','savedmapping'),
  (21,'qbank','importfile'),
  (22,'qbank','importrow'),
  (23,'interviews','candidate'),
  (24,'interviews','position'),
  (25,'interviews','interview'),
  (26,'interviews','panelmember'),
  (27,'interviews','questionset'),
  (28,'interviews','scorecard'),
  (29,'interviews','setsection'),
  (30,'interviews','setitem'),
  (31,'interviews','sheet'),
  (32,'interviews','sheetitem'),
  (33,'interviews','scorechange'),
  (34,'interviews','response'),
  (35,'interviews','sheetpoint'),
  (36,'interviews','mark'),
  (37,'interviews','submittedversion'),
  (38,'interviews','consensus'),
  (39,'interviews','decision'),
  (40,'interviews','decisionanswer'),
  (41,'interviews','asidechange'),
  (42,'interviews','extraquestion'),
  (43,'interviews','focus'),
  (44,'interviews','handovernote'),
  (45,'interviews','tie'),
  (46,'interviews','notesnippet'),
  (47,'interviews','practicecard'),
  (48,'interviews','practiceattempt'),
  (49,'interviews','practicesample'),
  (50,'interviews','company'),
  (51,'interviews','setchange'),
  (52,'interviews','calendarfeed'),
  (53,'interviews','outgoingmail'),
  (54,'interviews','candidateimport'),
  (55,'interviews','candidateimportrow'),
  (56,'interviews','candidatenote'),
  (57,'interviews','erasedseal'),
  (58,'interviews','erasure'),
  (59,'interviews','approvalrequest'),
  (60,'interviews','approvalanswer'),
  (61,'interviews','setcomment'),
  (62,'interviews','blueprint'),
  (63,'admin','logentry'),
  (64,'auth','permission'),
  (65,'auth','group'),
  (66,'contenttypes','contenttype'),
  (67,'sessions','session'),
  (68,'axes','accessattempt'),
  (69,'axes','accesslog'),
  (70,'axes','accessfailurelog'),
  (71,'axes','accessattemptexpiration'),
  (72,'django_tasks_database','dbtaskresult');
INSERT INTO "auth_group_permissions" ("id", "group_id", "permission_id") VALUES
  (1,1,1),
  (2,1,2),
  (3,1,4),
  (4,1,262),
  (5,1,8),
  (6,1,9),
  (7,1,10),
  (8,1,11),
  (9,1,12),
  (10,1,13),
  (11,1,14),
  (12,1,16),
  (13,1,17),
  (14,1,18),
  (15,1,19),
  (16,1,20),
  (17,1,21),
  (18,1,22),
  (19,1,23),
  (20,1,24),
  (21,1,25),
  (22,1,30),
  (23,1,31),
  (24,1,32),
  (25,1,33),
  (26,1,34),
  (27,1,35),
  (28,1,37),
  (29,1,38),
  (30,1,39),
  (31,1,41),
  (32,1,42),
  (33,1,43),
  (34,1,45),
  (35,1,49),
  (36,1,50),
  (37,1,53),
  (38,1,57),
  (39,1,61),
  (40,1,62),
  (41,1,63),
  (42,1,64),
  (43,1,65),
  (44,1,66),
  (45,1,67),
  (46,1,68),
  (47,1,69),
  (48,1,71),
  (49,1,200),
  (50,1,73),
  (51,1,202),
  (52,1,74),
  (53,1,75),
  (54,1,77),
  (55,2,8),
  (56,2,9),
  (57,2,10),
  (58,2,12),
  (59,2,13),
  (60,2,14),
  (61,2,16),
  (62,2,17),
  (63,2,18),
  (64,2,19),
  (65,2,21),
  (66,2,22),
  (67,2,23),
  (68,2,25),
  (69,2,30),
  (70,2,31),
  (71,2,32),
  (72,2,33),
  (73,2,34),
  (74,2,35),
  (75,2,37),
  (76,2,41),
  (77,2,45),
  (78,2,49),
  (79,2,50),
  (80,2,53),
  (81,2,57),
  (82,2,61),
  (83,2,65),
  (84,2,66),
  (85,2,67),
  (86,2,68),
  (87,2,69),
  (88,2,71),
  (89,2,73),
  (90,2,74),
  (91,2,75),
  (92,2,77),
  (93,2,90),
  (94,2,91),
  (95,2,93),
  (96,2,94),
  (97,2,95),
  (98,2,97),
  (99,2,98),
  (100,2,99),
  (101,2,101),
  (102,2,102),
  (103,2,103),
  (104,2,105),
  (105,2,106),
  (106,2,107),
  (107,2,109),
  (108,2,113),
  (109,2,114),
  (110,2,115),
  (111,2,116),
  (112,2,117),
  (113,2,118),
  (114,2,119),
  (115,2,120),
  (116,2,121),
  (117,2,122),
  (118,2,123),
  (119,2,126),
  (120,2,130),
  (121,2,134),
  (122,2,138),
  (123,2,142),
  (124,2,146),
  (125,2,150),
  (126,2,151),
  (127,2,154),
  (128,2,155),
  (129,2,158),
  (130,2,162),
  (131,2,166),
  (132,2,170),
  (133,2,174),
  (134,2,178),
  (135,2,179),
  (136,2,180),
  (137,2,182),
  (138,2,188),
  (139,2,190),
  (140,2,198),
  (141,2,200),
  (142,2,202),
  (143,2,214),
  (144,2,238),
  (145,2,242),
  (146,2,246),
  (147,2,247),
  (148,2,248),
  (149,2,250),
  (150,3,101);
INSERT INTO "auth_permission" ("id", "content_type_id", "codename", "name") VALUES
  (1,1,'add_user','Can add person'),
  (2,1,'change_user','Can change person'),
  (3,1,'delete_user','Can delete person'),
  (4,1,'view_user','Can view person'),
  (5,2,'add_auditevent','Can add audit event'),
  (6,2,'change_auditevent','Can change audit event'),
  (7,2,'delete_auditevent','Can delete audit event'),
  (8,2,'view_auditevent','Can view audit event'),
  (9,3,'add_category','Can add category'),
  (10,3,'change_category','Can change category'),
  (11,3,'delete_category','Can delete category'),
  (12,3,'view_category','Can view category'),
  (13,4,'add_question','Can add question'),
  (14,4,'change_question','Can change question'),
  (15,4,'delete_question','Can delete question'),
  (16,4,'view_question','Can view question'),
  (17,4,'export_question','Can export questions'),
  (18,5,'add_competency','Can add competency'),
  (19,5,'change_competency','Can change competency'),
  (20,5,'delete_competency','Can delete competency'),
  (21,5,'view_competency','Can view competency'),
  (22,6,'add_competencypoint','Can add competency point'),
  (23,6,'change_competencypoint','Can change competency point'),
  (24,6,'delete_competencypoint','Can delete competency point'),
  (25,6,'view_competencypoint','Can view competency point'),
  (26,7,'add_questionindex','Can add question index'),
  (27,7,'change_questionindex','Can change question index'),
  (28,7,'delete_questionindex','Can delete question index'),
  (29,7,'view_questionindex','Can view question index'),
  (30,8,'add_referenceanswer','Can add reference answer'),
  (31,8,'change_referenceanswer','Can change reference answer'),
  (32,8,'delete_referenceanswer','Can delete reference answer'),
  (33,8,'view_referenceanswer','Can view reference answer'),
  (34,9,'add_source','Can add source'),
  (35,9,'change_source','Can change source'),
  (36,9,'delete_source','Can delete source'),
  (37,9,'view_source','Can view source'),
  (38,10,'add_ratingscale','Can add rating scale'),
  (39,10,'change_ratingscale','Can change rating scale'),
  (40,10,'delete_ratingscale','Can delete rating scale'),
  (41,10,'view_ratingscale','Can view rating scale'),
  (42,11,'add_passage','Can add passage'),
  (43,11,'change_passage','Can change passage'),
  (44,11,'delete_passage','Can delete passage'),
  (45,11,'view_passage','Can view passage'),
  (46,12,'add_loadeditem','Can add loaded item'),
  (47,12,'change_loadeditem','Can change loaded item'),
  (48,12,'delete_loadeditem','Can delete loaded item'),
  (49,12,'view_loadeditem','Can view loaded item'),
  (50,13,'add_documentupload','Can add uploaded document'),
  (51,13,'change_documentupload','Can change uploaded document'),
  (52,13,'delete_documentupload','Can delete uploaded document'),
  (53,13,'view_documentupload','Can view uploaded document'),
  (54,14,'add_correction','Can add correction'),
  (55,14,'change_correction','Can change correction'),
  (56,14,'delete_correction','Can delete correction'),
  (57,14,'view_correction','Can view correction'),
  (58,15,'add_questionrevision','Can add question revision'),
  (59,15,'change_questionrevision','Can change question revision'),
  (60,15,'delete_questionrevision','Can delete question revision'),
  (61,15,'view_questionrevision','Can view question revision'),
  (62,16,'add_band','Can add band'),
  (63,16,'change_band','Can change band'),
  (64,16,'delete_band','Can delete band'),
  (65,16,'view_band','Can view band'),
  (66,17,'add_rubricpoint','Can add rubric point'),
  (67,17,'change_rubricpoint','Can change rubric point'),
  (68,17,'delete_rubricpoint','Can delete rubric point'),
  (69,17,'view_rubricpoint','Can view rubric point'),
  (70,18,'add_repair','Can add repair'),
  (71,18,'change_repair','Can change repair'),
  (72,18,'delete_repair','Can delete repair'),
  (73,18,'view_repair','Can view repair'),
  (74,19,'add_importbatch','Can add spreadsheet import'),
  (75,19,'change_importbatch','Can change spreadsheet import'),
  (76,19,'delete_importbatch','Can delete spreadsheet import'),
  (77,19,'view_importbatch','Can view spreadsheet import'),
  (78,20,'add_savedmapping','Can add remembered mapping'),
  (79,20,'change_savedmapping','Can change remembered mapping'),
  (80,20,'delete_savedmapping','Can delete remembered mapping'),
  (81,20,'view_savedmapping','Can view remembered mapping'),
  (82,21,'add_importfile','Can add imported file'),
  (83,21,'change_importfile','Can change imported file'),
  (84,21,'delete_importfile','Can delete imported file'),
  (85,21,'view_importfile','Can view imported file'),
  (86,22,'add_importrow','Can add row of an import'),
  (87,22,'change_importrow','Can change row of an import'),
  (88,22,'delete_importrow','Can delete row of an import'),
  (89,22,'view_importrow','Can view row of an import'),
  (90,23,'add_candidate','Can add candidate'),
  (91,23,'change_candidate','Can change candidate'),
  (92,23,'delete_candidate','Can delete candidate'),
  (93,23,'view_candidate','Can view candidate'),
  (94,24,'add_position','Can add position'),
  (95,24,'change_position','Can change position'),
  (96,24,'delete_position','Can delete position'),
  (97,24,'view_position','Can view position'),
  (98,25,'add_interview','Can add interview'),
  (99,25,'change_interview','Can change interview'),
  (100,25,'delete_interview','Can delete interview'),
  (101,25,'view_interview','Can view interview'),
  (102,26,'add_panelmember','Can add panel member'),
  (103,26,'change_panelmember','Can change panel member'),
  (104,26,'delete_panelmember','Can delete panel member'),
  (105,26,'view_panelmember','Can view panel member'),
  (106,27,'add_questionset','Can add question set'),
  (107,27,'change_questionset','Can change question set'),
  (108,27,'delete_questionset','Can delete question set'),
  (109,27,'view_questionset','Can view question set'),
  (110,28,'add_scorecard','Can add scorecard'),
  (111,28,'change_scorecard','Can change scorecard'),
  (112,28,'delete_scorecard','Can delete scorecard'),
  (113,28,'view_scorecard','Can view scorecard'),
  (114,28,'reopen_scorecard','Can reopen a submitted scorecard, with a reason'),
  (115,29,'add_setsection','Can add section'),
  (116,29,'change_setsection','Can change section'),
  (117,29,'delete_setsection','Can delete section'),
  (118,29,'view_setsection','Can view section'),
  (119,30,'add_setitem','Can add item'),
  (120,30,'change_setitem','Can change item'),
  (121,30,'delete_setitem','Can delete item'),
  (122,30,'view_setitem','Can view item'),
  (123,31,'add_sheet','Can add sheet'),
  (124,31,'change_sheet','Can change sheet'),
  (125,31,'delete_sheet','Can delete sheet'),
  (126,31,'view_sheet','Can view sheet'),
  (127,32,'add_sheetitem','Can add sheet item'),
  (128,32,'change_sheetitem','Can change sheet item'),
  (129,32,'delete_sheetitem','Can delete sheet item'),
  (130,32,'view_sheetitem','Can view sheet item'),
  (131,33,'add_scorechange','Can add score change'),
  (132,33,'change_scorechange','Can change score change'),
  (133,33,'delete_scorechange','Can delete score change'),
  (134,33,'view_scorechange','Can view score change'),
  (135,34,'add_response','Can add response'),
  (136,34,'change_response','Can change response'),
  (137,34,'delete_response','Can delete response'),
  (138,34,'view_response','Can view response'),
  (139,35,'add_sheetpoint','Can add sheet point'),
  (140,35,'change_sheetpoint','Can change sheet point'),
  (141,35,'delete_sheetpoint','Can delete sheet point'),
  (142,35,'view_sheetpoint','Can view sheet point'),
  (143,36,'add_mark','Can add mark'),
  (144,36,'change_mark','Can change mark'),
  (145,36,'delete_mark','Can delete mark'),
  (146,36,'view_mark','Can view mark'),
  (147,37,'add_submittedversion','Can add submitted version'),
  (148,37,'change_submittedversion','Can change submitted version'),
  (149,37,'delete_submittedversion','Can delete submitted version'),
  (150,37,'view_submittedversion','Can view submitted version'),
  (151,38,'add_consensus','Can add consensus rating'),
  (152,38,'change_consensus','Can change consensus rating'),
  (153,38,'delete_consensus','Can delete consensus rating'),
  (154,38,'view_consensus','Can view consensus rating'),
  (155,39,'add_decision','Can add decision'),
  (156,39,'change_decision','Can change decision'),
  (157,39,'delete_decision','Can delete decision'),
  (158,39,'view_decision','Can view decision'),
  (159,40,'add_decisionanswer','Can add answer to a decision'),
  (160,40,'change_decisionanswer','Can change answer to a decision'),
  (161,40,'delete_decisionanswer','Can delete answer to a decision'),
  (162,40,'view_decisionanswer','Can view answer to a decision'),
  (163,41,'add_asidechange','Can add change beside the sheet'),
  (164,41,'change_asidechange','Can change change beside the sheet'),
  (165,41,'delete_asidechange','Can delete change beside the sheet'),
  (166,41,'view_asidechange','Can view change beside the sheet'),
  (167,42,'add_extraquestion','Can add question added on the spot'),
  (168,42,'change_extraquestion','Can change question added on the spot'),
  (169,42,'delete_extraquestion','Can delete question added on the spot'),
  (170,42,'view_extraquestion','Can view question added on the spot'),
  (171,43,'add_focus','Can add lead of a question'),
  (172,43,'change_focus','Can change lead of a question'),
  (173,43,'delete_focus','Can delete lead of a question'),
  (174,43,'view_focus','Can view lead of a question'),
  (175,44,'add_handovernote','Can add hand-over note'),
  (176,44,'change_handovernote','Can change hand-over note'),
  (177,44,'delete_handovernote','Can delete hand-over note'),
  (178,44,'view_handovernote','Can view hand-over note'),
  (179,45,'add_tie','Can add tie'),
  (180,45,'change_tie','Can change tie'),
  (181,45,'delete_tie','Can delete tie'),
  (182,45,'view_tie','Can view tie'),
  (183,46,'add_notesnippet','Can add snippet'),
  (184,46,'change_notesnippet','Can change snippet'),
  (185,46,'delete_notesnippet','Can delete snippet'),
  (186,46,'view_notesnippet','Can view snippet'),
  (187,47,'add_practicecard','Can add practice card'),
  (188,47,'change_practicecard','Can change practice card'),
  (189,47,'delete_practicecard','Can delete practice card'),
  (190,47,'view_practicecard','Can view practice card'),
  (191,48,'add_practiceattempt','Can add practice attempt'),
  (192,48,'change_practiceattempt','Can change practice attempt'),
  (193,48,'delete_practiceattempt','Can delete practice attempt'),
  (194,48,'view_practiceattempt','Can view practice attempt'),
  (195,49,'add_practicesample','Can add sample answer'),
  (196,49,'change_practicesample','Can change sample answer'),
  (197,49,'delete_practicesample','Can delete sample answer'),
  (198,49,'view_practicesample','Can view sample answer'),
  (199,50,'add_company','Can add company'),
  (200,50,'change_company','Can change company'),
  (201,50,'delete_company','Can delete company'),
  (202,50,'view_company','Can view company'),
  (203,51,'add_setchange','Can add change of a set'),
  (204,51,'change_setchange','Can change change of a set'),
  (205,51,'delete_setchange','Can delete change of a set'),
  (206,51,'view_setchange','Can view change of a set'),
  (207,52,'add_calendarfeed','Can add calendar address'),
  (208,52,'change_calendarfeed','Can change calendar address'),
  (209,52,'delete_calendarfeed','Can delete calendar address'),
  (210,52,'view_calendarfeed','Can view calendar address'),
  (211,53,'add_outgoingmail','Can add e-mail'),
  (212,53,'change_outgoingmail','Can change e-mail'),
  (213,53,'delete_outgoingmail','Can delete e-mail'),
  (214,53,'view_outgoingmail','Can view e-mail'),
  (215,54,'add_candidateimport','Can add import of candidates'),
  (216,54,'change_candidateimport','Can change import of candidates'),
  (217,54,'delete_candidateimport','Can delete import of candidates'),
  (218,54,'view_candidateimport','Can view import of candidates'),
  (219,55,'add_candidateimportrow','Can add row of an import of candidates'),
  (220,55,'change_candidateimportrow','Can change row of an import of candidates'),
  (221,55,'delete_candidateimportrow','Can delete row of an import of candidates'),
  (222,55,'view_candidateimportrow','Can view row of an import of candidates'),
  (223,56,'add_candidatenote','Can add note on a candidate'),
  (224,56,'change_candidatenote','Can change note on a candidate'),
  (225,56,'delete_candidatenote','Can delete note on a candidate'),
  (226,56,'view_candidatenote','Can view note on a candidate'),
  (227,57,'add_erasedseal','Can add seal after an erasure'),
  (228,57,'change_erasedseal','Can change seal after an erasure'),
  (229,57,'delete_erasedseal','Can delete seal after an erasure'),
  (230,57,'view_erasedseal','Can view seal after an erasure'),
  (231,58,'add_erasure','Can add erasure'),
  (232,58,'change_erasure','Can change erasure'),
  (233,58,'delete_erasure','Can delete erasure'),
  (234,58,'view_erasure','Can view erasure'),
  (235,59,'add_approvalrequest','Can add request for approval'),
  (236,59,'change_approvalrequest','Can change request for approval'),
  (237,59,'delete_approvalrequest','Can delete request for approval'),
  (238,59,'view_approvalrequest','Can view request for approval'),
  (239,60,'add_approvalanswer','Can add answer to a request for approval'),
  (240,60,'change_approvalanswer','Can change answer to a request for approval'),
  (241,60,'delete_approvalanswer','Can delete answer to a request for approval'),
  (242,60,'view_approvalanswer','Can view answer to a request for approval'),
  (243,61,'add_setcomment','Can add comment on a set'),
  (244,61,'change_setcomment','Can change comment on a set'),
  (245,61,'delete_setcomment','Can delete comment on a set'),
  (246,61,'view_setcomment','Can view comment on a set'),
  (247,62,'add_blueprint','Can add blueprint'),
  (248,62,'change_blueprint','Can change blueprint'),
  (249,62,'delete_blueprint','Can delete blueprint'),
  (250,62,'view_blueprint','Can view blueprint'),
  (251,63,'add_logentry','Can add log entry'),
  (252,63,'change_logentry','Can change log entry'),
  (253,63,'delete_logentry','Can delete log entry'),
  (254,63,'view_logentry','Can view log entry'),
  (255,64,'add_permission','Can add permission'),
  (256,64,'change_permission','Can change permission'),
  (257,64,'delete_permission','Can delete permission'),
  (258,64,'view_permission','Can view permission'),
  (259,65,'add_group','Can add group'),
  (260,65,'change_group','Can change group'),
  (261,65,'delete_group','Can delete group'),
  (262,65,'view_group','Can view group'),
  (263,66,'add_contenttype','Can add content type'),
  (264,66,'change_contenttype','Can change content type'),
  (265,66,'delete_contenttype','Can delete content type'),
  (266,66,'view_contenttype','Can view content type'),
  (267,67,'add_session','Can add session'),
  (268,67,'change_session','Can change session'),
  (269,67,'delete_session','Can delete session'),
  (270,67,'view_session','Can view session'),
  (271,68,'add_accessattempt','Can add access attempt'),
  (272,68,'change_accessattempt','Can change access attempt'),
  (273,68,'delete_accessattempt','Can delete access attempt'),
  (274,68,'view_accessattempt','Can view access attempt'),
  (275,69,'add_accesslog','Can add access log'),
  (276,69,'change_accesslog','Can change access log'),
  (277,69,'delete_accesslog','Can delete access log'),
  (278,69,'view_accesslog','Can view access log'),
  (279,70,'add_accessfailurelog','Can add access failure'),
  (280,70,'change_accessfailurelog','Can change access failure'),
  (281,70,'delete_accessfailurelog','Can delete access failure'),
  (282,70,'view_accessfailurelog','Can view access failure'),
  (283,71,'add_accessattemptexpiration','Can add access attempt expiration'),
  (284,71,'change_accessattemptexpiration','Can change access attempt expiration'),
  (285,71,'delete_accessattemptexpiration','Can delete access attempt expiration'),
  (286,71,'view_accessattemptexpiration','Can view access attempt expiration'),
  (287,72,'add_dbtaskresult','Can add Task Result'),
  (288,72,'change_dbtaskresult','Can change Task Result'),
  (289,72,'delete_dbtaskresult','Can delete Task Result'),
  (290,72,'view_dbtaskresult','Can view Task Result');
INSERT INTO "auth_group" ("id", "name") VALUES
  (1,'admin'),
  (2,'hr'),
  (3,'interviewer');
INSERT INTO "accounts_user" ("id", "password", "last_login", "is_superuser", "username", "email", "is_staff", "is_active", "date_joined", "name", "language") VALUES
  (1,'md5$um69PrrnyYqrNVHQ3jvpyA$f5ff30662d14236bccc7f5c86088e314',NULL,0,'hr1','',1,1,'2026-11-29 18:50:42.484263','周敏',''),
  (2,'md5$udHBVzVzQVPCQB35ewxKAd$fa9b065bb2f4c176c5d43ab3c441a784',NULL,0,'hr2','',1,1,'2026-11-29 18:50:42.490541','王芳',''),
  (3,'md5$DgLCfStGHIeyQ60ei3LdYr$634850ee21a5889128ded32b3d67c856',NULL,0,'admin3','',1,1,'2026-11-29 18:50:42.491417','管理员',''),
  (4,'md5$UJX76ILexlDofmUCdiwAg2$97082a46bc07e44a33cee31c98469cad',NULL,0,'interviewer7','',0,1,'2026-11-29 18:50:43.415586','Interviewer 7',''),
  (5,'md5$ZagnI5dLtOs2PnW3tAKDoI$aa891af320ed8003ba52a80997f8a5bc',NULL,0,'interviewer8','',0,1,'2026-11-29 18:50:43.416626','Interviewer 8',''),
  (6,'md5$p4c6feCmmFn2RStegYQBQL$e8766ec960f4d9caf29c575772f642e6',NULL,0,'interviewer17','',0,1,'2026-11-29 18:50:43.629905','Interviewer 17',''),
  (7,'md5$v1Vw5dYZ2vWUWIWDNmSWUU$68ed014f1f358cd166b005548c22e3c6',NULL,0,'interviewer18','',0,1,'2026-11-29 18:50:44.234021','Interviewer 18',''),
  (8,'md5$3V2Jow9vYi2i9YZqFzWsW3$1d0548c7b02730c8c7c3ed264f3d547f',NULL,0,'interviewer19','',0,1,'2026-11-29 18:50:44.235245','Interviewer 19',''),
  (9,'md5$pgoDOdopm6MhdOoUiDbHF7$d8603a053b25aff3706ba0cc6fb5cc11',NULL,0,'interviewer20','',0,1,'2026-11-29 18:50:44.236030','Interviewer 20',''),
  (10,'md5$PeShv7IbvBxWutBElRoXPG$6c5e9a2e4a5c48b3802d645423766c35',NULL,0,'interviewer27','',0,1,'2026-11-29 18:50:44.404187','Interviewer 27',''),
  (11,'md5$WGoI2xMK5DWzNCS1W2KFMk$eeed975f5e7b969e3dd9b66830c541bb',NULL,0,'interviewer28','',0,1,'2026-11-29 18:50:44.404989','Interviewer 28',''),
  (12,'md5$EiayjMMfszlddF0SdJD7EU$00a58707ca2714fa572ee85e27268bcb',NULL,0,'interviewer35','',0,1,'2026-11-29 18:50:44.895780','赵一',''),
  (13,'md5$pJrvAjPfaBUvK9uWlSXbYL$9ac4093133f67dfc2ad72de7d802b1e7',NULL,0,'interviewer36','',0,1,'2026-11-29 18:50:44.896658','钱二','');
INSERT INTO "accounts_user_groups" ("id", "user_id", "group_id") VALUES
  (1,1,2),
  (2,2,2),
  (3,3,1),
  (4,4,3),
  (5,5,3),
  (6,6,3),
  (7,7,3),
  (8,8,3),
  (9,9,3),
  (10,10,3),
  (11,11,3),
  (12,12,3),
  (13,13,3);
INSERT INTO "accounts_auditevent" ("id", "at", "actor_name", "action", "object_type", "object_id", "object_label", "reason", "before", "after", "request_id", "actor_id") VALUES
  (1,'2026-11-29 18:50:42.517183','管理员','importbatch.create','qbank.importbatch','1','题库.csv','',NULL,'{"sha256": "6ecf763feb8f9d248dfe66eb596e800175b97923f99e21c36f749c7d29896c54"}','-',3),
  (2,'2026-11-29 18:50:42.999345','管理员','importbatch.apply','qbank.importbatch','1','题库.csv','',NULL,'{"file": "\u9898\u5e93.csv", "sha256": "6ecf763feb8f9d248dfe66eb596e800175b97923f99e21c36f749c7d29896c54", "read_as": {"sheet": "", "header_row": 1, "encoding": "utf-8", "separator": ",", "kind": "csv", "names": ["\u7f16\u53f7", "\u9898\u76ee", "\u5206\u7c7b", "\u53c2\u8003\u7b54\u6848", "\u96be\u5ea6", "\u8bc4\u5206\u8981\u70b9", "\u80fd\u529b\u9879"]}, "mapping": {"columns": {"0": "code", "1": "text", "2": "category", "3": "answer", "4": "difficulty", "5": "points", "6": "competencies"}, "values": {"category": {"\u670d\u52a1": "+"}, "competencies": {"\u6c9f\u901a": "+"}}, "category": "", "status": "draft"}, "created": 3, "changed": 0, "categories": 0, "competencies": 1, "left_out": 0}','-',3),
  (3,'2026-11-29 18:50:43.011789','管理员','importbatch.create','qbank.importbatch','2','题库.csv','',NULL,'{"sha256": "8c06624083262cfabdbe7e869a740e8ebbb7a89b9eb17184a2748d6c732837b7"}','-',3),
  (4,'2026-11-29 18:50:43.238416','管理员','importbatch.apply','qbank.importbatch','2','题库.csv','',NULL,'{"file": "\u9898\u5e93.csv", "sha256": "8c06624083262cfabdbe7e869a740e8ebbb7a89b9eb17184a2748d6c732837b7", "read_as": {"sheet": "", "header_row": 1, "encoding": "utf-8", "separator": ",", "kind": "csv", "names": ["\u7f16\u53f7", "\u9898\u76ee", "\u5206\u7c7b", "\u53c2\u8003\u7b54\u6848", "\u96be\u5ea6", "\u8bc4\u5206\u8981\u70b9", "\u80fd\u529b\u9879"]}, "mapping": {"columns": {"0": "code", "1": "text", "2": "category", "3": "answer", "4": "difficulty", "5": "points", "6": "competencies"}, "values": {"category": {"\u670d\u52a1": "+"}, "competencies": {}}, "category": "", "status": "draft"}, "created": 1, "changed": 0, "categories": 0, "competencies": 0, "left_out": 0}','-',3),
  (5,'2026-11-29 18:50:43.302330','管理员','importbatch.undo','qbank.importbatch','2','题库.csv','',NULL,'{"file": "\u9898\u5e93.csv", "sha256": "8c06624083262cfabdbe7e869a740e8ebbb7a89b9eb17184a2748d6c732837b7", "removed": 1, "restored": 0, "retired": 0, "kept": 0}','-',3),
  (6,'2026-11-29 18:50:43.355624','管理员','importbatch.create','qbank.importbatch','3','题库.csv','',NULL,'{"sha256": "e6582cbc02653911dc503bf76ca4828d6775571619573e07fec8d5c5bee3ac84"}','-',3),
  (7,'2026-11-29 18:50:43.563202','Interviewer 7','scorecard.submit','interviews.scorecard','1','欧阳澜漪 2026-11-30 · Interviewer 7','',NULL,'{"status": "submitted", "version": 1}','-',4),
  (8,'2026-11-29 18:50:43.602555','Interviewer 8','scorecard.submit','interviews.scorecard','2','欧阳澜漪 2026-11-30 · Interviewer 8','',NULL,'{"status": "submitted", "version": 1}','-',5),
  (9,'2026-11-29 18:50:43.653985','周敏','panelmember.leave','interviews.panelmember','3','Interviewer 17','同学',NULL,'{"person": "Interviewer 17"}','-',1),
  (10,'2026-11-29 18:50:43.657632','周敏','tie.declare','interviews.tie','1','Interviewer 17 – 欧阳澜漪','',NULL,'{"person": "Interviewer 17", "candidate": "\u6b27\u9633\u6f9c\u6f2a", "kind": "other", "note": "\u2026"}','-',1),
  (11,'2026-11-29 18:50:43.685212','周敏','consensus.agree','interviews.consensus','1','欧阳澜漪 2026-11-30','',NULL,'{"row": 1, "question": 2, "taken_back": false}','-',1),
  (12,'2026-11-29 18:50:43.873057','周敏','decision.decide','interviews.decision','1','欧阳澜漪 2026-11-30','夜班排不了',NULL,'{"number": 1, "outcome": "reject", "pending": true, "sha256": "d44f71e0aef05f5431f4d5f7043587af49e89f956fce5eb0c9b9feea4616b0fd"}','-',1),
  (13,'2026-11-29 18:50:43.955553','王芳','decision.confirm','interviews.decision','1','欧阳澜漪 2026-11-30','',NULL,'{"number": 1, "answer": "confirmed", "sha256": "d44f71e0aef05f5431f4d5f7043587af49e89f956fce5eb0c9b9feea4616b0fd"}','-',2),
  (14,'2026-11-29 18:50:44.143369','周敏','decision.decide','interviews.decision','2','欧阳澜漪 2026-11-30','编制冻结','{"number": 1, "outcome": "reject"}','{"number": 2, "outcome": "hold", "pending": true, "sha256": "bb02ab99a2ba9937ee9c15cd51721e1cf6024b6e266b9808b99e5722d9389d74"}','-',1),
  (15,'2026-11-29 18:50:44.223418','王芳','decision.confirm','interviews.decision','2','欧阳澜漪 2026-11-30','',NULL,'{"number": 2, "answer": "confirmed", "sha256": "bb02ab99a2ba9937ee9c15cd51721e1cf6024b6e266b9808b99e5722d9389d74"}','-',2),
  (16,'2026-11-29 18:50:44.303313','Interviewer 18','scorecard.submit','interviews.scorecard','4','Candidate 26 2026-11-30 · Interviewer 18','',NULL,'{"status": "submitted", "version": 1}','-',7),
  (17,'2026-11-29 18:50:44.346793','Interviewer 19','scorecard.submit','interviews.scorecard','5','Candidate 26 2026-11-30 · Interviewer 19','',NULL,'{"status": "submitted", "version": 1}','-',8),
  (18,'2026-11-29 18:50:44.389779','Interviewer 20','scorecard.submit','interviews.scorecard','6','Candidate 26 2026-11-30 · Interviewer 20','',NULL,'{"status": "submitted", "version": 1}','-',9),
  (19,'2026-11-29 18:50:44.403832','周敏','scorecard.reopen','interviews.scorecard','4','Candidate 26 2026-11-28 · Interviewer 18','漏记','{"status": "submitted", "version": 1}','{"status": "draft"}','-',1),
  (20,'2026-11-29 18:50:44.482555','Interviewer 27','scorecard.submit','interviews.scorecard','7','Erased candidate 3 2026-11-30 · Interviewer 27','',NULL,'{"status": "submitted", "version": 1}','-',10),
  (21,'2026-11-29 18:50:44.502919','Interviewer 28','scorecard.submit','interviews.scorecard','8','Erased candidate 3 2026-11-30 · Interviewer 28','',NULL,'{"status": "submitted", "version": 1}','-',11),
  (22,'2026-11-29 18:50:44.685939','周敏','decision.decide','interviews.decision','3','Erased candidate 3 2026-11-28','[erased]',NULL,'{"number": 1, "outcome": "hire", "pending": false, "sha256": "e55440a33d2b3151d57d203a7d3a188c9fa1276f50ca2f2939491d4c78f1477a"}','-',1),
  (23,'2026-11-29 18:50:44.881189','周敏','candidate.erase','interviews.candidate','3','Erased candidate 3','',NULL,'{"cause": "request", "texts": 7, "notes": 0}','-',1),
  (24,'2026-11-29 18:50:44.895310','周敏','decision.erase','interviews.decision','3','Erased candidate 3 2026-11-28','','{"sha256": "e55440a33d2b3151d57d203a7d3a188c9fa1276f50ca2f2939491d4c78f1477a"}','{"sha256": "45b10c640b2592311f6c108a1c8c52223b0fcdfda4452d64a20f92577d2d269e"}','-',1),
  (25,'2026-11-29 18:50:45.244407','周敏','set.change','interviews.questionset','5','客服经理一面','',NULL,'{"item": "S-1", "position": 3}','-',1),
  (26,'2026-11-29 18:50:45.261080','王芳','setcomment.create','interviews.setcomment','1','第二题太长','',NULL,'{"set": 5, "question": "S-1", "text": "\u7b2c\u4e8c\u9898\u592a\u957f"}','-',2),
  (27,'2026-11-29 18:50:45.268777','周敏','blueprint.create','interviews.blueprint','1','常用','',NULL,'{"name": "\u5e38\u7528", "position": null, "wishes": {"total": 3}}','-',1),
  (28,'2026-11-29 18:50:45.318162','周敏','sheet.publish','interviews.sheet','5','客服经理一面 v1','',NULL,'{"set": 5, "version": 1, "sha256": "180b824937d22d4b3e520686826676642a75ce2200dbf244362f28cc775e307b", "items": ["T-00046", "T-00049", "S-1"], "approved_by": ""}','-',1);
INSERT INTO "django_tasks_database_dbtaskresult" ("id", "args_kwargs", "priority", "task_path", "queue_name", "backend_name", "run_after", "enqueued_at", "finished_at", "started_at", "return_value", "exception_class_path", "traceback", "worker_ids", "status") VALUES
  ('1ad862fdbf634be2a2d37d728957ad42','{"args": [2], "kwargs": {}}',0,'qbank.tasks.apply_import','default','default','9999-01-01 00:00:00','2026-11-29 18:50:43.056546',NULL,NULL,NULL,'','','[]','READY'),
  ('65694da0a190491e9751ba03d4387e12','{"args": [2], "kwargs": {}}',0,'qbank.tasks.judge_import','default','default','9999-01-01 00:00:00','2026-11-29 18:50:43.020017',NULL,NULL,NULL,'','','[]','READY'),
  ('91b0e39997224b7596ec967ace6d4355','{"args": [3], "kwargs": {}}',0,'qbank.tasks.judge_import','default','default','9999-01-01 00:00:00','2026-11-29 18:50:43.367622',NULL,NULL,NULL,'','','[]','READY'),
  ('b2e4005fe75341e5b1f086aa85273176','{"args": [1], "kwargs": {}}',0,'qbank.tasks.apply_import','default','default','9999-01-01 00:00:00','2026-11-29 18:50:42.860993',NULL,NULL,NULL,'','','[]','READY'),
  ('baab2e7a3ab14593a24439b4712b6953','{"args": [1], "kwargs": {}}',0,'qbank.tasks.judge_import','default','default','9999-01-01 00:00:00','2026-11-29 18:50:42.809050',NULL,NULL,NULL,'','','[]','READY'),
  ('d84f4a39ef284fe0b095d4a21d5a6f93','{"args": [2], "kwargs": {}}',0,'qbank.tasks.undo_import','default','default','9999-01-01 00:00:00','2026-11-29 18:50:43.255446',NULL,NULL,NULL,'','','[]','READY');
INSERT INTO "qbank_category" ("id", "name", "position", "source_id") VALUES
  (1,'服务',4,NULL),
  (2,'Category 10',10,NULL),
  (3,'Category 13',13,NULL),
  (4,'Category 22',22,NULL),
  (5,'Category 30',30,NULL),
  (6,'Category 38',38,NULL),
  (7,'Category 41',41,NULL),
  (8,'Category 47',47,NULL),
  (9,'Category 50',50,NULL),
  (10,'Category 54',54,NULL);
INSERT INTO "qbank_competencypoint" ("id", "title", "text", "position", "competency_id") VALUES
  (1,'倾听','先听完',1,1);
INSERT INTO "qbank_questionindex" ("question_id", "folded", "grams") VALUES
  (1,'p-1
排班怎么做
先听完。
先问清楚
再排','排班 班怎 怎么 么做 先听 听完 先问 问清 清楚 再排'),
  (2,'s1-6ec-0003
排班
先听完。','排班 先听 听完'),
  (3,'s1-6ec-0004
质检
先听完。','质检 先听 听完');
INSERT INTO "qbank_question_competencies" ("id", "question_id", "competency_id") VALUES
  (1,1,1),
  (2,5,3),
  (3,6,5),
  (4,7,7),
  (5,8,9),
  (6,9,11),
  (7,10,13),
  (8,11,15),
  (9,12,17),
  (10,13,19);
INSERT INTO "qbank_referenceanswer" ("id", "text", "complete", "position", "question_id") VALUES
  (1,'先听完。',1,1,1),
  (2,'先听完。',1,1,2),
  (3,'先听完。',1,1,3),
  (5,'先听完，再复述，最后跟进。',1,0,5),
  (6,'先听完，再复述，最后跟进。',1,0,6),
  (7,'先听完，再复述，最后跟进。',1,0,7),
  (8,'先听完，再复述，最后跟进。',1,0,8),
  (9,'先听完，再复述，最后跟进。',1,0,9),
  (10,'先听完，再复述，最后跟进。',1,0,10),
  (11,'先听完，再复述，最后跟进。',1,0,11),
  (12,'先听完，再复述，最后跟进。',1,0,12),
  (13,'先听完，再复述，最后跟进。',1,0,13);
INSERT INTO "qbank_source" ("id", "name", "title", "kind", "sha256", "received", "restored", "added_at", "added_by_id") VALUES
  (1,'题库.csv','','spreadsheet','6ecf763feb8f9d248dfe66eb596e800175b97923f99e21c36f749c7d29896c54','','','2026-11-29 18:50:42.888006',3),
  (3,'题本.docx','题本','document','5555555555555555555555555555555555555555555555555555555555555555','服務','服务','2026-11-29 18:50:45.342520',NULL);
INSERT INTO "qbank_passage" ("id", "topic", "title", "text", "doubtful", "position", "source_id") VALUES
  (1,'','排班','先看话务量',0,1,3);
INSERT INTO "qbank_documentupload" ("id", "name", "sha256", "content", "status", "problem", "drafts", "started_at", "uploaded_at", "uploaded_by_id", "source_id") VALUES
  (1,'题本.docx','4444444444444444444444444444444444444444444444444444444444444444',X'E9A298E69CAC','waiting','','{}',NULL,'2026-11-29 18:50:45.344333',1,3);
INSERT INTO "qbank_correction" ("id", "before", "damaged", "after", "restored", "reason", "made_at", "made_by_id", "source_id") VALUES
  (1,'前','坏','后','好','读错','2026-11-29 18:50:45.343531',1,3);
INSERT INTO "qbank_band" ("id", "name", "lower", "scale_id") VALUES
  (1,'优秀',27,1),
  (2,'良好',23,1),
  (3,'合格',19,1);
INSERT INTO "qbank_rubricpoint" ("id", "text", "weight", "level", "quote", "red_flag", "position", "question_id") VALUES
  (1,'先问清楚',2,NULL,'',0,1,1),
  (2,'再排',1,NULL,'',0,2,1),
  (3,'要点 1',1,NULL,'先听完',0,0,5),
  (4,'要点 2',2,NULL,'',0,1,5),
  (5,'要点 1',1,NULL,'先听完',0,0,6),
  (6,'要点 2',2,NULL,'',0,1,6),
  (7,'要点 1',1,NULL,'先听完',0,0,7),
  (8,'要点 2',2,NULL,'',0,1,7),
  (9,'要点 1',1,NULL,'先听完',0,0,8),
  (10,'要点 2',2,NULL,'',0,1,8),
  (11,'要点 1',1,NULL,'先听完',0,0,9),
  (12,'要点 2',2,NULL,'',0,1,9),
  (13,'要点 1',1,NULL,'先听完',0,0,10),
  (14,'要点 2',2,NULL,'',0,1,10),
  (15,'要点 1',1,NULL,'先听完',0,0,11),
  (16,'要点 2',2,NULL,'',0,1,11),
  (17,'要点 3',3,NULL,'',0,2,11),
  (18,'红旗 1',0,NULL,'',1,100,11),
  (19,'要点 1',1,1,'先听完',0,0,12),
  (20,'要点 2',2,2,'',0,1,12),
  (21,'要点 3',3,3,'',0,2,12),
  (22,'要点 4',4,4,'',0,3,12),
  (23,'要点 5',5,5,'',0,4,12),
  (24,'红旗 1',0,NULL,'',1,100,12),
  (25,'要点 1',1,NULL,'先听完',0,0,13),
  (26,'要点 2',2,NULL,'',0,1,13),
  (27,'要点 3',3,NULL,'',0,2,13),
  (28,'红旗 1',0,NULL,'',1,100,13);
INSERT INTO "qbank_repair" ("id", "position", "restored_position", "received", "restored", "rule", "doubtful", "note", "source_id") VALUES
  (1,3,3,'服務','服务','script',0,'',3);
INSERT INTO "qbank_ratingscale" ("id", "name", "minimum", "maximum", "step", "evidence_at_or_below", "evidence_from", "floor", "band_base", "lowest_band", "rules", "is_default", "source_id") VALUES
  (1,'Scale 16',0,5,0.5,0.5,4,1,30,'不合格','[]',1,NULL);
INSERT INTO "qbank_loadeditem" ("id", "model", "key", "object_id", "sha256", "source_id") VALUES
  (1,'question','k',13,'3333333333333333333333333333333333333333333333333333333333333333',3);
INSERT INTO "qbank_competency" ("id", "name", "position", "source_id", "parent_id") VALUES
  (1,'沟通',1,NULL,NULL),
  (2,'Chapter 11',11,NULL,NULL),
  (3,'Competency 11',11,NULL,2),
  (4,'Chapter 14',14,NULL,NULL),
  (5,'Competency 14',14,NULL,4),
  (6,'Chapter 23',23,NULL,NULL),
  (7,'Competency 23',23,NULL,6),
  (8,'Chapter 31',31,NULL,NULL),
  (9,'Competency 31',31,NULL,8),
  (10,'Chapter 39',39,NULL,NULL),
  (11,'Competency 39',39,NULL,10),
  (12,'Chapter 42',42,NULL,NULL),
  (13,'Competency 42',42,NULL,12),
  (14,'Chapter 48',48,NULL,NULL),
  (15,'Competency 48',48,NULL,14),
  (16,'Chapter 51',51,NULL,NULL),
  (17,'Competency 51',51,NULL,16),
  (18,'Chapter 55',55,NULL,NULL),
  (19,'Competency 55',55,NULL,18);
INSERT INTO "qbank_savedmapping" ("id", "header_sha256", "header", "mapping", "changed_at", "changed_by_id") VALUES
  (1,'b4f168eb7328a879d9c2aef0d97a44645eeb25bed2884f115a8e765bfb3a36ff','["\u7f16\u53f7", "\u9898\u76ee", "\u5206\u7c7b", "\u53c2\u8003\u7b54\u6848", "\u96be\u5ea6", "\u8bc4\u5206\u8981\u70b9", "\u80fd\u529b\u9879"]','{"columns": {"0": "code", "1": "text", "2": "category", "3": "answer", "4": "difficulty", "5": "points", "6": "competencies"}, "values": {"category": {"\u8d28\u91cf": "+"}, "competencies": {}}, "category": "", "status": "draft"}','2026-11-29 18:50:43.366750',3);
INSERT INTO "qbank_importbatch" ("id", "name", "sha256", "size", "status", "problem", "options", "mapping", "run", "done", "total", "beat_at", "result", "created_at", "applied_at", "undone_at", "applied_by_id", "created_by_id", "source_id", "undone_by_id") VALUES
  (1,'题库.csv','6ecf763feb8f9d248dfe66eb596e800175b97923f99e21c36f749c7d29896c54',210,'applied','','{"sheet": "", "header_row": 1, "encoding": "utf-8", "separator": ",", "kind": "csv", "names": ["\u7f16\u53f7", "\u9898\u76ee", "\u5206\u7c7b", "\u53c2\u8003\u7b54\u6848", "\u96be\u5ea6", "\u8bc4\u5206\u8981\u70b9", "\u80fd\u529b\u9879"]}','{"columns": {"0": "code", "1": "text", "2": "category", "3": "answer", "4": "difficulty", "5": "points", "6": "competencies"}, "values": {"category": {"\u670d\u52a1": "+"}, "competencies": {"\u6c9f\u901a": "+"}}, "category": "", "status": "draft"}',NULL,3,3,'2026-11-29 18:50:43.000397','{"judged_from": "2026-11-29T18:45:42.819820+00:00", "unknown": {"competencies": {"\u6c9f\u901a": 1}}, "competencies": [1], "created": 3, "changed": 0, "visible": true}','2026-11-29 18:50:42.516174','2026-11-29 18:50:42.987583',NULL,3,3,1,NULL),
  (2,'题库.csv','8c06624083262cfabdbe7e869a740e8ebbb7a89b9eb17184a2748d6c732837b7',106,'undone','','{"sheet": "", "header_row": 1, "encoding": "utf-8", "separator": ",", "kind": "csv", "names": ["\u7f16\u53f7", "\u9898\u76ee", "\u5206\u7c7b", "\u53c2\u8003\u7b54\u6848", "\u96be\u5ea6", "\u8bc4\u5206\u8981\u70b9", "\u80fd\u529b\u9879"]}','{"columns": {"0": "code", "1": "text", "2": "category", "3": "answer", "4": "difficulty", "5": "points", "6": "competencies"}, "values": {"category": {"\u670d\u52a1": "+"}, "competencies": {}}, "category": "", "status": "draft"}',NULL,1,1,'2026-11-29 18:50:43.342174','{"judged_from": "2026-11-29T18:45:43.021151+00:00", "unknown": {}, "created": 1, "changed": 0, "visible": true, "hidden": true, "undone": {"removed": 1, "restored": 0, "retired": 0, "kept": 0}}','2026-11-29 18:50:43.011288','2026-11-29 18:50:43.224433','2026-11-29 18:50:43.341936',3,3,NULL,3),
  (3,'题库.csv','e6582cbc02653911dc503bf76ca4828d6775571619573e07fec8d5c5bee3ac84',129,'preview','','{"sheet": "", "header_row": 1, "encoding": "utf-8", "separator": ",", "kind": "csv", "names": ["\u7f16\u53f7", "\u9898\u76ee", "\u5206\u7c7b", "\u53c2\u8003\u7b54\u6848", "\u96be\u5ea6", "\u8bc4\u5206\u8981\u70b9", "\u80fd\u529b\u9879"]}','{"columns": {"0": "code", "1": "text", "2": "category", "3": "answer", "4": "difficulty", "5": "points", "6": "competencies"}, "values": {"category": {"\u8d28\u91cf": "+"}, "competencies": {}}, "category": "", "status": "draft"}',NULL,2,2,'2026-11-29 18:50:43.408838','{"judged_from": "2026-11-29T18:45:43.368772+00:00", "unknown": {"category": {"\u8d28\u91cf": 2}}}','2026-11-29 18:50:43.355160',NULL,NULL,NULL,3,NULL,NULL);
INSERT INTO "qbank_question" ("id", "code", "text", "kind", "rubric_kind", "difficulty", "minutes", "probes", "status", "position", "created_at", "updated_at", "category_id", "source_id", "arriving_id") VALUES
  (1,'P-1','排班怎么做','behavioural','checklist','medium',5,'[]','draft',1,'2026-11-29 18:50:42.946286','2026-11-29 18:50:42.987583',1,1,NULL),
  (2,'S1-6EC-0003','排班','behavioural','checklist','medium',5,'[]','draft',2,'2026-11-29 18:50:42.946324','2026-11-29 18:50:42.987583',1,1,NULL),
  (3,'S1-6EC-0004','质检','behavioural','checklist','medium',5,'[]','draft',3,'2026-11-29 18:50:42.946332','2026-11-29 18:50:42.987583',1,1,NULL),
  (5,'T-00009','请描述第 9 个情境，你会如何处理？','situational','checklist','medium',6,'["\u5f53\u65f6\u5ba2\u6237\u600e\u4e48\u8bf4\uff1f", "\u7ed3\u679c\u5982\u4f55\uff1f"]','ready',9,'2026-11-29 18:50:43.424149','2026-11-29 18:50:43.424173',2,NULL,NULL),
  (6,'T-00012','请描述第 12 个情境，你会如何处理？','situational','checklist','medium',6,'["\u5f53\u65f6\u5ba2\u6237\u600e\u4e48\u8bf4\uff1f", "\u7ed3\u679c\u5982\u4f55\uff1f"]','ready',12,'2026-11-29 18:50:43.446763','2026-11-29 18:50:43.446783',3,NULL,NULL),
  (7,'T-00021','请描述第 21 个情境，你会如何处理？','situational','checklist','medium',6,'["\u5f53\u65f6\u5ba2\u6237\u600e\u4e48\u8bf4\uff1f", "\u7ed3\u679c\u5982\u4f55\uff1f"]','ready',21,'2026-11-29 18:50:44.237020','2026-11-29 18:50:44.237035',4,NULL,NULL),
  (8,'T-00029','请描述第 29 个情境，你会如何处理？','situational','checklist','medium',6,'["\u5f53\u65f6\u5ba2\u6237\u600e\u4e48\u8bf4\uff1f", "\u7ed3\u679c\u5982\u4f55\uff1f"]','ready',29,'2026-11-29 18:50:44.412200','2026-11-29 18:50:44.412227',5,NULL,NULL),
  (9,'T-00037','请描述第 37 个情境，你会如何处理？','situational','checklist','medium',6,'["\u5f53\u65f6\u5ba2\u6237\u600e\u4e48\u8bf4\uff1f", "\u7ed3\u679c\u5982\u4f55\uff1f"]','ready',37,'2026-11-29 18:50:44.910068','2026-11-29 18:50:44.910113',6,NULL,NULL),
  (10,'T-00040','请描述第 40 个情境，你会如何处理？','situational','checklist','medium',6,'["\u5f53\u65f6\u5ba2\u6237\u600e\u4e48\u8bf4\uff1f", "\u7ed3\u679c\u5982\u4f55\uff1f"]','ready',40,'2026-11-29 18:50:44.924331','2026-11-29 18:50:44.924342',7,NULL,NULL),
  (11,'T-00046','请描述第 46 个情境，你会如何处理？','situational','checklist','medium',6,'["\u5f53\u65f6\u5ba2\u6237\u600e\u4e48\u8bf4\uff1f", "\u7ed3\u679c\u5982\u4f55\uff1f"]','ready',46,'2026-11-29 18:50:45.114784','2026-11-29 18:50:45.114799',8,NULL,NULL),
  (12,'T-00049','请描述第 49 个情境，你会如何处理？','situational','ladder','medium',6,'["\u5f53\u65f6\u5ba2\u6237\u600e\u4e48\u8bf4\uff1f", "\u7ed3\u679c\u5982\u4f55\uff1f"]','ready',49,'2026-11-29 18:50:45.135317','2026-11-29 18:50:45.135328',9,NULL,NULL),
  (13,'S-1','客户要退款怎么办','situational','checklist','medium',6,'["\u5f53\u65f6\u5ba2\u6237\u600e\u4e48\u8bf4\uff1f", "\u7ed3\u679c\u5982\u4f55\uff1f"]','ready',53,'2026-11-29 18:50:45.178098','2026-11-29 18:50:45.178128',10,NULL,NULL);
INSERT INTO "qbank_importfile" ("batch_id", "content") VALUES
  (1,X'E7BC96E58FB72CE9A298E79BAE2CE58886E7B1BB2CE58F82E88083E7AD94E6A1882CE99ABEE5BAA62CE8AF84E58886E8A681E782B92CE883BDE58A9BE9A1B90D0A502D312CE68E92E78FADE6808EE4B988E5819A2CE69C8DE58AA12CE58588E590ACE5AE8CE380822C2C22E58588E997AEE6B885E6A59AEFBC8832E58886EFBC890AE5868DE68E92222CE6B29FE9809A0D0A2CE68E92E78FAD2CE69C8DE58AA12CE58588E590ACE5AE8CE380822C2C2C0D0A2CE8B4A8E6A3802CE69C8DE58AA12CE58588E590ACE5AE8CE380822C2C2C0D0A'),
  (2,X'E7BC96E58FB72CE9A298E79BAE2CE58886E7B1BB2CE58F82E88083E7AD94E6A1882CE99ABEE5BAA62CE8AF84E58886E8A681E782B92CE883BDE58A9BE9A1B90D0A502D392CE5A49CE78FADE4BAA4E68EA52CE69C8DE58AA12CE58588E590ACE5AE8CE380822C2C2C0D0A'),
  (3,X'E7BC96E58FB72CE9A298E79BAE2CE58886E7B1BB2CE58F82E88083E7AD94E6A1882CE99ABEE5BAA62CE8AF84E58886E8A681E782B92CE883BDE58A9BE9A1B90D0A2CE8B4A8E6A3802CE8B4A8E9878F2CE58588E590ACE5AE8CE380822C2C2C0D0A2CE8B4A8E6A3802CE8B4A8E9878F2CE58588E590ACE5AE8CE380822C2C2C0D0A');
INSERT INTO "qbank_importrow" ("id", "number", "verdict", "decision", "outcome", "code", "text_key", "repeats", "similarity", "revision_before", "revision_after", "cells", "flags", "mended", "draft", "problems", "batch_id", "question_id") VALUES
  (1,2,'new','','created','P-1','8a3fca4569150bf8ed3432162236d0fb',NULL,NULL,NULL,1,'{"0":"P-1","1":"排班怎么做","2":"服务","3":"先听完。","5":"先问清楚（2分）\n再排","6":"沟通"}','{}','{}','{"code":"P-1","text":"排班怎么做","kind":"behavioural","rubric_kind":"checklist","difficulty":"medium","minutes":5,"status":"draft","probes":[],"answers":[{"text":"先听完。","complete":true}],"points":[{"text":"先问清楚","weight":"2","level":null,"quote":"","red_flag":false},{"text":"再排","weight":"1","level":null,"quote":"","red_flag":false}],"competencies":["沟通"],"category":"服务"}','[]',1,1),
  (2,3,'new','','created','S1-6EC-0003','033d3d693f3cdf74c21cac2e846f9970',NULL,NULL,NULL,1,'{"1":"排班","2":"服务","3":"先听完。"}','{}','{}','{"code":"S1-6EC-0003","text":"排班","kind":"behavioural","rubric_kind":"checklist","difficulty":"medium","minutes":5,"status":"draft","probes":[],"answers":[{"text":"先听完。","complete":true}],"points":[],"competencies":[],"category":"服务"}','[]',1,2),
  (3,4,'new','','created','S1-6EC-0004','223692d0066cbb9de94bea836441787d',NULL,NULL,NULL,1,'{"1":"质检","2":"服务","3":"先听完。"}','{}','{}','{"code":"S1-6EC-0004","text":"质检","kind":"behavioural","rubric_kind":"checklist","difficulty":"medium","minutes":5,"status":"draft","probes":[],"answers":[{"text":"先听完。","complete":true}],"points":[],"competencies":[],"category":"服务"}','[]',1,3),
  (4,2,'new','','removed','P-9','d3c3b4de1a6e4b42002d3ae4fc96c39c',NULL,NULL,NULL,NULL,'{"0":"P-9","1":"夜班交接","2":"服务","3":"先听完。"}','{}','{}','{"code":"P-9","text":"夜班交接","kind":"behavioural","rubric_kind":"checklist","difficulty":"medium","minutes":5,"status":"draft","probes":[],"answers":[{"text":"先听完。","complete":true}],"points":[],"competencies":[],"category":"服务"}','[]',2,NULL),
  (5,2,'changed','','','S1-6EC-0004','223692d0066cbb9de94bea836441787d',NULL,NULL,1,NULL,'{"1":"质检","2":"质量","3":"先听完。"}','{}','{}','{"code":"S1-6EC-0004","text":"质检","kind":"behavioural","rubric_kind":"checklist","difficulty":"medium","minutes":5,"status":"draft","probes":[],"answers":[{"text":"先听完。","complete":true}],"points":[],"competencies":[],"category":"质量"}','[]',3,3),
  (6,3,'repeated','','','S3-E65-0003','223692d0066cbb9de94bea836441787d',2,NULL,1,NULL,'{"1":"质检","2":"质量","3":"先听完。"}','{}','{}','{"code":"S3-E65-0003","text":"质检","kind":"behavioural","rubric_kind":"checklist","difficulty":"medium","minutes":5,"status":"draft","probes":[],"answers":[{"text":"先听完。","complete":true}],"points":[],"competencies":[],"category":"质量"}','[]',3,3);
INSERT INTO "interviews_position" ("id", "name", "note", "open") VALUES
  (1,'Position 5','',1),
  (2,'Position 25','',1),
  (3,'Position 33','',1),
  (4,'Position 44','',1);
INSERT INTO "interviews_questionset" ("id", "name", "planned_minutes", "note", "archived", "created_at", "updated_at", "created_by_id", "scale_id", "position_id") VALUES
  (1,'Set 15',45,'',0,'2026-11-29 18:50:43.467147','2026-11-29 18:50:43.467176',NULL,1,NULL),
  (2,'Set 24',45,'',0,'2026-11-29 18:50:44.253787','2026-11-29 18:50:44.253840',NULL,1,NULL),
  (3,'Set 32',45,'',0,'2026-11-29 18:50:44.431356','2026-11-29 18:50:44.431370',NULL,1,NULL),
  (4,'Set 43',45,'',0,'2026-11-29 18:50:44.941259','2026-11-29 18:50:44.941271',NULL,1,NULL),
  (5,'客服经理一面',45,'',0,'2026-11-29 18:50:45.156473','2026-11-29 18:50:45.244073',NULL,1,NULL);
INSERT INTO "interviews_setsection" ("id", "title", "position", "question_set_id", "planned_minutes") VALUES
  (1,'开场',1,5,10);
INSERT INTO "interviews_setitem" ("id", "position", "weight", "minutes", "question_id", "question_set_id", "section_id") VALUES
  (1,1,1,6,5,1,NULL),
  (2,2,1,6,6,1,NULL),
  (3,1,1,6,7,2,NULL),
  (4,1,1,6,8,3,NULL),
  (5,1,1,6,9,4,NULL),
  (6,2,1,6,10,4,NULL),
  (7,1,1,6,11,5,NULL),
  (8,2,1,6,12,5,NULL),
  (9,3,1,6,13,5,NULL);
INSERT INTO "interviews_sheet" ("id", "version", "name", "planned_minutes", "scale_name", "scale", "sha256", "published_at", "published_by_id", "question_set_id") VALUES
  (1,1,'Set 15',45,'Scale 16','{"minimum": "0", "maximum": "5", "step": "0.5", "evidence_at_or_below": "0.5", "evidence_from": "4", "floor": "1", "band_base": "30", "bands": [{"name": "\u4f18\u79c0", "lower": "27"}, {"name": "\u826f\u597d", "lower": "23"}, {"name": "\u5408\u683c", "lower": "19"}], "lowest_band": "\u4e0d\u5408\u683c"}','0000000000000000000000000000000000000000000000000000000000000000','2026-11-29 18:50:43.468153',NULL,1),
  (2,1,'Set 24',45,'Scale 16','{"minimum": "0", "maximum": "5", "step": "0.5", "evidence_at_or_below": "0.5", "evidence_from": "4", "floor": "1", "band_base": "30", "bands": [{"name": "\u4f18\u79c0", "lower": "27"}, {"name": "\u826f\u597d", "lower": "23"}, {"name": "\u5408\u683c", "lower": "19"}], "lowest_band": "\u4e0d\u5408\u683c"}','0000000000000000000000000000000000000000000000000000000000000000','2026-11-29 18:50:44.254987',NULL,2),
  (3,1,'Set 32',45,'Scale 16','{"minimum": "0", "maximum": "5", "step": "0.5", "evidence_at_or_below": "0.5", "evidence_from": "4", "floor": "1", "band_base": "30", "bands": [{"name": "\u4f18\u79c0", "lower": "27"}, {"name": "\u826f\u597d", "lower": "23"}, {"name": "\u5408\u683c", "lower": "19"}], "lowest_band": "\u4e0d\u5408\u683c"}','0000000000000000000000000000000000000000000000000000000000000000','2026-11-29 18:50:44.431970',NULL,3),
  (4,1,'Set 43',45,'Scale 16','{"minimum": "0", "maximum": "5", "step": "0.5", "evidence_at_or_below": "0.5", "evidence_from": "4", "floor": "1", "band_base": "30", "bands": [{"name": "\u4f18\u79c0", "lower": "27"}, {"name": "\u826f\u597d", "lower": "23"}, {"name": "\u5408\u683c", "lower": "19"}], "lowest_band": "\u4e0d\u5408\u683c"}','0000000000000000000000000000000000000000000000000000000000000000','2026-11-29 18:50:44.952517',NULL,4),
  (5,1,'客服经理一面',45,'Scale 16','{"minimum": "0", "maximum": "5", "step": "0.5", "evidence_at_or_below": "0.5", "evidence_from": "4", "floor": "1", "band_base": "30", "bands": [{"name": "\u4f18\u79c0", "lower": "27"}, {"name": "\u826f\u597d", "lower": "23"}, {"name": "\u5408\u683c", "lower": "19"}], "lowest_band": "\u4e0d\u5408\u683c"}','180b824937d22d4b3e520686826676642a75ce2200dbf244362f28cc775e307b','2026-11-29 18:50:45.307728',1,5);
INSERT INTO "interviews_sheetitem" ("id", "position", "section", "code", "text", "wording_sha256", "category", "competencies", "kind", "rubric_kind", "difficulty", "probes", "answers", "weight", "minutes", "question_id", "sheet_id") VALUES
  (1,1,'','T-00009','请描述第 9 个情境，你会如何处理？','116a8330fbfc40f77f271510691f2d1fb88709413a01b780a3e2e1367f229fa7','Category 10','["Competency 11"]','situational','checklist','medium','["\u5f53\u65f6\u5ba2\u6237\u600e\u4e48\u8bf4\uff1f", "\u7ed3\u679c\u5982\u4f55\uff1f"]','[{"text": "\u5148\u542c\u5b8c\uff0c\u518d\u590d\u8ff0\uff0c\u6700\u540e\u8ddf\u8fdb\u3002", "complete": true}]',1,6,5,1),
  (2,2,'','T-00012','请描述第 12 个情境，你会如何处理？','a7943188ac5a1a8ac821af66d2898a2b007c58c22ede47a33611ab54317727d4','Category 13','["Competency 14"]','situational','checklist','medium','["\u5f53\u65f6\u5ba2\u6237\u600e\u4e48\u8bf4\uff1f", "\u7ed3\u679c\u5982\u4f55\uff1f"]','[{"text": "\u5148\u542c\u5b8c\uff0c\u518d\u590d\u8ff0\uff0c\u6700\u540e\u8ddf\u8fdb\u3002", "complete": true}]',1,6,6,1),
  (3,1,'','T-00021','请描述第 21 个情境，你会如何处理？','9a689e0061b6a28f06603ac7daf1acebd207a6e7a686678d81a25d662d60893e','Category 22','["Competency 23"]','situational','checklist','medium','["\u5f53\u65f6\u5ba2\u6237\u600e\u4e48\u8bf4\uff1f", "\u7ed3\u679c\u5982\u4f55\uff1f"]','[{"text": "\u5148\u542c\u5b8c\uff0c\u518d\u590d\u8ff0\uff0c\u6700\u540e\u8ddf\u8fdb\u3002", "complete": true}]',1,6,7,2),
  (4,1,'','T-00029','请描述第 29 个情境，你会如何处理？','9b55a6d44198431d84b98479eb07c71767ca64292fc7dbb395d27fc96aa0177c','Category 30','["Competency 31"]','situational','checklist','medium','["\u5f53\u65f6\u5ba2\u6237\u600e\u4e48\u8bf4\uff1f", "\u7ed3\u679c\u5982\u4f55\uff1f"]','[{"text": "\u5148\u542c\u5b8c\uff0c\u518d\u590d\u8ff0\uff0c\u6700\u540e\u8ddf\u8fdb\u3002", "complete": true}]',1,6,8,3),
  (5,1,'','T-00037','请描述第 37 个情境，你会如何处理？','f2fbed856d739afc22491b96cdb0e9a5684edf6ef1e8d8c964366e71a692cd53','Category 38','["Competency 39"]','situational','checklist','medium','["\u5f53\u65f6\u5ba2\u6237\u600e\u4e48\u8bf4\uff1f", "\u7ed3\u679c\u5982\u4f55\uff1f"]','[{"text": "\u5148\u542c\u5b8c\uff0c\u518d\u590d\u8ff0\uff0c\u6700\u540e\u8ddf\u8fdb\u3002", "complete": true}]',1,6,9,4),
  (6,2,'','T-00040','请描述第 40 个情境，你会如何处理？','6655a9954996c03b6d13eedf2ae9fbb0a5b267af6a254c6e5fc101d2a050ab71','Category 41','["Competency 42"]','situational','checklist','medium','["\u5f53\u65f6\u5ba2\u6237\u600e\u4e48\u8bf4\uff1f", "\u7ed3\u679c\u5982\u4f55\uff1f"]','[{"text": "\u5148\u542c\u5b8c\uff0c\u518d\u590d\u8ff0\uff0c\u6700\u540e\u8ddf\u8fdb\u3002", "complete": true}]',1,6,10,4),
  (7,1,'','T-00046','请描述第 46 个情境，你会如何处理？','b315e28e42737b309c4d0aeb64962c6b9a63941e8de0ab2b0f3724579add6de7','Category 47','["Competency 48"]','situational','checklist','medium','["\u5f53\u65f6\u5ba2\u6237\u600e\u4e48\u8bf4\uff1f", "\u7ed3\u679c\u5982\u4f55\uff1f"]','[{"text": "\u5148\u542c\u5b8c\uff0c\u518d\u590d\u8ff0\uff0c\u6700\u540e\u8ddf\u8fdb\u3002", "complete": true}]',1,6,11,5),
  (8,2,'','T-00049','请描述第 49 个情境，你会如何处理？','ad03b14d488e134a87be7d85fbd7bcc4725b993d481f2c0b37e830b3361c70ed','Category 50','["Competency 51"]','situational','ladder','medium','["\u5f53\u65f6\u5ba2\u6237\u600e\u4e48\u8bf4\uff1f", "\u7ed3\u679c\u5982\u4f55\uff1f"]','[{"text": "\u5148\u542c\u5b8c\uff0c\u518d\u590d\u8ff0\uff0c\u6700\u540e\u8ddf\u8fdb\u3002", "complete": true}]',1,6,12,5),
  (9,3,'','S-1','客户要退款怎么办','85b6355b76b6939e724d5f92f8a0d267a467add4ec471706177108b8ec27d807','Category 54','["Competency 55"]','situational','checklist','medium','["\u5f53\u65f6\u5ba2\u6237\u600e\u4e48\u8bf4\uff1f", "\u7ed3\u679c\u5982\u4f55\uff1f"]','[{"text": "\u5148\u542c\u5b8c\uff0c\u518d\u590d\u8ff0\uff0c\u6700\u540e\u8ddf\u8fdb\u3002", "complete": true}]',1,6,13,5);
INSERT INTO "interviews_sheetpoint" ("id", "position", "text", "weight", "level", "quote", "red_flag", "item_id") VALUES
  (1,1,'要点 1',1,NULL,'先听完',0,1),
  (2,2,'要点 2',2,NULL,'',0,1),
  (3,1,'要点 1',1,NULL,'先听完',0,2),
  (4,2,'要点 2',2,NULL,'',0,2),
  (5,1,'要点 1',1,NULL,'先听完',0,3),
  (6,2,'要点 2',2,NULL,'',0,3),
  (7,1,'要点 1',1,NULL,'先听完',0,4),
  (8,2,'要点 2',2,NULL,'',0,4),
  (9,1,'要点 1',1,NULL,'先听完',0,5),
  (10,2,'要点 2',2,NULL,'',0,5),
  (11,1,'要点 1',1,NULL,'先听完',0,6),
  (12,2,'要点 2',2,NULL,'',0,6),
  (13,1,'要点 1',1,NULL,'先听完',0,7),
  (14,2,'要点 2',2,NULL,'',0,7),
  (15,3,'要点 3',3,NULL,'',0,7),
  (16,4,'红旗 1',0,NULL,'',1,7),
  (17,1,'要点 1',1,1,'先听完',0,8),
  (18,2,'要点 2',2,2,'',0,8),
  (19,3,'要点 3',3,3,'',0,8),
  (20,4,'要点 4',4,4,'',0,8),
  (21,5,'要点 5',5,5,'',0,8),
  (22,6,'红旗 1',0,NULL,'',1,8),
  (23,1,'要点 1',1,NULL,'先听完',0,9),
  (24,2,'要点 2',2,NULL,'',0,9),
  (25,3,'要点 3',3,NULL,'',0,9),
  (26,4,'红旗 1',0,NULL,'',1,9);
INSERT INTO "interviews_mark" ("id", "value", "response_id", "point_id") VALUES
  (1,'met',10,9);
INSERT INTO "interviews_submittedversion" ("id", "number", "content", "sha256", "submitted_at", "scorecard_id") VALUES
  (1,1,'{"responses": [{"position": 1, "code": "T-00009", "notes": "Interviewer 7 \u8bb0\u4e0b\u4e86\u7b2c 1 \u9898", "evidence": "\u8bf4\u4e86\u4e09\u4ef6\u4e8b", "reason": "\u6309\u5b9e\u9645\u8868\u73b0", "flag_note": "", "not_asked_reason": "", "rating": "4", "not_asked": false, "probes_used": [], "seconds": 0, "text": "\u8bf7\u63cf\u8ff0\u7b2c 9 \u4e2a\u60c5\u5883\uff0c\u4f60\u4f1a\u5982\u4f55\u5904\u7406\uff1f", "suggested": null, "marks": [{"text": "\u8981\u70b9 1", "value": null, "red_flag": false, "weight": "1", "level": null}, {"text": "\u8981\u70b9 2", "value": null, "red_flag": false, "weight": "2", "level": null}]}, {"position": 2, "code": "T-00012", "notes": "Interviewer 7 \u8bb0\u4e0b\u4e86\u7b2c 2 \u9898", "evidence": "\u8bf4\u4e86\u4e09\u4ef6\u4e8b", "reason": "\u6309\u5b9e\u9645\u8868\u73b0", "flag_note": "", "not_asked_reason": "", "rating": "1", "not_asked": false, "probes_used": [], "seconds": 0, "text": "\u8bf7\u63cf\u8ff0\u7b2c 12 \u4e2a\u60c5\u5883\uff0c\u4f60\u4f1a\u5982\u4f55\u5904\u7406\uff1f", "suggested": null, "marks": [{"text": "\u8981\u70b9 1", "value": null, "red_flag": false, "weight": "1", "level": null}, {"text": "\u8981\u70b9 2", "value": null, "red_flag": false, "weight": "2", "level": null}]}], "total": {"share": "1/2", "percent": "50.0", "band": "\u4e0d\u5408\u683c", "disqualified_by": [], "not_asked": []}, "added": []}','97a1d05d2f6a6695c468bc0e7e7983d7d7fcd5f30592cca69346f9e56203296a','2026-11-29 18:50:43.542236',1),
  (2,1,'{"responses": [{"position": 1, "code": "T-00009", "notes": "Interviewer 8 \u8bb0\u4e0b\u4e86\u7b2c 1 \u9898", "evidence": "\u8bf4\u4e86\u4e09\u4ef6\u4e8b", "reason": "\u6309\u5b9e\u9645\u8868\u73b0", "flag_note": "", "not_asked_reason": "", "rating": "4", "not_asked": false, "probes_used": [], "seconds": 0, "text": "\u8bf7\u63cf\u8ff0\u7b2c 9 \u4e2a\u60c5\u5883\uff0c\u4f60\u4f1a\u5982\u4f55\u5904\u7406\uff1f", "suggested": null, "marks": [{"text": "\u8981\u70b9 1", "value": null, "red_flag": false, "weight": "1", "level": null}, {"text": "\u8981\u70b9 2", "value": null, "red_flag": false, "weight": "2", "level": null}]}, {"position": 2, "code": "T-00012", "notes": "Interviewer 8 \u8bb0\u4e0b\u4e86\u7b2c 2 \u9898", "evidence": "\u8bf4\u4e86\u4e09\u4ef6\u4e8b", "reason": "\u6309\u5b9e\u9645\u8868\u73b0", "flag_note": "", "not_asked_reason": "", "rating": "4", "not_asked": false, "probes_used": [], "seconds": 0, "text": "\u8bf7\u63cf\u8ff0\u7b2c 12 \u4e2a\u60c5\u5883\uff0c\u4f60\u4f1a\u5982\u4f55\u5904\u7406\uff1f", "suggested": null, "marks": [{"text": "\u8981\u70b9 1", "value": null, "red_flag": false, "weight": "1", "level": null}, {"text": "\u8981\u70b9 2", "value": null, "red_flag": false, "weight": "2", "level": null}]}], "total": {"share": "4/5", "percent": "80.0", "band": "\u826f\u597d", "disqualified_by": [], "not_asked": []}, "added": []}','aeed40dc4d7d437440c726c23821469505fec235ce6d3c23eea5c70cf7af778c','2026-11-29 18:50:43.583167',2),
  (3,1,'{"responses": [{"position": 1, "code": "T-00021", "notes": "Interviewer 18 \u8bb0\u4e0b\u4e86\u7b2c 1 \u9898", "evidence": "\u8bf4\u4e86\u4e09\u4ef6\u4e8b", "reason": "\u6309\u5b9e\u9645\u8868\u73b0", "flag_note": "", "not_asked_reason": "", "rating": "4.5", "not_asked": false, "probes_used": [], "seconds": 0, "text": "\u8bf7\u63cf\u8ff0\u7b2c 21 \u4e2a\u60c5\u5883\uff0c\u4f60\u4f1a\u5982\u4f55\u5904\u7406\uff1f", "suggested": null, "marks": [{"text": "\u8981\u70b9 1", "value": null, "red_flag": false, "weight": "1", "level": null}, {"text": "\u8981\u70b9 2", "value": null, "red_flag": false, "weight": "2", "level": null}]}], "total": {"share": "9/10", "percent": "90.0", "band": "\u4f18\u79c0", "disqualified_by": [], "not_asked": []}, "added": []}','c269b9b8cda3f37933664cd82859bbd50b183720c9b963c0816571d414cad54b','2026-11-29 18:50:44.295847',4),
  (4,1,'{"responses": [{"position": 1, "code": "T-00021", "notes": "Interviewer 19 \u8bb0\u4e0b\u4e86\u7b2c 1 \u9898", "evidence": "\u8bf4\u4e86\u4e09\u4ef6\u4e8b", "reason": "\u6309\u5b9e\u9645\u8868\u73b0", "flag_note": "", "not_asked_reason": "", "rating": "4", "not_asked": false, "probes_used": [], "seconds": 0, "text": "\u8bf7\u63cf\u8ff0\u7b2c 21 \u4e2a\u60c5\u5883\uff0c\u4f60\u4f1a\u5982\u4f55\u5904\u7406\uff1f", "suggested": null, "marks": [{"text": "\u8981\u70b9 1", "value": null, "red_flag": false, "weight": "1", "level": null}, {"text": "\u8981\u70b9 2", "value": null, "red_flag": false, "weight": "2", "level": null}]}], "total": {"share": "4/5", "percent": "80.0", "band": "\u826f\u597d", "disqualified_by": [], "not_asked": []}, "added": []}','281e5f0386327b7b3b47a1a0aa1c6c7f6aeb7d291225b4bca0d35143b26c0513','2026-11-29 18:50:44.331298',5),
  (5,1,'{"responses": [{"position": 1, "code": "T-00021", "notes": "Interviewer 20 \u8bb0\u4e0b\u4e86\u7b2c 1 \u9898", "evidence": "\u8bf4\u4e86\u4e09\u4ef6\u4e8b", "reason": "\u6309\u5b9e\u9645\u8868\u73b0", "flag_note": "", "not_asked_reason": "", "rating": "4", "not_asked": false, "probes_used": [], "seconds": 0, "text": "\u8bf7\u63cf\u8ff0\u7b2c 21 \u4e2a\u60c5\u5883\uff0c\u4f60\u4f1a\u5982\u4f55\u5904\u7406\uff1f", "suggested": null, "marks": [{"text": "\u8981\u70b9 1", "value": null, "red_flag": false, "weight": "1", "level": null}, {"text": "\u8981\u70b9 2", "value": null, "red_flag": false, "weight": "2", "level": null}]}], "total": {"share": "4/5", "percent": "80.0", "band": "\u826f\u597d", "disqualified_by": [], "not_asked": []}, "added": []}','a800efd10ea7ebea32e663e38bdc6587a07038216b178ec9abdb34bc67e647a7','2026-11-29 18:50:44.360906',6),
  (6,1,'{"responses": [{"position": 1, "code": "T-00029", "notes": "[erased]", "evidence": "[erased]", "reason": "[erased]", "flag_note": "", "not_asked_reason": "", "rating": "4", "not_asked": false, "probes_used": [], "seconds": 0, "text": "\u8bf7\u63cf\u8ff0\u7b2c 29 \u4e2a\u60c5\u5883\uff0c\u4f60\u4f1a\u5982\u4f55\u5904\u7406\uff1f", "suggested": null, "marks": [{"text": "\u8981\u70b9 1", "value": null, "red_flag": false, "weight": "1", "level": null}, {"text": "\u8981\u70b9 2", "value": null, "red_flag": false, "weight": "2", "level": null}]}], "total": {"share": "4/5", "percent": "80.0", "band": "\u826f\u597d", "disqualified_by": [], "not_asked": []}, "added": []}','97b2cde63c220e65764103f6e47c6b588abaff4095f9e1c06c9ac408c99c8ff0','2026-11-29 18:50:44.460943',7),
  (7,1,'{"responses": [{"position": 1, "code": "T-00029", "notes": "[erased]", "evidence": "[erased]", "reason": "[erased]", "flag_note": "", "not_asked_reason": "", "rating": "4", "not_asked": false, "probes_used": [], "seconds": 0, "text": "\u8bf7\u63cf\u8ff0\u7b2c 29 \u4e2a\u60c5\u5883\uff0c\u4f60\u4f1a\u5982\u4f55\u5904\u7406\uff1f", "suggested": null, "marks": [{"text": "\u8981\u70b9 1", "value": null, "red_flag": false, "weight": "1", "level": null}, {"text": "\u8981\u70b9 2", "value": null, "red_flag": false, "weight": "2", "level": null}]}], "total": {"share": "4/5", "percent": "80.0", "band": "\u826f\u597d", "disqualified_by": [], "not_asked": []}, "added": []}','d9a86c0c64f994fb37bb20a0adb718cfd7ec420a4ea18d10aa15498ceca5b5ec','2026-11-29 18:50:44.491376',8);
INSERT INTO "interviews_consensus" ("id", "rating", "reason", "by_name", "at", "by_id", "interview_id", "item_id", "after_id") VALUES
  (1,3,'说清楚了','周敏','2026-11-29 18:50:43.684497',1,1,2,NULL);
INSERT INTO "interviews_decision" ("id", "number", "outcome", "reason", "needs_confirmation", "taken_by_name", "taken_at", "sealed", "sha256", "interview_id", "taken_by_id", "supersedes_id") VALUES
  (1,1,'reject','夜班排不了',1,'周敏','2026-11-29 18:50:43.871863','{"agreement":{"alpha":"0","mean_difference":"3/2"},"basis":{"consensus":[[2,1]],"scorecards":[[1,1],[2,1]]},"decision":{"at":"2026-11-29T18:50:43.871863+00:00","by":"周敏","by_id":1,"number":1,"objections":["reached-band"],"outcome":"reject","reason":"夜班排不了","supersedes":null},"deviations":[{"added":[{"notes":"只说这一个人的话","text":"欧阳澜漪为什么离职？"}],"asked":[],"name":"Interviewer 7","not_asked":[]}],"format":1,"interview":{"candidate":"欧阳澜漪","id":1,"position":"Position 5","round":"","sheet":"Set 15","sheet_sha256":"0000000000000000000000000000000000000000000000000000000000000000","sheet_version":1,"starts_at":"2026-11-29T16:50:43.603307+00:00"},"left":[{"at":"2026-11-29T18:50:43.644493+00:00","by":"周敏","had_submitted":false,"name":"Interviewer 17"}],"members":[{"band":"不合格","lead":true,"name":"Interviewer 7","percent":"50","scorecard":1,"seconds":0,"submitted_at":"2026-11-29T18:50:43.542236+00:00","version":1},{"band":"良好","lead":false,"name":"Interviewer 8","percent":"80","scorecard":2,"seconds":0,"submitted_at":"2026-11-29T18:50:43.583167+00:00","version":1}],"questions":[{"category":"Category 10","code":"T-00009","competencies":["Competency 11"],"consensus":[],"mean":"4","number":1,"ratings":[{"evidence":"说了三件事","flag_note":"","marks":[{"level":null,"red_flag":false,"text":"要点 1","value":""},{"level":null,"red_flag":false,"text":"要点 2","value":""}],"name":"Interviewer 7","not_asked":false,"not_asked_reason":"","notes":"Interviewer 7 记下了第 1 题","probes_used":[],"rating":"4","reason":"按实际表现","seconds":0,"suggested":null},{"evidence":"说了三件事","flag_note":"","marks":[{"level":null,"red_flag":false,"text":"要点 1","value":""},{"level":null,"red_flag":false,"text":"要点 2","value":""}],"name":"Interviewer 8","not_asked":false,"not_asked_reason":"","notes":"Interviewer 8 记下了第 1 题","probes_used":[],"rating":"4","reason":"按实际表现","seconds":0,"suggested":null}],"rubric_kind":"checklist","section":"","text":"请描述第 9 个情境，你会如何处理？","weight":"1"},{"category":"Category 13","code":"T-00012","competencies":["Competency 14"],"consensus":[{"at":"2026-11-29T18:50:43.684497+00:00","by":"周敏","crossed":false,"rating":"3","reason":"说清楚了","row":1}],"mean":"2.5","number":2,"ratings":[{"evidence":"说了三件事","flag_note":"","marks":[{"level":null,"red_flag":false,"text":"要点 1","value":""},{"level":null,"red_flag":false,"text":"要点 2","value":""}],"name":"Interviewer 7","not_asked":false,"not_asked_reason":"","notes":"Interviewer 7 记下了第 2 题","probes_used":[],"rating":"1","reason":"按实际表现","seconds":0,"suggested":null},{"evidence":"说了三件事","flag_note":"","marks":[{"level":null,"red_flag":false,"text":"要点 1","value":""},{"level":null,"red_flag":false,"text":"要点 2","value":""}],"name":"Interviewer 8","not_asked":false,"not_asked_reason":"","notes":"Interviewer 8 记下了第 2 题","probes_used":[],"rating":"4","reason":"按实际表现","seconds":0,"suggested":null}],"rubric_kind":"checklist","section":"","text":"请描述第 12 个情境，你会如何处理？","weight":"1"}],"reopened":[],"result":{"band":"合格","categories":[{"name":"Category 10","percent":"80"},{"name":"Category 13","percent":"60"}],"competencies":[{"name":"Competency 11","percent":"80"},{"name":"Competency 14","percent":"60"}],"disqualifications":[],"given_band":"合格","given_percent":"65","percent":"70","share":"7/10"},"round":{"close_reason":"","closed_at":null,"panel":2,"waiting":[]},"rules":{"scale":{"band_base":"30","bands":[{"lower":"27","name":"优秀"},{"lower":"23","name":"良好"},{"lower":"19","name":"合格"}],"evidence_at_or_below":"0.5","evidence_from":"4","floor":"1","lowest_band":"不合格","maximum":"5","minimum":"0","step":"0.5"},"scale_name":"Scale 16","text":["A checklist suggests maximum × Σ(weight × mark) / Σ weight, rounded half-up to the step.","A ladder suggests the highest level reached with all lower ones, and a step more for a partly met next.","A scorecard''s total is Σ(weight × rating) / Σ(weight × maximum) over the questions that were asked.","The result is the mean of the submitted scorecards; a consensus stands on every scorecard in place of what was given.","A band opens at its lower bound. A ladder question below the floor makes the result the lowest band: by its consensus where one is kept, else by any member''s rating."]}}','d44f71e0aef05f5431f4d5f7043587af49e89f956fce5eb0c9b9feea4616b0fd',1,1,NULL),
  (2,2,'hold','编制冻结',1,'周敏','2026-11-29 18:50:44.142333','{"agreement":{"alpha":"0","mean_difference":"3/2"},"basis":{"consensus":[[2,1]],"scorecards":[[1,1],[2,1]]},"decision":{"at":"2026-11-29T18:50:44.142333+00:00","by":"周敏","by_id":1,"number":2,"objections":["correction"],"outcome":"hold","reason":"编制冻结","supersedes":"d44f71e0aef05f5431f4d5f7043587af49e89f956fce5eb0c9b9feea4616b0fd"},"deviations":[{"added":[{"notes":"只说这一个人的话","text":"欧阳澜漪为什么离职？"}],"asked":[],"name":"Interviewer 7","not_asked":[]}],"format":1,"interview":{"candidate":"欧阳澜漪","id":1,"position":"Position 5","round":"","sheet":"Set 15","sheet_sha256":"0000000000000000000000000000000000000000000000000000000000000000","sheet_version":1,"starts_at":"2026-11-29T16:50:43.603307+00:00"},"left":[{"at":"2026-11-29T18:50:43.644493+00:00","by":"周敏","had_submitted":false,"name":"Interviewer 17"}],"members":[{"band":"不合格","lead":true,"name":"Interviewer 7","percent":"50","scorecard":1,"seconds":0,"submitted_at":"2026-11-29T18:50:43.542236+00:00","version":1},{"band":"良好","lead":false,"name":"Interviewer 8","percent":"80","scorecard":2,"seconds":0,"submitted_at":"2026-11-29T18:50:43.583167+00:00","version":1}],"questions":[{"category":"Category 10","code":"T-00009","competencies":["Competency 11"],"consensus":[],"mean":"4","number":1,"ratings":[{"evidence":"说了三件事","flag_note":"","marks":[{"level":null,"red_flag":false,"text":"要点 1","value":""},{"level":null,"red_flag":false,"text":"要点 2","value":""}],"name":"Interviewer 7","not_asked":false,"not_asked_reason":"","notes":"Interviewer 7 记下了第 1 题","probes_used":[],"rating":"4","reason":"按实际表现","seconds":0,"suggested":null},{"evidence":"说了三件事","flag_note":"","marks":[{"level":null,"red_flag":false,"text":"要点 1","value":""},{"level":null,"red_flag":false,"text":"要点 2","value":""}],"name":"Interviewer 8","not_asked":false,"not_asked_reason":"","notes":"Interviewer 8 记下了第 1 题","probes_used":[],"rating":"4","reason":"按实际表现","seconds":0,"suggested":null}],"rubric_kind":"checklist","section":"","text":"请描述第 9 个情境，你会如何处理？","weight":"1"},{"category":"Category 13","code":"T-00012","competencies":["Competency 14"],"consensus":[{"at":"2026-11-29T18:50:43.684497+00:00","by":"周敏","crossed":false,"rating":"3","reason":"说清楚了","row":1}],"mean":"2.5","number":2,"ratings":[{"evidence":"说了三件事","flag_note":"","marks":[{"level":null,"red_flag":false,"text":"要点 1","value":""},{"level":null,"red_flag":false,"text":"要点 2","value":""}],"name":"Interviewer 7","not_asked":false,"not_asked_reason":"","notes":"Interviewer 7 记下了第 2 题","probes_used":[],"rating":"1","reason":"按实际表现","seconds":0,"suggested":null},{"evidence":"说了三件事","flag_note":"","marks":[{"level":null,"red_flag":false,"text":"要点 1","value":""},{"level":null,"red_flag":false,"text":"要点 2","value":""}],"name":"Interviewer 8","not_asked":false,"not_asked_reason":"","notes":"Interviewer 8 记下了第 2 题","probes_used":[],"rating":"4","reason":"按实际表现","seconds":0,"suggested":null}],"rubric_kind":"checklist","section":"","text":"请描述第 12 个情境，你会如何处理？","weight":"1"}],"reopened":[],"result":{"band":"合格","categories":[{"name":"Category 10","percent":"80"},{"name":"Category 13","percent":"60"}],"competencies":[{"name":"Competency 11","percent":"80"},{"name":"Competency 14","percent":"60"}],"disqualifications":[],"given_band":"合格","given_percent":"65","percent":"70","share":"7/10"},"round":{"close_reason":"","closed_at":null,"panel":2,"waiting":[]},"rules":{"scale":{"band_base":"30","bands":[{"lower":"27","name":"优秀"},{"lower":"23","name":"良好"},{"lower":"19","name":"合格"}],"evidence_at_or_below":"0.5","evidence_from":"4","floor":"1","lowest_band":"不合格","maximum":"5","minimum":"0","step":"0.5"},"scale_name":"Scale 16","text":["A checklist suggests maximum × Σ(weight × mark) / Σ weight, rounded half-up to the step.","A ladder suggests the highest level reached with all lower ones, and a step more for a partly met next.","A scorecard''s total is Σ(weight × rating) / Σ(weight × maximum) over the questions that were asked.","The result is the mean of the submitted scorecards; a consensus stands on every scorecard in place of what was given.","A band opens at its lower bound. A ladder question below the floor makes the result the lowest band: by its consensus where one is kept, else by any member''s rating."]}}','bb02ab99a2ba9937ee9c15cd51721e1cf6024b6e266b9808b99e5722d9389d74',1,1,1),
  (3,1,'hire','[erased]',0,'周敏','2026-11-29 18:50:44.672333','{"agreement":{"alpha":null,"mean_difference":"0"},"basis":{"consensus":[],"scorecards":[[7,1],[8,1]]},"decision":{"at":"2026-11-29T18:50:44.672333+00:00","by":"周敏","by_id":1,"number":1,"objections":[],"outcome":"hire","reason":"[erased]","supersedes":null},"deviations":[],"format":1,"interview":{"candidate":"Erased candidate 3","id":3,"position":"Position 33","round":"","sheet":"Set 32","sheet_sha256":"0000000000000000000000000000000000000000000000000000000000000000","sheet_version":1,"starts_at":"2026-11-27T18:50:44.506596+00:00"},"left":[],"members":[{"band":"良好","lead":true,"name":"Interviewer 27","percent":"80","scorecard":7,"seconds":0,"submitted_at":"2026-11-29T18:50:44.460943+00:00","version":1},{"band":"良好","lead":false,"name":"Interviewer 28","percent":"80","scorecard":8,"seconds":0,"submitted_at":"2026-11-29T18:50:44.491376+00:00","version":1}],"questions":[{"category":"Category 30","code":"T-00029","competencies":["Competency 31"],"consensus":[],"mean":"4","number":1,"ratings":[{"evidence":"[erased]","flag_note":"","marks":[{"level":null,"red_flag":false,"text":"要点 1","value":""},{"level":null,"red_flag":false,"text":"要点 2","value":""}],"name":"Interviewer 27","not_asked":false,"not_asked_reason":"","notes":"[erased]","probes_used":[],"rating":"4","reason":"[erased]","seconds":0,"suggested":null},{"evidence":"[erased]","flag_note":"","marks":[{"level":null,"red_flag":false,"text":"要点 1","value":""},{"level":null,"red_flag":false,"text":"要点 2","value":""}],"name":"Interviewer 28","not_asked":false,"not_asked_reason":"","notes":"[erased]","probes_used":[],"rating":"4","reason":"[erased]","seconds":0,"suggested":null}],"rubric_kind":"checklist","section":"","text":"请描述第 29 个情境，你会如何处理？","weight":"1"}],"reopened":[],"result":{"band":"良好","categories":[{"name":"Category 30","percent":"80"}],"competencies":[{"name":"Competency 31","percent":"80"}],"disqualifications":[],"given_band":"良好","given_percent":"80","percent":"80","share":"4/5"},"round":{"close_reason":"","closed_at":null,"panel":2,"waiting":[]},"rules":{"scale":{"band_base":"30","bands":[{"lower":"27","name":"优秀"},{"lower":"23","name":"良好"},{"lower":"19","name":"合格"}],"evidence_at_or_below":"0.5","evidence_from":"4","floor":"1","lowest_band":"不合格","maximum":"5","minimum":"0","step":"0.5"},"scale_name":"Scale 16","text":["A checklist suggests maximum × Σ(weight × mark) / Σ weight, rounded half-up to the step.","A ladder suggests the highest level reached with all lower ones, and a step more for a partly met next.","A scorecard''s total is Σ(weight × rating) / Σ(weight × maximum) over the questions that were asked.","The result is the mean of the submitted scorecards; a consensus stands on every scorecard in place of what was given.","A band opens at its lower bound. A ladder question below the floor makes the result the lowest band: by its consensus where one is kept, else by any member''s rating."]}}','e55440a33d2b3151d57d203a7d3a188c9fa1276f50ca2f2939491d4c78f1477a',3,1,NULL);
INSERT INTO "interviews_decisionanswer" ("id", "kind", "reason", "by_name", "at", "asked_by_id", "by_id", "decision_id") VALUES
  (1,'confirmed','','王芳','2026-11-29 18:50:43.954963',1,2,1),
  (2,'confirmed','','王芳','2026-11-29 18:50:44.222918',1,2,2);
INSERT INTO "interviews_panelmember" ("id", "lead", "interview_id", "user_id", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason", "successor_id") VALUES
  (1,1,1,4,NULL,NULL,'',NULL),
  (2,0,1,5,NULL,NULL,'',NULL),
  (3,0,1,6,'2026-11-29 18:50:43.644493',1,'同学',NULL),
  (4,1,2,7,NULL,NULL,'',NULL),
  (5,0,2,8,NULL,NULL,'',NULL),
  (6,0,2,9,NULL,NULL,'',NULL),
  (7,1,3,10,NULL,NULL,'',NULL),
  (8,0,3,11,NULL,NULL,'',NULL),
  (9,1,4,12,NULL,NULL,'',NULL),
  (10,0,4,13,NULL,NULL,'',NULL);
INSERT INTO "interviews_scorecard" ("id", "status", "opened_at", "submitted_at", "member_id") VALUES
  (1,'submitted','2026-11-29 18:50:43.513884','2026-11-29 18:50:43.542236',1),
  (2,'submitted','2026-11-29 18:50:43.564381','2026-11-29 18:50:43.583167',2),
  (3,'withdrawn','2026-11-29 18:50:43.631371',NULL,3),
  (4,'draft','2026-11-29 18:50:44.276953',NULL,4),
  (5,'submitted','2026-11-29 18:50:44.317721','2026-11-29 18:50:44.331298',5),
  (6,'submitted','2026-11-29 18:50:44.358541','2026-11-29 18:50:44.360906',6),
  (7,'submitted','2026-11-29 18:50:44.458031','2026-11-29 18:50:44.460943',7),
  (8,'submitted','2026-11-29 18:50:44.483799','2026-11-29 18:50:44.491376',8),
  (9,'draft','2026-11-29 18:50:45.090658',NULL,9);
INSERT INTO "interviews_asidechange" ("id", "target", "field", "value", "at", "by_id", "scorecard_id") VALUES
  ('c5d1a8aa4f154130994b04843a1f324b','handover','text','"\u53ea\u8bf4\u8fd9\u4e00\u4e2a\u4eba\u7684\u8bdd"','2026-11-29 18:50:43.625551',4,1);
INSERT INTO "interviews_extraquestion" ("id", "text", "notes", "removed", "revision", "added_at", "scorecard_id") VALUES
  ('4560d66176ea4b11abe60811a42c271a','欧阳澜漪为什么离职？','只说这一个人的话',0,0,'2026-11-29 18:50:43.617009',1);
INSERT INTO "interviews_handovernote" ("id", "text", "held", "revision", "updated_at", "scorecard_id") VALUES
  (1,'只说这一个人的话',0,0,'2026-11-29 18:50:43.617426',1);
INSERT INTO "interviews_focus" ("id", "interview_id", "item_id", "member_id") VALUES
  (1,4,5,9);
INSERT INTO "interviews_tie" ("id", "kind", "note", "declared_at", "withdrawn_at", "withdrawn_reason", "candidate_id", "declared_by_id", "person_id", "withdrawn_by_id") VALUES
  (1,'other','同学','2026-11-29 18:50:43.657309',NULL,'',1,1,6,NULL);
INSERT INTO "interviews_response" ("id", "notes", "rating", "evidence", "reason", "flag_note", "not_asked", "not_asked_reason", "probes_used", "seconds", "revision", "updated_at", "scorecard_id", "item_id", "heads") VALUES
  (1,'Interviewer 7 记下了第 1 题',4,'说了三件事','按实际表现','',0,'','[]',0,0,'2026-11-29 18:50:43.518975',1,1,'{}'),
  (2,'Interviewer 7 记下了第 2 题',1,'说了三件事','按实际表现','',0,'','[]',0,0,'2026-11-29 18:50:43.519019',1,2,'{}'),
  (3,'Interviewer 8 记下了第 1 题',4,'说了三件事','按实际表现','',0,'','[]',0,0,'2026-11-29 18:50:43.565305',2,1,'{}'),
  (4,'Interviewer 8 记下了第 2 题',4,'说了三件事','按实际表现','',0,'','[]',0,0,'2026-11-29 18:50:43.565334',2,2,'{}'),
  (5,'Interviewer 18 记下了第 1 题',4.5,'说了三件事','按实际表现','',0,'','[]',0,0,'2026-11-29 18:50:44.286963',4,3,'{}'),
  (6,'Interviewer 19 记下了第 1 题',4,'说了三件事','按实际表现','',0,'','[]',0,0,'2026-11-29 18:50:44.322674',5,3,'{}'),
  (7,'Interviewer 20 记下了第 1 题',4,'说了三件事','按实际表现','',0,'','[]',0,0,'2026-11-29 18:50:44.359655',6,3,'{}'),
  (8,'[erased]',4,'[erased]','[erased]','',0,'','[]',0,0,'2026-11-29 18:50:44.458965',7,4,'{}'),
  (9,'[erased]',4,'[erased]','[erased]','',0,'','[]',0,0,'2026-11-29 18:50:44.484682',8,4,'{}'),
  (10,'先道歉，再补偿',4,'','','',0,'','[]',0,1,'2026-11-29 18:50:45.112783',9,5,'{"notes": {"now": ["d809675f-067c-4bb9-9d99-de3a26e7fdc0"], "kept": []}, "mark:9": {"now": ["2e99345d-9fc6-4fba-a7d7-eaddd6026ff9"], "kept": []}, "rating": {"now": ["cfa6c236-e8ff-4c69-9959-856b3455afb3"], "kept": []}}');
INSERT INTO "interviews_notesnippet" ("id", "position", "text", "user_id") VALUES
  (1,1,'没有举例',12);
INSERT INTO "interviews_practicecard" ("id", "asked", "sheet_id") VALUES
  (1,1,1);
INSERT INTO "interviews_practiceattempt" ("id", "content", "at", "user_id", "card_id") VALUES
  (1,'{"samples": []}','2026-11-29 18:50:45.342013',12,1);
INSERT INTO "interviews_practicesample" ("id", "answer", "rating", "marks", "explanation", "card_id", "item_id") VALUES
  (1,'我会先听完。',3.5,'{"1": "met"}','',1,1);
INSERT INTO "interviews_company" ("id", "name", "footer", "logo", "logo_type", "approval_needed", "exposure_limit", "exposure_days", "retention_months", "retention_warning_days", "sends_mail", "reminder_hours") VALUES
  (1,'好客服公司','仅供内部使用',NULL,'',0,NULL,30,NULL,14,0,24);
INSERT INTO "interviews_setchange" ("id", "act", "subject", "at", "before", "after", "undone", "actor_id", "question_set_id") VALUES
  (1,'add','S-1','2026-11-29 18:50:45.258645','{"sections": [], "items": [{"id": 7, "question": 11, "section": null, "weight": "1", "minutes": 6}, {"id": 8, "question": 12, "section": null, "weight": "1", "minutes": 6}]}','{"sections": [], "items": [{"id": 7, "question": 11, "section": null, "weight": "1", "minutes": 6}, {"id": 8, "question": 12, "section": null, "weight": "1", "minutes": 6}, {"id": 9, "question": 13, "section": null, "weight": "1", "minutes": 6}]}',0,1,5);
INSERT INTO "interviews_interview" ("id", "round", "starts_at", "minutes", "place", "note", "status", "cancel_reason", "created_at", "candidate_id", "created_by_id", "sheet_id", "close_reason", "closed_at", "closed_by_id", "calendar_sequence") VALUES
  (1,'','2026-11-29 16:50:43.603307',60,'三楼','请准时','scheduled','','2026-11-29 18:50:43.501154',1,NULL,1,'',NULL,NULL,1),
  (2,'','2026-11-27 18:50:44.390888',60,'','','scheduled','','2026-11-29 18:50:44.269027',2,NULL,2,'',NULL,NULL,0),
  (3,'','2026-11-27 18:50:44.506596',60,'','','scheduled','','2026-11-29 18:50:44.456389',3,NULL,3,'',NULL,NULL,0),
  (4,'','2026-11-29 19:50:44.991863',60,'','','scheduled','','2026-11-29 18:50:44.992107',4,NULL,4,'',NULL,NULL,0);
INSERT INTO "interviews_calendarfeed" ("id", "token_sha256", "made_at", "read_at", "user_id") VALUES
  (1,'2222222222222222222222222222222222222222222222222222222222222222','2026-11-29 18:50:45.326646',NULL,12);
INSERT INTO "interviews_outgoingmail" ("id", "kind", "number", "sequence", "told", "created_at", "state", "tries", "next_try_at", "sent_at", "error", "interview_id", "person_id") VALUES
  (1,'invitation',0,0,NULL,'2026-11-29 18:50:45.326166','waiting',0,'2026-11-29 18:50:45.325931',NULL,'',4,12);
INSERT INTO "interviews_erasedseal" ("id", "sha256", "decision_id", "erasure_id") VALUES
  (1,'45b10c640b2592311f6c108a1c8c52223b0fcdfda4452d64a20f92577d2d269e',3,1);
INSERT INTO "interviews_candidateimport" ("id", "name", "content", "names", "options", "status", "created_at", "applied_at", "undone_at", "created_by_id") VALUES
  (1,'欧阳澜漪.xlsx',NULL,'[]','{}','applied','2026-11-29 18:50:44.224045','2026-11-29 18:50:44.223820',NULL,1),
  (2,'b.csv',X'E6ACA7E998B3E6BE9CE6BCAA','[]','{}','preview','2026-11-29 18:50:44.224979',NULL,NULL,1);
INSERT INTO "interviews_candidateimportrow" ("id", "number", "cells", "mended", "choice", "batch_id", "candidate_id") VALUES
  (1,2,'["\u6b27\u9633\u6f9c\u6f2a", "lanyi.ouyang@example.com"]','{}','',1,1),
  (2,3,'["\u522b\u4eba", "other@example.com"]','{}','',1,NULL),
  (3,2,'["", "", "13800138000"]','{}','',2,NULL),
  (4,3,'["\u540c\u540d", "x@example.com"]','{}','',2,NULL);
INSERT INTO "interviews_erasure" ("id", "cause", "by_name", "at", "counts", "by_id", "candidate_id") VALUES
  (1,'request','周敏','2026-11-29 18:50:44.880845','{"texts": 7, "notes": 0}',1,3);
INSERT INTO "interviews_approvalrequest" ("id", "sha256", "asked_by_name", "asked_at", "asked_by_id", "question_set_id") VALUES
  (1,'1111111111111111111111111111111111111111111111111111111111111111','周敏','2026-11-29 18:50:45.269268',1,5);
INSERT INTO "interviews_approvalanswer" ("id", "kind", "reason", "by_name", "at", "asked_by_id", "by_id", "request_id") VALUES
  (1,'approved','','王芳','2026-11-29 18:50:45.269689',1,2,1);
INSERT INTO "interviews_setcomment" ("id", "text", "at", "resolved_at", "withdrawn_at", "by_id", "question_id", "question_set_id", "resolved_by_id") VALUES
  (1,'第二题太长','2026-11-29 18:50:45.260757',NULL,NULL,2,13,5,NULL);
INSERT INTO "interviews_blueprint" ("id", "name", "wishes", "archived", "created_at", "updated_at", "created_by_id", "position_id") VALUES
  (1,'常用','{"total": 3}',0,'2026-11-29 18:50:45.261590','2026-11-29 18:50:45.261601',1,NULL);
INSERT INTO "interviews_scorechange" ("id", "field", "value", "at", "by_id", "item_id", "base", "device", "kept", "settles", "scorecard_id") VALUES
  ('1a44633b48794b8591cbd7f58bd49ddd','notes','"\u53ea\u8bf4\u8fd9\u4e00\u4e2a\u4eba\u7684\u8bdd"','2026-11-29 18:50:43.624770',4,1,NULL,'',0,NULL,1),
  ('2e99345d9fc64fbaa7d7eaddd6026ff9','mark:9','"met"','2026-11-29 18:50:45.112441',12,5,NULL,'d1',0,NULL,9),
  ('6e9a6a34ddfa42fb8135a59f44357568','rating','"4"','2026-11-29 18:50:43.625251',4,1,NULL,'',0,NULL,1),
  ('cfa6c236e8ff4c699959856b3455afb3','rating','"4.0"','2026-11-29 18:50:45.112448',12,5,NULL,'d1',0,NULL,9),
  ('d809675f067c4bb99d99de3a26e7fdc0','notes','"\u5148\u9053\u6b49\uff0c\u518d\u8865\u507f"','2026-11-29 18:50:45.112410',12,5,NULL,'d1',0,NULL,9);
INSERT INTO "interviews_candidatenote" ("id", "text", "by_name", "at", "candidate_id", "by_id") VALUES
  (1,'内推，可夜班','周敏','2026-11-29 18:50:43.415369',1,1);
INSERT INTO "interviews_candidate" ("id", "name", "email", "phone", "created_at", "position_id", "erased_at", "keep_reason", "keep_until", "warned_at") VALUES
  (1,'欧阳澜漪','lanyi@example.com','138-0013-8000','2026-11-29 18:50:43.414953',1,NULL,'',NULL,NULL),
  (2,'Candidate 26','','','2026-11-29 18:50:44.268726',2,NULL,'',NULL,NULL),
  (3,'Erased candidate 3','','','2026-11-29 18:50:44.449383',3,'2026-11-29 18:50:44.880189','',NULL,NULL),
  (4,'Candidate 45','','','2026-11-29 18:50:44.989356',4,NULL,'',NULL,NULL);
INSERT INTO "qbank_questionrevision" ("id", "number", "sha256", "at", "by_name", "note", "by_id", "question_id", "content") VALUES
  (1,1,'b3f0377d16862e2925569e23d18aba215f854a6ec4c329f0bc49b5c160b008c6','2026-11-29 18:50:42.946619','管理员','Imported from a spreadsheet.',3,1,'{"code":"P-1","text":"排班怎么做","kind":"behavioural","rubric_kind":"checklist","difficulty":"medium","minutes":5,"status":"draft","probes":[],"answers":[{"text":"先听完。","complete":true}],"points":[{"text":"先问清楚","weight":"2","level":null,"quote":"","red_flag":false},{"text":"再排","weight":"1","level":null,"quote":"","red_flag":false}],"competencies":["沟通"],"category":"服务"}'),
  (2,1,'391916792beb120628af19777a854cfd23f7d633f05c04b8f665ff9ceb9972bb','2026-11-29 18:50:42.946629','管理员','Imported from a spreadsheet.',3,2,'{"code":"S1-6EC-0003","text":"排班","kind":"behavioural","rubric_kind":"checklist","difficulty":"medium","minutes":5,"status":"draft","probes":[],"answers":[{"text":"先听完。","complete":true}],"points":[],"competencies":[],"category":"服务"}'),
  (3,1,'d751c771cb9a783ba22ab6b7b8335762e3dd89d1ce557810e22adfff2b71e89a','2026-11-29 18:50:42.946635','管理员','Imported from a spreadsheet.',3,3,'{"code":"S1-6EC-0004","text":"质检","kind":"behavioural","rubric_kind":"checklist","difficulty":"medium","minutes":5,"status":"draft","probes":[],"answers":[{"text":"先听完。","complete":true}],"points":[],"competencies":[],"category":"服务"}'),
  (5,1,'116a8330fbfc40f77f271510691f2d1fb88709413a01b780a3e2e1367f229fa7','2026-11-29 18:50:43.437628','system','',NULL,5,'{"code":"T-00009","category":"Category 10","text":"请描述第 9 个情境，你会如何处理？","kind":"situational","rubric_kind":"checklist","difficulty":"medium","minutes":6,"status":"ready","probes":["当时客户怎么说？","结果如何？"],"competencies":["Competency 11"],"answers":[{"text":"先听完，再复述，最后跟进。","complete":true}],"points":[{"text":"要点 1","weight":"1","level":null,"quote":"先听完","red_flag":false},{"text":"要点 2","weight":"2","level":null,"quote":"","red_flag":false}]}'),
  (6,1,'a7943188ac5a1a8ac821af66d2898a2b007c58c22ede47a33611ab54317727d4','2026-11-29 18:50:43.456275','system','',NULL,6,'{"code":"T-00012","category":"Category 13","text":"请描述第 12 个情境，你会如何处理？","kind":"situational","rubric_kind":"checklist","difficulty":"medium","minutes":6,"status":"ready","probes":["当时客户怎么说？","结果如何？"],"competencies":["Competency 14"],"answers":[{"text":"先听完，再复述，最后跟进。","complete":true}],"points":[{"text":"要点 1","weight":"1","level":null,"quote":"先听完","red_flag":false},{"text":"要点 2","weight":"2","level":null,"quote":"","red_flag":false}]}'),
  (7,1,'9a689e0061b6a28f06603ac7daf1acebd207a6e7a686678d81a25d662d60893e','2026-11-29 18:50:44.244891','system','',NULL,7,'{"code":"T-00021","category":"Category 22","text":"请描述第 21 个情境，你会如何处理？","kind":"situational","rubric_kind":"checklist","difficulty":"medium","minutes":6,"status":"ready","probes":["当时客户怎么说？","结果如何？"],"competencies":["Competency 23"],"answers":[{"text":"先听完，再复述，最后跟进。","complete":true}],"points":[{"text":"要点 1","weight":"1","level":null,"quote":"先听完","red_flag":false},{"text":"要点 2","weight":"2","level":null,"quote":"","red_flag":false}]}'),
  (8,1,'9b55a6d44198431d84b98479eb07c71767ca64292fc7dbb395d27fc96aa0177c','2026-11-29 18:50:44.430316','system','',NULL,8,'{"code":"T-00029","category":"Category 30","text":"请描述第 29 个情境，你会如何处理？","kind":"situational","rubric_kind":"checklist","difficulty":"medium","minutes":6,"status":"ready","probes":["当时客户怎么说？","结果如何？"],"competencies":["Competency 31"],"answers":[{"text":"先听完，再复述，最后跟进。","complete":true}],"points":[{"text":"要点 1","weight":"1","level":null,"quote":"先听完","red_flag":false},{"text":"要点 2","weight":"2","level":null,"quote":"","red_flag":false}]}'),
  (9,1,'f2fbed856d739afc22491b96cdb0e9a5684edf6ef1e8d8c964366e71a692cd53','2026-11-29 18:50:44.923779','system','',NULL,9,'{"code":"T-00037","category":"Category 38","text":"请描述第 37 个情境，你会如何处理？","kind":"situational","rubric_kind":"checklist","difficulty":"medium","minutes":6,"status":"ready","probes":["当时客户怎么说？","结果如何？"],"competencies":["Competency 39"],"answers":[{"text":"先听完，再复述，最后跟进。","complete":true}],"points":[{"text":"要点 1","weight":"1","level":null,"quote":"先听完","red_flag":false},{"text":"要点 2","weight":"2","level":null,"quote":"","red_flag":false}]}'),
  (10,1,'6655a9954996c03b6d13eedf2ae9fbb0a5b267af6a254c6e5fc101d2a050ab71','2026-11-29 18:50:44.940394','system','',NULL,10,'{"code":"T-00040","category":"Category 41","text":"请描述第 40 个情境，你会如何处理？","kind":"situational","rubric_kind":"checklist","difficulty":"medium","minutes":6,"status":"ready","probes":["当时客户怎么说？","结果如何？"],"competencies":["Competency 42"],"answers":[{"text":"先听完，再复述，最后跟进。","complete":true}],"points":[{"text":"要点 1","weight":"1","level":null,"quote":"先听完","red_flag":false},{"text":"要点 2","weight":"2","level":null,"quote":"","red_flag":false}]}'),
  (11,1,'b315e28e42737b309c4d0aeb64962c6b9a63941e8de0ab2b0f3724579add6de7','2026-11-29 18:50:45.134780','system','',NULL,11,'{"code":"T-00046","category":"Category 47","text":"请描述第 46 个情境，你会如何处理？","kind":"situational","rubric_kind":"checklist","difficulty":"medium","minutes":6,"status":"ready","probes":["当时客户怎么说？","结果如何？"],"competencies":["Competency 48"],"answers":[{"text":"先听完，再复述，最后跟进。","complete":true}],"points":[{"text":"要点 1","weight":"1","level":null,"quote":"先听完","red_flag":false},{"text":"要点 2","weight":"2","level":null,"quote":"","red_flag":false},{"text":"要点 3","weight":"3","level":null,"quote":"","red_flag":false},{"text":"红旗 1","weight":"0","level":null,"quote":"","red_flag":true}]}'),
  (12,1,'ad03b14d488e134a87be7d85fbd7bcc4725b993d481f2c0b37e830b3361c70ed','2026-11-29 18:50:45.155627','system','',NULL,12,'{"code":"T-00049","category":"Category 50","text":"请描述第 49 个情境，你会如何处理？","kind":"situational","rubric_kind":"ladder","difficulty":"medium","minutes":6,"status":"ready","probes":["当时客户怎么说？","结果如何？"],"competencies":["Competency 51"],"answers":[{"text":"先听完，再复述，最后跟进。","complete":true}],"points":[{"text":"要点 1","weight":"1","level":1,"quote":"先听完","red_flag":false},{"text":"要点 2","weight":"2","level":2,"quote":"","red_flag":false},{"text":"要点 3","weight":"3","level":3,"quote":"","red_flag":false},{"text":"要点 4","weight":"4","level":4,"quote":"","red_flag":false},{"text":"要点 5","weight":"5","level":5,"quote":"","red_flag":false},{"text":"红旗 1","weight":"0","level":null,"quote":"","red_flag":true}]}'),
  (13,1,'85b6355b76b6939e724d5f92f8a0d267a467add4ec471706177108b8ec27d807','2026-11-29 18:50:45.198459','system','',NULL,13,'{"code":"S-1","category":"Category 54","text":"客户要退款怎么办","kind":"situational","rubric_kind":"checklist","difficulty":"medium","minutes":6,"status":"ready","probes":["当时客户怎么说？","结果如何？"],"competencies":["Competency 55"],"answers":[{"text":"先听完，再复述，最后跟进。","complete":true}],"points":[{"text":"要点 1","weight":"1","level":null,"quote":"先听完","red_flag":false},{"text":"要点 2","weight":"2","level":null,"quote":"","red_flag":false},{"text":"要点 3","weight":"3","level":null,"quote":"","red_flag":false},{"text":"红旗 1","weight":"0","level":null,"quote":"","red_flag":true}]}');
INSERT INTO qbank_questionindex_grams(qbank_questionindex_grams) VALUES ('rebuild');
CREATE UNIQUE INDEX "django_content_type_app_label_model_76bd3d3b_uniq" ON "django_content_type" ("app_label", "model");
CREATE UNIQUE INDEX "auth_group_permissions_group_id_permission_id_0cd325b0_uniq" ON "auth_group_permissions" ("group_id", "permission_id");
CREATE INDEX "auth_group_permissions_group_id_b120cbf9" ON "auth_group_permissions" ("group_id");
CREATE INDEX "auth_group_permissions_permission_id_84c5c92e" ON "auth_group_permissions" ("permission_id");
CREATE UNIQUE INDEX "auth_permission_content_type_id_codename_01ab375a_uniq" ON "auth_permission" ("content_type_id", "codename");
CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id");
CREATE UNIQUE INDEX "accounts_user_groups_user_id_group_id_59c0b32f_uniq" ON "accounts_user_groups" ("user_id", "group_id");
CREATE INDEX "accounts_user_groups_user_id_52b62117" ON "accounts_user_groups" ("user_id");
CREATE INDEX "accounts_user_groups_group_id_bd11a704" ON "accounts_user_groups" ("group_id");
CREATE UNIQUE INDEX "accounts_user_user_permissions_user_id_permission_id_2ab516c2_uniq" ON "accounts_user_user_permissions" ("user_id", "permission_id");
CREATE INDEX "accounts_user_user_permissions_user_id_e4f0a161" ON "accounts_user_user_permissions" ("user_id");
CREATE INDEX "accounts_user_user_permissions_permission_id_113bb443" ON "accounts_user_user_permissions" ("permission_id");
CREATE INDEX "accounts_auditevent_at_9771b2fb" ON "accounts_auditevent" ("at");
CREATE INDEX "accounts_auditevent_action_6dc29885" ON "accounts_auditevent" ("action");
CREATE INDEX "accounts_auditevent_actor_id_179eee89" ON "accounts_auditevent" ("actor_id");
CREATE INDEX "audit_object" ON "accounts_auditevent" ("object_type", "object_id");
CREATE INDEX "django_admin_log_content_type_id_c4bce8eb" ON "django_admin_log" ("content_type_id");
CREATE INDEX "django_admin_log_user_id_c564eba6" ON "django_admin_log" ("user_id");
CREATE INDEX "axes_accessattempt_user_agent_ad89678b" ON "axes_accessattempt" ("user_agent");
CREATE INDEX "axes_accessattempt_ip_address_10922d9c" ON "axes_accessattempt" ("ip_address");
CREATE INDEX "axes_accessattempt_username_3f2d4ca0" ON "axes_accessattempt" ("username");
CREATE UNIQUE INDEX "axes_accessattempt_username_ip_address_user_agent_8ea22282_uniq" ON "axes_accessattempt" ("username", "ip_address", "user_agent");
CREATE INDEX "axes_accessfailurelog_user_agent_ea145dda" ON "axes_accessfailurelog" ("user_agent");
CREATE INDEX "axes_accessfailurelog_ip_address_2e9f5a7f" ON "axes_accessfailurelog" ("ip_address");
CREATE INDEX "axes_accessfailurelog_username_a8b7e8a4" ON "axes_accessfailurelog" ("username");
CREATE INDEX "axes_accesslog_user_agent_0e659004" ON "axes_accesslog" ("user_agent");
CREATE INDEX "axes_accesslog_ip_address_86b417e5" ON "axes_accesslog" ("ip_address");
CREATE INDEX "axes_accesslog_username_df93064b" ON "axes_accesslog" ("username");
CREATE INDEX "django_task_queue_n_99c321_idx" ON "django_tasks_database_dbtaskresult" ("queue_name");
CREATE INDEX "django_task_backend_071754_idx" ON "django_tasks_database_dbtaskresult" ("backend_name");
CREATE INDEX "tasks_db_new_ordering_idx" ON "django_tasks_database_dbtaskresult" ("status", "priority" DESC, "run_after" ASC, "enqueued_at" ASC) WHERE "status" = 'READY';
CREATE INDEX "qbank_competencypoint_competency_id_71bca3f3" ON "qbank_competencypoint" ("competency_id");
CREATE UNIQUE INDEX "qbank_question_competencies_question_id_competency_id_bcbec062_uniq" ON "qbank_question_competencies" ("question_id", "competency_id");
CREATE INDEX "qbank_question_competencies_question_id_a902ce18" ON "qbank_question_competencies" ("question_id");
CREATE INDEX "qbank_question_competencies_competency_id_f5ebc7b9" ON "qbank_question_competencies" ("competency_id");
CREATE INDEX "qbank_referenceanswer_question_id_29bedfc5" ON "qbank_referenceanswer" ("question_id");
CREATE INDEX "qbank_source_added_by_id_119003be" ON "qbank_source" ("added_by_id");
CREATE INDEX "qbank_passage_topic_d5bd220c" ON "qbank_passage" ("topic");
CREATE INDEX "qbank_passage_source_id_0075888a" ON "qbank_passage" ("source_id");
CREATE INDEX "qbank_documentupload_uploaded_by_id_c5a5dfd1" ON "qbank_documentupload" ("uploaded_by_id");
CREATE INDEX "qbank_correction_made_by_id_0792f1ed" ON "qbank_correction" ("made_by_id");
CREATE INDEX "qbank_correction_source_id_33e8c09b" ON "qbank_correction" ("source_id");
CREATE INDEX "qbank_category_source_id_1321c3d1" ON "qbank_category" ("source_id");
CREATE INDEX "qbank_band_scale_id_b9af794b" ON "qbank_band" ("scale_id");
CREATE INDEX "qbank_rubricpoint_question_id_1e7aadd4" ON "qbank_rubricpoint" ("question_id");
CREATE UNIQUE INDEX "repair_once_per_place" ON "qbank_repair" ("source_id", "position") WHERE NOT ("received" = '');
CREATE INDEX "qbank_repair_source_id_17d83ba3" ON "qbank_repair" ("source_id");
CREATE UNIQUE INDEX "one_default_scale" ON "qbank_ratingscale" ("is_default") WHERE "is_default";
CREATE INDEX "qbank_ratingscale_source_id_147c06e5" ON "qbank_ratingscale" ("source_id");
CREATE INDEX "qbank_loadeditem_source_id_fb42e9a7" ON "qbank_loadeditem" ("source_id");
CREATE UNIQUE INDEX "chapter_name_once" ON "qbank_competency" ("name") WHERE "parent_id" IS NULL;
CREATE INDEX "qbank_competency_source_id_c79479f7" ON "qbank_competency" ("source_id");
CREATE INDEX "qbank_competency_parent_id_79eb10a5" ON "qbank_competency" ("parent_id");
CREATE INDEX "qbank_savedmapping_changed_by_id_fe2d8583" ON "qbank_savedmapping" ("changed_by_id");
CREATE INDEX "qbank_importbatch_sha256_3af21c17" ON "qbank_importbatch" ("sha256");
CREATE INDEX "qbank_importbatch_applied_by_id_56c74bba" ON "qbank_importbatch" ("applied_by_id");
CREATE INDEX "qbank_importbatch_created_by_id_b04c819c" ON "qbank_importbatch" ("created_by_id");
CREATE INDEX "qbank_importbatch_source_id_e9b35655" ON "qbank_importbatch" ("source_id");
CREATE INDEX "qbank_importbatch_undone_by_id_e8881253" ON "qbank_importbatch" ("undone_by_id");
CREATE INDEX "import_newest" ON "qbank_importbatch" ("created_at" DESC, "id" DESC);
CREATE INDEX "qbank_question_category_id_d23923c5" ON "qbank_question" ("category_id");
CREATE INDEX "qbank_question_source_id_f79bd01b" ON "qbank_question" ("source_id");
CREATE INDEX "question_in_category" ON "qbank_question" ("category_id", "position", "id");
CREATE INDEX "question_status_kind" ON "qbank_question" ("status", "kind");
CREATE INDEX "question_difficulty" ON "qbank_question" ("difficulty");
CREATE INDEX "question_rubric_kind" ON "qbank_question" ("rubric_kind");
CREATE INDEX "question_updated" ON "qbank_question" ("updated_at");
CREATE INDEX "question_arriving" ON "qbank_question" ("arriving_id") WHERE "arriving_id" IS NOT NULL;
CREATE UNIQUE INDEX "one_import_applied_at_a_time" ON "qbank_importbatch" ("status") WHERE ("run" IS NOT NULL AND "status" IN ('applying', 'undoing'));
CREATE INDEX "qbank_importrow_question_id_9095a8ec" ON "qbank_importrow" ("question_id");
CREATE INDEX "import_row_code" ON "qbank_importrow" ("batch_id", "code");
CREATE INDEX "import_row_text" ON "qbank_importrow" ("batch_id", "text_key");
CREATE INDEX "import_row_verdict" ON "qbank_importrow" ("batch_id", "verdict", "number", "decision");
CREATE INDEX "interviews_questionset_created_by_id_430eb2a2" ON "interviews_questionset" ("created_by_id");
CREATE INDEX "interviews_questionset_scale_id_45f98aff" ON "interviews_questionset" ("scale_id");
CREATE INDEX "interviews_setsection_question_set_id_21fc9f83" ON "interviews_setsection" ("question_set_id");
CREATE INDEX "set_open_newest" ON "interviews_questionset" ("archived", "updated_at" DESC);
CREATE INDEX "interviews_setitem_question_id_d742922e" ON "interviews_setitem" ("question_id");
CREATE INDEX "interviews_setitem_question_set_id_d21d130f" ON "interviews_setitem" ("question_set_id");
CREATE INDEX "interviews_setitem_section_id_f649c901" ON "interviews_setitem" ("section_id");
CREATE INDEX "interviews_sheet_published_by_id_3c65fa9f" ON "interviews_sheet" ("published_by_id");
CREATE INDEX "interviews_sheet_question_set_id_eb1bf204" ON "interviews_sheet" ("question_set_id");
CREATE INDEX "interviews_sheetitem_question_id_c63819cb" ON "interviews_sheetitem" ("question_id");
CREATE INDEX "interviews_sheetitem_sheet_id_6afe1b35" ON "interviews_sheetitem" ("sheet_id");
CREATE INDEX "interviews_sheetpoint_item_id_6570a164" ON "interviews_sheetpoint" ("item_id");
CREATE INDEX "interviews_mark_response_id_58203452" ON "interviews_mark" ("response_id");
CREATE INDEX "interviews_mark_point_id_f4550d37" ON "interviews_mark" ("point_id");
CREATE INDEX "interviews_submittedversion_scorecard_id_777dde34" ON "interviews_submittedversion" ("scorecard_id");
CREATE INDEX "interviews_consensus_by_id_131f9d9a" ON "interviews_consensus" ("by_id");
CREATE INDEX "interviews_consensus_interview_id_f47f32ea" ON "interviews_consensus" ("interview_id");
CREATE INDEX "interviews_consensus_item_id_539816d3" ON "interviews_consensus" ("item_id");
CREATE INDEX "interviews_consensus_after_id_d57ee4ca" ON "interviews_consensus" ("after_id");
CREATE INDEX "interviews_decision_interview_id_5b135730" ON "interviews_decision" ("interview_id");
CREATE INDEX "interviews_decision_taken_by_id_8119de74" ON "interviews_decision" ("taken_by_id");
CREATE INDEX "interviews_decision_supersedes_id_6b01a620" ON "interviews_decision" ("supersedes_id");
CREATE INDEX "interviews_decisionanswer_asked_by_id_3d54cdd9" ON "interviews_decisionanswer" ("asked_by_id");
CREATE INDEX "interviews_decisionanswer_by_id_375db02d" ON "interviews_decisionanswer" ("by_id");
CREATE UNIQUE INDEX "one_lead_per_panel" ON "interviews_panelmember" ("interview_id") WHERE ("lead" AND "withdrawn_at" IS NULL);
CREATE INDEX "interviews_panelmember_interview_id_e4b65336" ON "interviews_panelmember" ("interview_id");
CREATE INDEX "interviews_panelmember_user_id_d3701c94" ON "interviews_panelmember" ("user_id");
CREATE INDEX "interviews_panelmember_withdrawn_by_id_6e5329c5" ON "interviews_panelmember" ("withdrawn_by_id");
CREATE INDEX "interviews_panelmember_successor_id_7bef742e" ON "interviews_panelmember" ("successor_id");
CREATE INDEX "interviews_asidechange_by_id_6d966581" ON "interviews_asidechange" ("by_id");
CREATE INDEX "interviews_asidechange_scorecard_id_03404c1e" ON "interviews_asidechange" ("scorecard_id");
CREATE INDEX "interviews_extraquestion_scorecard_id_da1811a3" ON "interviews_extraquestion" ("scorecard_id");
CREATE INDEX "interviews_focus_interview_id_51e4cde2" ON "interviews_focus" ("interview_id");
CREATE INDEX "interviews_focus_item_id_699986f6" ON "interviews_focus" ("item_id");
CREATE INDEX "interviews_focus_member_id_061fb1b1" ON "interviews_focus" ("member_id");
CREATE UNIQUE INDEX "tie_once_per_pair" ON "interviews_tie" ("person_id", "candidate_id") WHERE "withdrawn_at" IS NULL;
CREATE INDEX "interviews_tie_candidate_id_a3bedc66" ON "interviews_tie" ("candidate_id");
CREATE INDEX "interviews_tie_declared_by_id_f5b9b7a3" ON "interviews_tie" ("declared_by_id");
CREATE INDEX "interviews_tie_person_id_027ed22a" ON "interviews_tie" ("person_id");
CREATE INDEX "interviews_tie_withdrawn_by_id_3ce58b7f" ON "interviews_tie" ("withdrawn_by_id");
CREATE INDEX "interviews_response_scorecard_id_74242bde" ON "interviews_response" ("scorecard_id");
CREATE INDEX "interviews_response_item_id_f58ba2bf" ON "interviews_response" ("item_id");
CREATE INDEX "interviews_notesnippet_user_id_95aad591" ON "interviews_notesnippet" ("user_id");
CREATE INDEX "interviews_practiceattempt_user_id_f27fa2ef" ON "interviews_practiceattempt" ("user_id");
CREATE INDEX "interviews_practiceattempt_card_id_d1c8669a" ON "interviews_practiceattempt" ("card_id");
CREATE INDEX "interviews_practicesample_card_id_60019cbc" ON "interviews_practicesample" ("card_id");
CREATE INDEX "interviews_practicesample_item_id_488ff486" ON "interviews_practicesample" ("item_id");
CREATE UNIQUE INDEX "interviews_position_wanted_categories_position_id_category_id_5a0f4da6_uniq" ON "interviews_position_wanted_categories" ("position_id", "category_id");
CREATE INDEX "interviews_position_wanted_categories_position_id_c4766e86" ON "interviews_position_wanted_categories" ("position_id");
CREATE INDEX "interviews_position_wanted_categories_category_id_f1fb675b" ON "interviews_position_wanted_categories" ("category_id");
CREATE UNIQUE INDEX "interviews_position_wanted_competencies_position_id_competency_id_25403d7f_uniq" ON "interviews_position_wanted_competencies" ("position_id", "competency_id");
CREATE INDEX "interviews_position_wanted_competencies_position_id_7abd8f69" ON "interviews_position_wanted_competencies" ("position_id");
CREATE INDEX "interviews_position_wanted_competencies_competency_id_c3937f9f" ON "interviews_position_wanted_competencies" ("competency_id");
CREATE INDEX "interviews_questionset_position_id_48fc31fc" ON "interviews_questionset" ("position_id");
CREATE INDEX "interviews_setchange_actor_id_62fcd808" ON "interviews_setchange" ("actor_id");
CREATE INDEX "interviews_setchange_question_set_id_78e4a277" ON "interviews_setchange" ("question_set_id");
CREATE INDEX "interviews_interview_candidate_id_53ced3f9" ON "interviews_interview" ("candidate_id");
CREATE INDEX "interviews_interview_created_by_id_d73921c1" ON "interviews_interview" ("created_by_id");
CREATE INDEX "interviews_interview_sheet_id_504f9d02" ON "interviews_interview" ("sheet_id");
CREATE INDEX "interviews_interview_closed_by_id_da5f1888" ON "interviews_interview" ("closed_by_id");
CREATE INDEX "interview_newest" ON "interviews_interview" ("starts_at" DESC, "id" DESC);
CREATE INDEX "interview_status_time" ON "interviews_interview" ("status", "starts_at");
CREATE UNIQUE INDEX "reminded_once_each_time" ON "interviews_outgoingmail" ("person_id", "interview_id", "number") WHERE "kind" = 'reminder';
CREATE INDEX "interviews_outgoingmail_interview_id_d4d643c2" ON "interviews_outgoingmail" ("interview_id");
CREATE INDEX "interviews_outgoingmail_person_id_05c3e7fd" ON "interviews_outgoingmail" ("person_id");
CREATE INDEX "mail_due" ON "interviews_outgoingmail" ("next_try_at", "id") WHERE "state" = 'waiting';
CREATE INDEX "mail_state" ON "interviews_outgoingmail" ("state", "id" DESC);
CREATE INDEX "interviews_erasedseal_erasure_id_89218220" ON "interviews_erasedseal" ("erasure_id");
CREATE INDEX "interviews_candidateimport_created_by_id_17bb18ac" ON "interviews_candidateimport" ("created_by_id");
CREATE INDEX "interviews_candidateimportrow_batch_id_a33bad25" ON "interviews_candidateimportrow" ("batch_id");
CREATE INDEX "interviews_candidateimportrow_candidate_id_e690c344" ON "interviews_candidateimportrow" ("candidate_id");
CREATE INDEX "interviews_erasure_by_id_dfb7d6b5" ON "interviews_erasure" ("by_id");
CREATE INDEX "approval_of_content" ON "interviews_approvalrequest" ("question_set_id", "sha256");
CREATE INDEX "interviews_approvalrequest_asked_by_id_85d5193e" ON "interviews_approvalrequest" ("asked_by_id");
CREATE INDEX "interviews_approvalrequest_question_set_id_07d6edb4" ON "interviews_approvalrequest" ("question_set_id");
CREATE INDEX "interviews_approvalanswer_asked_by_id_fdc57d38" ON "interviews_approvalanswer" ("asked_by_id");
CREATE INDEX "interviews_approvalanswer_by_id_26d3e65d" ON "interviews_approvalanswer" ("by_id");
CREATE INDEX "interviews_setcomment_by_id_7c946e89" ON "interviews_setcomment" ("by_id");
CREATE INDEX "interviews_setcomment_question_id_b4ae4538" ON "interviews_setcomment" ("question_id");
CREATE INDEX "interviews_setcomment_question_set_id_95b585e0" ON "interviews_setcomment" ("question_set_id");
CREATE INDEX "interviews_setcomment_resolved_by_id_984feb66" ON "interviews_setcomment" ("resolved_by_id");
CREATE UNIQUE INDEX "open_blueprint_name_once" ON "interviews_blueprint" ("name") WHERE NOT "archived";
CREATE INDEX "interviews_blueprint_created_by_id_e319ea02" ON "interviews_blueprint" ("created_by_id");
CREATE INDEX "interviews_blueprint_position_id_b38e09c2" ON "interviews_blueprint" ("position_id");
CREATE INDEX "interviews_scorechange_by_id_abc49a24" ON "interviews_scorechange" ("by_id");
CREATE INDEX "interviews_scorechange_item_id_ac759950" ON "interviews_scorechange" ("item_id");
CREATE INDEX "score_change_on_item" ON "interviews_scorechange" ("scorecard_id", "item_id");
CREATE INDEX "interviews_candidatenote_candidate_id_a05b569a" ON "interviews_candidatenote" ("candidate_id");
CREATE INDEX "interviews_candidatenote_by_id_9d362331" ON "interviews_candidatenote" ("by_id");
CREATE INDEX "interviews_candidate_position_id_4654c5b5" ON "interviews_candidate" ("position_id");
CREATE INDEX "candidate_name" ON "interviews_candidate" ("name", "id");
CREATE INDEX "candidate_warned" ON "interviews_candidate" ("warned_at") WHERE "warned_at" IS NOT NULL;
CREATE INDEX "qbank_questionrevision_by_id_467224f9" ON "qbank_questionrevision" ("by_id");
CREATE INDEX "qbank_questionrevision_question_id_47dc76f0" ON "qbank_questionrevision" ("question_id");
CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date");
CREATE TRIGGER qbank_questionindex_added AFTER INSERT ON qbank_questionindex BEGIN INSERT INTO qbank_questionindex_grams(rowid, grams) VALUES (new.question_id, new.grams); END;
CREATE TRIGGER qbank_questionindex_removed AFTER DELETE ON qbank_questionindex BEGIN INSERT INTO qbank_questionindex_grams(qbank_questionindex_grams, rowid, grams) VALUES ('delete', old.question_id, old.grams); END;
CREATE TRIGGER qbank_questionindex_changed AFTER UPDATE ON qbank_questionindex BEGIN INSERT INTO qbank_questionindex_grams(qbank_questionindex_grams, rowid, grams) VALUES ('delete', old.question_id, old.grams); INSERT INTO qbank_questionindex_grams(rowid, grams) VALUES (new.question_id, new.grams); END;
COMMIT;
