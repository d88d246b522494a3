-- empty: the tables of a snapshot, without rows, for a dashboard that has no snapshot yet
-- grain: those of data/README.md
-- note:  written by `python -m tests.dashboard.contract` from loaders/tables.py; do not edit
CREATE TABLE documents (
    "name" VARCHAR, "sha256" VARCHAR, "format" VARCHAR, "bytes" BIGINT, "status" VARCHAR, "reason" VARCHAR,
    "reason_id" VARCHAR, "report_id" VARCHAR, "agency_id" VARCHAR, "year" SMALLINT, "first_seen" TIMESTAMP,
    "extractor" VARCHAR);
CREATE TABLE reports (
    "report_id" VARCHAR, "sha256" VARCHAR, "agency_id" VARCHAR, "district_id" VARCHAR, "year" SMALLINT, "is_current"
    BOOLEAN, "ordinal" INTEGER, "agency_label" VARCHAR, "edition" VARCHAR, "scope" VARCHAR, "title" VARCHAR,
    "published_on" DATE, "status" VARCHAR, "reason" VARCHAR, "choice" VARCHAR, "n_expected" INTEGER, "n_read" INTEGER,
    "n_blank" INTEGER, "n_doubtful" INTEGER, "n_pages" INTEGER, "n_identities" INTEGER, "n_untested" INTEGER,
    "unclaimed" VARCHAR[], "identity" STRUCT("field" VARCHAR, "value" VARCHAR, "source" VARCHAR, "quote" VARCHAR)[],
    "doubts" VARCHAR[], "candidates" VARCHAR[], "extractor" VARCHAR);
CREATE TABLE figures (
    "agency_id" VARCHAR, "district_id" VARCHAR, "year" SMALLINT, "ordinal" INTEGER, "is_current" BOOLEAN,
    "disclosure__rules__made" INTEGER, "disclosure__rules__newly_disclosed" INTEGER,
    "disclosure__rules__disclosed_total" INTEGER, "disclosure__rules__issued" INTEGER, "disclosure__rules__repealed"
    INTEGER, "disclosure__rules__in_force" INTEGER, "disclosure__normative_documents__made" INTEGER,
    "disclosure__normative_documents__newly_disclosed" INTEGER, "disclosure__normative_documents__disclosed_total"
    INTEGER, "disclosure__normative_documents__issued" INTEGER, "disclosure__normative_documents__repealed" INTEGER,
    "disclosure__normative_documents__in_force" INTEGER, "disclosure__licensing__items_previous" INTEGER,
    "disclosure__licensing__items_change" INTEGER, "disclosure__licensing__decisions" INTEGER,
    "disclosure__other_services__items_previous" INTEGER, "disclosure__other_services__items_change" INTEGER,
    "disclosure__other_services__decisions" INTEGER, "disclosure__penalties__items_previous" INTEGER,
    "disclosure__penalties__items_change" INTEGER, "disclosure__penalties__decisions" INTEGER,
    "disclosure__coercion__items_previous" INTEGER, "disclosure__coercion__items_change" INTEGER,
    "disclosure__coercion__decisions" INTEGER, "disclosure__fees__items_previous" INTEGER,
    "disclosure__fees__items_change" INTEGER, "disclosure__fees__amount" DECIMAL(24, 6),
    "disclosure__procurement__projects" INTEGER, "disclosure__procurement__amount" DECIMAL(24, 6),
    "requests__new__natural_person" INTEGER, "requests__new__business" INTEGER, "requests__new__research" INTEGER,
    "requests__new__public_welfare" INTEGER, "requests__new__legal_service" INTEGER,
    "requests__new__other_organisation" INTEGER, "requests__new__total" INTEGER,
    "requests__carried_in__natural_person" INTEGER, "requests__carried_in__business" INTEGER,
    "requests__carried_in__research" INTEGER, "requests__carried_in__public_welfare" INTEGER,
    "requests__carried_in__legal_service" INTEGER, "requests__carried_in__other_organisation" INTEGER,
    "requests__carried_in__total" INTEGER, "requests__granted__natural_person" INTEGER, "requests__granted__business"
    INTEGER, "requests__granted__research" INTEGER, "requests__granted__public_welfare" INTEGER,
    "requests__granted__legal_service" INTEGER, "requests__granted__other_organisation" INTEGER,
    "requests__granted__total" INTEGER, "requests__partial__natural_person" INTEGER, "requests__partial__business"
    INTEGER, "requests__partial__research" INTEGER, "requests__partial__public_welfare" INTEGER,
    "requests__partial__legal_service" INTEGER, "requests__partial__other_organisation" INTEGER,
    "requests__partial__total" INTEGER, "requests__refused_state_secret__natural_person" INTEGER,
    "requests__refused_state_secret__business" INTEGER, "requests__refused_state_secret__research" INTEGER,
    "requests__refused_state_secret__public_welfare" INTEGER, "requests__refused_state_secret__legal_service" INTEGER,
    "requests__refused_state_secret__other_organisation" INTEGER, "requests__refused_state_secret__total" INTEGER,
    "requests__refused_other_law__natural_person" INTEGER, "requests__refused_other_law__business" INTEGER,
    "requests__refused_other_law__research" INTEGER, "requests__refused_other_law__public_welfare" INTEGER,
    "requests__refused_other_law__legal_service" INTEGER, "requests__refused_other_law__other_organisation" INTEGER,
    "requests__refused_other_law__total" INTEGER, "requests__refused_security__natural_person" INTEGER,
    "requests__refused_security__business" INTEGER, "requests__refused_security__research" INTEGER,
    "requests__refused_security__public_welfare" INTEGER, "requests__refused_security__legal_service" INTEGER,
    "requests__refused_security__other_organisation" INTEGER, "requests__refused_security__total" INTEGER,
    "requests__refused_third_party__natural_person" INTEGER, "requests__refused_third_party__business" INTEGER,
    "requests__refused_third_party__research" INTEGER, "requests__refused_third_party__public_welfare" INTEGER,
    "requests__refused_third_party__legal_service" INTEGER, "requests__refused_third_party__other_organisation"
    INTEGER, "requests__refused_third_party__total" INTEGER, "requests__refused_internal__natural_person" INTEGER,
    "requests__refused_internal__business" INTEGER, "requests__refused_internal__research" INTEGER,
    "requests__refused_internal__public_welfare" INTEGER, "requests__refused_internal__legal_service" INTEGER,
    "requests__refused_internal__other_organisation" INTEGER, "requests__refused_internal__total" INTEGER,
    "requests__refused_process__natural_person" INTEGER, "requests__refused_process__business" INTEGER,
    "requests__refused_process__research" INTEGER, "requests__refused_process__public_welfare" INTEGER,
    "requests__refused_process__legal_service" INTEGER, "requests__refused_process__other_organisation" INTEGER,
    "requests__refused_process__total" INTEGER, "requests__refused_case_file__natural_person" INTEGER,
    "requests__refused_case_file__business" INTEGER, "requests__refused_case_file__research" INTEGER,
    "requests__refused_case_file__public_welfare" INTEGER, "requests__refused_case_file__legal_service" INTEGER,
    "requests__refused_case_file__other_organisation" INTEGER, "requests__refused_case_file__total" INTEGER,
    "requests__refused_query__natural_person" INTEGER, "requests__refused_query__business" INTEGER,
    "requests__refused_query__research" INTEGER, "requests__refused_query__public_welfare" INTEGER,
    "requests__refused_query__legal_service" INTEGER, "requests__refused_query__other_organisation" INTEGER,
    "requests__refused_query__total" INTEGER, "requests__refused__natural_person" INTEGER,
    "requests__refused__business" INTEGER, "requests__refused__research" INTEGER, "requests__refused__public_welfare"
    INTEGER, "requests__refused__legal_service" INTEGER, "requests__refused__other_organisation" INTEGER,
    "requests__refused__total" INTEGER, "requests__unable_not_held__natural_person" INTEGER,
    "requests__unable_not_held__business" INTEGER, "requests__unable_not_held__research" INTEGER,
    "requests__unable_not_held__public_welfare" INTEGER, "requests__unable_not_held__legal_service" INTEGER,
    "requests__unable_not_held__other_organisation" INTEGER, "requests__unable_not_held__total" INTEGER,
    "requests__unable_to_create__natural_person" INTEGER, "requests__unable_to_create__business" INTEGER,
    "requests__unable_to_create__research" INTEGER, "requests__unable_to_create__public_welfare" INTEGER,
    "requests__unable_to_create__legal_service" INTEGER, "requests__unable_to_create__other_organisation" INTEGER,
    "requests__unable_to_create__total" INTEGER, "requests__unable_unclear__natural_person" INTEGER,
    "requests__unable_unclear__business" INTEGER, "requests__unable_unclear__research" INTEGER,
    "requests__unable_unclear__public_welfare" INTEGER, "requests__unable_unclear__legal_service" INTEGER,
    "requests__unable_unclear__other_organisation" INTEGER, "requests__unable_unclear__total" INTEGER,
    "requests__unable__natural_person" INTEGER, "requests__unable__business" INTEGER, "requests__unable__research"
    INTEGER, "requests__unable__public_welfare" INTEGER, "requests__unable__legal_service" INTEGER,
    "requests__unable__other_organisation" INTEGER, "requests__unable__total" INTEGER,
    "requests__unprocessed_petition__natural_person" INTEGER, "requests__unprocessed_petition__business" INTEGER,
    "requests__unprocessed_petition__research" INTEGER, "requests__unprocessed_petition__public_welfare" INTEGER,
    "requests__unprocessed_petition__legal_service" INTEGER, "requests__unprocessed_petition__other_organisation"
    INTEGER, "requests__unprocessed_petition__total" INTEGER, "requests__unprocessed_repeat__natural_person" INTEGER,
    "requests__unprocessed_repeat__business" INTEGER, "requests__unprocessed_repeat__research" INTEGER,
    "requests__unprocessed_repeat__public_welfare" INTEGER, "requests__unprocessed_repeat__legal_service" INTEGER,
    "requests__unprocessed_repeat__other_organisation" INTEGER, "requests__unprocessed_repeat__total" INTEGER,
    "requests__unprocessed_publication__natural_person" INTEGER, "requests__unprocessed_publication__business"
    INTEGER, "requests__unprocessed_publication__research" INTEGER,
    "requests__unprocessed_publication__public_welfare" INTEGER, "requests__unprocessed_publication__legal_service"
    INTEGER, "requests__unprocessed_publication__other_organisation" INTEGER,
    "requests__unprocessed_publication__total" INTEGER, "requests__unprocessed_excessive__natural_person" INTEGER,
    "requests__unprocessed_excessive__business" INTEGER, "requests__unprocessed_excessive__research" INTEGER,
    "requests__unprocessed_excessive__public_welfare" INTEGER, "requests__unprocessed_excessive__legal_service"
    INTEGER, "requests__unprocessed_excessive__other_organisation" INTEGER, "requests__unprocessed_excessive__total"
    INTEGER, "requests__unprocessed_reissue__natural_person" INTEGER, "requests__unprocessed_reissue__business"
    INTEGER, "requests__unprocessed_reissue__research" INTEGER, "requests__unprocessed_reissue__public_welfare"
    INTEGER, "requests__unprocessed_reissue__legal_service" INTEGER,
    "requests__unprocessed_reissue__other_organisation" INTEGER, "requests__unprocessed_reissue__total" INTEGER,
    "requests__unprocessed__natural_person" INTEGER, "requests__unprocessed__business" INTEGER,
    "requests__unprocessed__research" INTEGER, "requests__unprocessed__public_welfare" INTEGER,
    "requests__unprocessed__legal_service" INTEGER, "requests__unprocessed__other_organisation" INTEGER,
    "requests__unprocessed__total" INTEGER, "requests__other_no_correction__natural_person" INTEGER,
    "requests__other_no_correction__business" INTEGER, "requests__other_no_correction__research" INTEGER,
    "requests__other_no_correction__public_welfare" INTEGER, "requests__other_no_correction__legal_service" INTEGER,
    "requests__other_no_correction__other_organisation" INTEGER, "requests__other_no_correction__total" INTEGER,
    "requests__other_no_fee__natural_person" INTEGER, "requests__other_no_fee__business" INTEGER,
    "requests__other_no_fee__research" INTEGER, "requests__other_no_fee__public_welfare" INTEGER,
    "requests__other_no_fee__legal_service" INTEGER, "requests__other_no_fee__other_organisation" INTEGER,
    "requests__other_no_fee__total" INTEGER, "requests__other_rest__natural_person" INTEGER,
    "requests__other_rest__business" INTEGER, "requests__other_rest__research" INTEGER,
    "requests__other_rest__public_welfare" INTEGER, "requests__other_rest__legal_service" INTEGER,
    "requests__other_rest__other_organisation" INTEGER, "requests__other_rest__total" INTEGER,
    "requests__other__natural_person" INTEGER, "requests__other__business" INTEGER, "requests__other__research"
    INTEGER, "requests__other__public_welfare" INTEGER, "requests__other__legal_service" INTEGER,
    "requests__other__other_organisation" INTEGER, "requests__other__total" INTEGER,
    "requests__outcome_total__natural_person" INTEGER, "requests__outcome_total__business" INTEGER,
    "requests__outcome_total__research" INTEGER, "requests__outcome_total__public_welfare" INTEGER,
    "requests__outcome_total__legal_service" INTEGER, "requests__outcome_total__other_organisation" INTEGER,
    "requests__outcome_total__total" INTEGER, "requests__carried_out__natural_person" INTEGER,
    "requests__carried_out__business" INTEGER, "requests__carried_out__research" INTEGER,
    "requests__carried_out__public_welfare" INTEGER, "requests__carried_out__legal_service" INTEGER,
    "requests__carried_out__other_organisation" INTEGER, "requests__carried_out__total" INTEGER,
    "disputes__review__upheld" INTEGER, "disputes__review__corrected" INTEGER, "disputes__review__other" INTEGER,
    "disputes__review__pending" INTEGER, "disputes__review__total" INTEGER, "disputes__suit_direct__upheld" INTEGER,
    "disputes__suit_direct__corrected" INTEGER, "disputes__suit_direct__other" INTEGER,
    "disputes__suit_direct__pending" INTEGER, "disputes__suit_direct__total" INTEGER,
    "disputes__suit_after_review__upheld" INTEGER, "disputes__suit_after_review__corrected" INTEGER,
    "disputes__suit_after_review__other" INTEGER, "disputes__suit_after_review__pending" INTEGER,
    "disputes__suit_after_review__total" INTEGER, "activity__information_disclosed__count" INTEGER,
    "activity__normative_documents_disclosed__count" INTEGER, "activity__normative_documents_issued__count" INTEGER,
    "activity__channel_gazette__count" INTEGER, "activity__channel_website__count" INTEGER,
    "activity__channel_microblog__count" INTEGER, "activity__channel_wechat__count" INTEGER,
    "activity__channel_other__count" INTEGER, "activity__concerns_answered__count" INTEGER,
    "activity__press_conferences__count" INTEGER, "activity__press_conferences_by_head__count" INTEGER,
    "activity__online_interviews__count" INTEGER, "activity__online_interviews_by_head__count" INTEGER,
    "activity__interpretations__count" INTEGER, "activity__answers_on_social_media__count" INTEGER,
    "activity__answers_elsewhere__count" INTEGER, "activity__received__count" INTEGER,
    "activity__received_in_person__count" INTEGER, "activity__received_by_fax__count" INTEGER,
    "activity__received_online__count" INTEGER, "activity__received_by_letter__count" INTEGER,
    "activity__closed__count" INTEGER, "activity__closed_on_time__count" INTEGER, "activity__closed_extended__count"
    INTEGER, "activity__answered__count" INTEGER, "activity__already_public__count" INTEGER,
    "activity__granted__count" INTEGER, "activity__partial__count" INTEGER, "activity__refused__count" INTEGER,
    "activity__refused_state_secret__count" INTEGER, "activity__refused_trade_secret__count" INTEGER,
    "activity__refused_privacy__count" INTEGER, "activity__refused_security__count" INTEGER,
    "activity__refused_not_information__count" INTEGER, "activity__refused_other_law__count" INTEGER,
    "activity__not_own__count" INTEGER, "activity__not_existing__count" INTEGER, "activity__correction_asked__count"
    INTEGER, "activity__referred__count" INTEGER, "activity__review__count" INTEGER, "activity__review_upheld__count"
    INTEGER, "activity__review_corrected__count" INTEGER, "activity__review_other__count" INTEGER,
    "activity__suit__count" INTEGER, "activity__suit_upheld__count" INTEGER, "activity__suit_corrected__count"
    INTEGER, "activity__suit_other__count" INTEGER, "activity__complaints__count" INTEGER, "activity__fees__count"
    DECIMAL(24, 6), "activity__offices__count" INTEGER, "activity__reading_points__count" INTEGER,
    "activity__staff__count" INTEGER, "activity__staff_full_time__count" INTEGER, "activity__staff_part_time__count"
    INTEGER, "activity__budget__count" DECIMAL(24, 6), "activity__meetings__count" INTEGER,
    "activity__trainings__count" INTEGER, "activity__people_trained__count" INTEGER, "marks" STRUCT("table_id"
    VARCHAR, "item_id" VARCHAR, "column_id" VARCHAR, "state" VARCHAR, "value" DECIMAL(24, 6), "raw" VARCHAR, "unit"
    VARCHAR, "page" INTEGER, "row" INTEGER, "col" INTEGER, "note" VARCHAR, "corrected_from" VARCHAR)[]);
CREATE TABLE evidence (
    "report_id" VARCHAR, "sha256" VARCHAR, "agency_id" VARCHAR, "district_id" VARCHAR, "year" SMALLINT, "is_current"
    BOOLEAN, "cells" STRUCT("table_id" VARCHAR, "item_id" VARCHAR, "column_id" VARCHAR, "state" VARCHAR, "value"
    DECIMAL(24, 6), "raw" VARCHAR, "unit" VARCHAR, "page" INTEGER, "row" INTEGER, "col" INTEGER, "note" VARCHAR,
    "corrected_from" VARCHAR)[]);
CREATE TABLE sections (
    "report_id" VARCHAR, "sha256" VARCHAR, "agency_id" VARCHAR, "district_id" VARCHAR, "year" SMALLINT, "is_current"
    BOOLEAN, "number" TINYINT, "position" INTEGER, "heading" VARCHAR, "text" VARCHAR, "page" INTEGER);
CREATE TABLE statements (
    "report_id" VARCHAR, "sha256" VARCHAR, "agency_id" VARCHAR, "district_id" VARCHAR, "year" SMALLINT, "is_current"
    BOOLEAN, "position" INTEGER, "meaning" VARCHAR, "value" DECIMAL(24, 6), "unit" VARCHAR, "quote" VARCHAR, "section"
    TINYINT, "page" INTEGER, "is_approximate" BOOLEAN, "whose" VARCHAR, "subject" VARCHAR, "label" VARCHAR, "parts"
    STRUCT("label" VARCHAR, "value" DECIMAL(24, 6))[], "is_exhaustive" BOOLEAN);
CREATE TABLE findings (
    "finding_id" VARCHAR, "report_id" VARCHAR, "sha256" VARCHAR, "agency_id" VARCHAR, "district_id" VARCHAR, "year"
    SMALLINT, "check_id" VARCHAR, "class" VARCHAR, "severity" VARCHAR, "place" VARCHAR, "table_id" VARCHAR, "item_id"
    VARCHAR, "column_id" VARCHAR, "left" DECIMAL(24, 6), "right" DECIMAL(24, 6), "difference" DECIMAL(24, 6),
    "equation" VARCHAR, "message" VARCHAR, "repair" STRUCT("table_id" VARCHAR, "item_id" VARCHAR, "column_id" VARCHAR,
    "value" DECIMAL(24, 6), "text" VARCHAR), "repairs" STRUCT("table_id" VARCHAR, "item_id" VARCHAR, "column_id"
    VARCHAR, "year" SMALLINT, "printed" DECIMAL(24, 6), "value" DECIMAL(24, 6), "n_mended" INTEGER, "n_left" INTEGER,
    "breaks" VARCHAR[], "origin" VARCHAR, "origin_note" VARCHAR, "text" VARCHAR)[], "n_repairs" INTEGER,
    "repairs_text" VARCHAR, "operands" STRUCT("table_id" VARCHAR, "item_id" VARCHAR, "column_id" VARCHAR, "year"
    SMALLINT, "side" VARCHAR, "sign" TINYINT, "value" DECIMAL(24, 6))[], "origin" VARCHAR, "origin_note" VARCHAR,
    "explained" VARCHAR, "quote" VARCHAR, "section" TINYINT, "page" INTEGER, "unit" VARCHAR);
CREATE TABLE similarities (
    "report_id" VARCHAR, "sha256" VARCHAR, "agency_id" VARCHAR, "district_id" VARCHAR, "year" SMALLINT, "section"
    TINYINT, "position" INTEGER, "kind" VARCHAR, "rank" TINYINT, "other_report_id" VARCHAR, "other_sha256" VARCHAR,
    "other_agency_id" VARCHAR, "other_year" SMALLINT, "other_section" TINYINT, "other_position" INTEGER, "share"
    DOUBLE, "n_shared" INTEGER, "length" INTEGER, "n_characters" INTEGER, "n_numbers" INTEGER, "n_numbers_changed"
    INTEGER, "passages" STRUCT("start" INTEGER, "end" INTEGER, "other_start" INTEGER, "other_end" INTEGER)[],
    "everyday" STRUCT("start" INTEGER, "end" INTEGER)[]);
CREATE TABLE agencies (
    "agency_id" VARCHAR, "label" VARCHAR, "short_label" VARCHAR, "kind" VARCHAR, "district_id" VARCHAR, "level"
    VARCHAR, "aliases" VARCHAR[], "is_registered" BOOLEAN, "first_year" SMALLINT, "last_year" SMALLINT);
CREATE TABLE divisions (
    "district_id" VARCHAR, "label" VARCHAR, "full_label" VARCHAR, "level" VARCHAR, "parent_id" VARCHAR, "province_id"
    VARCHAR, "city_id" VARCHAR, "valid_from" SMALLINT, "valid_to" SMALLINT);
CREATE TABLE items (
    "table_id" VARCHAR, "item_id" VARCHAR, "column_id" VARCHAR, "name" VARCHAR, "label" VARCHAR, "label_en" VARCHAR,
    "unit" VARCHAR, "kind" VARCHAR, "outcome" VARCHAR, "comparable_2019_2021" VARCHAR, "article" VARCHAR, "position"
    SMALLINT, "editions" VARCHAR[]);
CREATE TABLE form_cells (
    "edition" VARCHAR, "table_id" VARCHAR, "block" TINYINT, "caption" VARCHAR, "item_id" VARCHAR, "column_id" VARCHAR,
    "row" SMALLINT, "col" SMALLINT, "row_path" VARCHAR[], "col_path" VARCHAR[], "corner" VARCHAR, "is_optional"
    BOOLEAN, "table_label" VARCHAR, "layout" VARCHAR, "unit_head" VARCHAR, "unit" VARCHAR);
CREATE TABLE checks (
    "check_id" VARCHAR, "label" VARCHAR, "basis" VARCHAR, "class" VARCHAR, "severity" VARCHAR, "exceptions" VARCHAR,
    "position" SMALLINT);
CREATE TABLE mart_agencies (
    "report_id" VARCHAR, "sha256" VARCHAR, "agency_id" VARCHAR, "district_id" VARCHAR, "year" SMALLINT, "ordinal"
    INTEGER, "kind" VARCHAR, "level" VARCHAR, "edition" VARCHAR, "scope" VARCHAR, "status" VARCHAR,
    "disclosure__rules__made" INTEGER, "disclosure__rules__newly_disclosed" INTEGER,
    "disclosure__rules__disclosed_total" INTEGER, "disclosure__rules__issued" INTEGER, "disclosure__rules__repealed"
    INTEGER, "disclosure__rules__in_force" INTEGER, "disclosure__normative_documents__made" INTEGER,
    "disclosure__normative_documents__newly_disclosed" INTEGER, "disclosure__normative_documents__disclosed_total"
    INTEGER, "disclosure__normative_documents__issued" INTEGER, "disclosure__normative_documents__repealed" INTEGER,
    "disclosure__normative_documents__in_force" INTEGER, "disclosure__licensing__items_previous" INTEGER,
    "disclosure__licensing__items_change" INTEGER, "disclosure__licensing__decisions" INTEGER,
    "disclosure__other_services__items_previous" INTEGER, "disclosure__other_services__items_change" INTEGER,
    "disclosure__other_services__decisions" INTEGER, "disclosure__penalties__items_previous" INTEGER,
    "disclosure__penalties__items_change" INTEGER, "disclosure__penalties__decisions" INTEGER,
    "disclosure__coercion__items_previous" INTEGER, "disclosure__coercion__items_change" INTEGER,
    "disclosure__coercion__decisions" INTEGER, "disclosure__fees__items_previous" INTEGER,
    "disclosure__fees__items_change" INTEGER, "disclosure__fees__amount" DECIMAL(24, 6),
    "disclosure__procurement__projects" INTEGER, "disclosure__procurement__amount" DECIMAL(24, 6),
    "requests__new__natural_person" INTEGER, "requests__new__total" INTEGER, "requests__carried_in__total" INTEGER,
    "requests__granted__total" INTEGER, "requests__partial__total" INTEGER, "requests__refused_state_secret__total"
    INTEGER, "requests__refused_other_law__total" INTEGER, "requests__refused_security__total" INTEGER,
    "requests__refused_third_party__total" INTEGER, "requests__refused_internal__total" INTEGER,
    "requests__refused_process__total" INTEGER, "requests__refused_case_file__total" INTEGER,
    "requests__refused_query__total" INTEGER, "requests__refused__total" INTEGER, "requests__unable_not_held__total"
    INTEGER, "requests__unable_to_create__total" INTEGER, "requests__unable_unclear__total" INTEGER,
    "requests__unable__total" INTEGER, "requests__unprocessed_petition__total" INTEGER,
    "requests__unprocessed_repeat__total" INTEGER, "requests__unprocessed_publication__total" INTEGER,
    "requests__unprocessed_excessive__total" INTEGER, "requests__unprocessed_reissue__total" INTEGER,
    "requests__unprocessed__total" INTEGER, "requests__other_no_correction__total" INTEGER,
    "requests__other_no_fee__total" INTEGER, "requests__other_rest__total" INTEGER, "requests__other__total" INTEGER,
    "requests__outcome_total__total" INTEGER, "requests__carried_out__total" INTEGER, "disputes__review__upheld"
    INTEGER, "disputes__review__corrected" INTEGER, "disputes__review__other" INTEGER, "disputes__review__pending"
    INTEGER, "disputes__review__total" INTEGER, "disputes__suit_direct__upheld" INTEGER,
    "disputes__suit_direct__corrected" INTEGER, "disputes__suit_direct__other" INTEGER,
    "disputes__suit_direct__pending" INTEGER, "disputes__suit_direct__total" INTEGER,
    "disputes__suit_after_review__upheld" INTEGER, "disputes__suit_after_review__corrected" INTEGER,
    "disputes__suit_after_review__other" INTEGER, "disputes__suit_after_review__pending" INTEGER,
    "disputes__suit_after_review__total" INTEGER, "activity__information_disclosed__count" INTEGER,
    "activity__normative_documents_disclosed__count" INTEGER, "activity__normative_documents_issued__count" INTEGER,
    "activity__channel_gazette__count" INTEGER, "activity__channel_website__count" INTEGER,
    "activity__channel_microblog__count" INTEGER, "activity__channel_wechat__count" INTEGER,
    "activity__channel_other__count" INTEGER, "activity__concerns_answered__count" INTEGER,
    "activity__press_conferences__count" INTEGER, "activity__press_conferences_by_head__count" INTEGER,
    "activity__online_interviews__count" INTEGER, "activity__online_interviews_by_head__count" INTEGER,
    "activity__interpretations__count" INTEGER, "activity__answers_on_social_media__count" INTEGER,
    "activity__answers_elsewhere__count" INTEGER, "activity__received__count" INTEGER,
    "activity__received_in_person__count" INTEGER, "activity__received_by_fax__count" INTEGER,
    "activity__received_online__count" INTEGER, "activity__received_by_letter__count" INTEGER,
    "activity__closed__count" INTEGER, "activity__closed_on_time__count" INTEGER, "activity__closed_extended__count"
    INTEGER, "activity__answered__count" INTEGER, "activity__already_public__count" INTEGER,
    "activity__granted__count" INTEGER, "activity__partial__count" INTEGER, "activity__refused__count" INTEGER,
    "activity__refused_state_secret__count" INTEGER, "activity__refused_trade_secret__count" INTEGER,
    "activity__refused_privacy__count" INTEGER, "activity__refused_security__count" INTEGER,
    "activity__refused_not_information__count" INTEGER, "activity__refused_other_law__count" INTEGER,
    "activity__not_own__count" INTEGER, "activity__not_existing__count" INTEGER, "activity__correction_asked__count"
    INTEGER, "activity__referred__count" INTEGER, "activity__review__count" INTEGER, "activity__review_upheld__count"
    INTEGER, "activity__review_corrected__count" INTEGER, "activity__review_other__count" INTEGER,
    "activity__suit__count" INTEGER, "activity__suit_upheld__count" INTEGER, "activity__suit_corrected__count"
    INTEGER, "activity__suit_other__count" INTEGER, "activity__complaints__count" INTEGER, "activity__fees__count"
    DECIMAL(24, 6), "activity__offices__count" INTEGER, "activity__reading_points__count" INTEGER,
    "activity__staff__count" INTEGER, "activity__staff_full_time__count" INTEGER, "activity__staff_part_time__count"
    INTEGER, "activity__budget__count" DECIMAL(24, 6), "activity__meetings__count" INTEGER,
    "activity__trainings__count" INTEGER, "activity__people_trained__count" INTEGER);
CREATE TABLE mart_profiles (
    "report_id" VARCHAR, "agency_id" VARCHAR, "year" SMALLINT, "scope" VARCHAR, "counts" STRUCT("position" SMALLINT,
    "value" INTEGER)[], "amounts" STRUCT("position" SMALLINT, "value" DECIMAL(24, 6))[], "marks" STRUCT("position"
    SMALLINT, "state" VARCHAR, "value" DECIMAL(24, 6), "corrected_from" VARCHAR)[]);
CREATE TABLE mart_districts (
    "district_id" VARCHAR, "year" SMALLINT, "level" VARCHAR, "kind" VARCHAR, "edition" VARCHAR, "n_reports" INTEGER,
    "disclosure__rules__made" BIGINT, "disclosure__rules__newly_disclosed" BIGINT,
    "disclosure__rules__disclosed_total" BIGINT, "disclosure__rules__issued" BIGINT, "disclosure__rules__repealed"
    BIGINT, "disclosure__rules__in_force" BIGINT, "disclosure__normative_documents__made" BIGINT,
    "disclosure__normative_documents__newly_disclosed" BIGINT, "disclosure__normative_documents__disclosed_total"
    BIGINT, "disclosure__normative_documents__issued" BIGINT, "disclosure__normative_documents__repealed" BIGINT,
    "disclosure__normative_documents__in_force" BIGINT, "disclosure__licensing__items_previous" BIGINT,
    "disclosure__licensing__items_change" BIGINT, "disclosure__licensing__decisions" BIGINT,
    "disclosure__other_services__items_previous" BIGINT, "disclosure__other_services__items_change" BIGINT,
    "disclosure__other_services__decisions" BIGINT, "disclosure__penalties__items_previous" BIGINT,
    "disclosure__penalties__items_change" BIGINT, "disclosure__penalties__decisions" BIGINT,
    "disclosure__coercion__items_previous" BIGINT, "disclosure__coercion__items_change" BIGINT,
    "disclosure__coercion__decisions" BIGINT, "disclosure__fees__items_previous" BIGINT,
    "disclosure__fees__items_change" BIGINT, "disclosure__fees__amount" DECIMAL(24, 6),
    "disclosure__procurement__projects" BIGINT, "disclosure__procurement__amount" DECIMAL(24, 6),
    "requests__new__natural_person" BIGINT, "requests__new__business" BIGINT, "requests__new__research" BIGINT,
    "requests__new__public_welfare" BIGINT, "requests__new__legal_service" BIGINT, "requests__new__other_organisation"
    BIGINT, "requests__new__total" BIGINT, "requests__carried_in__natural_person" BIGINT,
    "requests__carried_in__business" BIGINT, "requests__carried_in__research" BIGINT,
    "requests__carried_in__public_welfare" BIGINT, "requests__carried_in__legal_service" BIGINT,
    "requests__carried_in__other_organisation" BIGINT, "requests__carried_in__total" BIGINT,
    "requests__granted__natural_person" BIGINT, "requests__granted__business" BIGINT, "requests__granted__research"
    BIGINT, "requests__granted__public_welfare" BIGINT, "requests__granted__legal_service" BIGINT,
    "requests__granted__other_organisation" BIGINT, "requests__granted__total" BIGINT,
    "requests__partial__natural_person" BIGINT, "requests__partial__business" BIGINT, "requests__partial__research"
    BIGINT, "requests__partial__public_welfare" BIGINT, "requests__partial__legal_service" BIGINT,
    "requests__partial__other_organisation" BIGINT, "requests__partial__total" BIGINT,
    "requests__refused_state_secret__natural_person" BIGINT, "requests__refused_state_secret__business" BIGINT,
    "requests__refused_state_secret__research" BIGINT, "requests__refused_state_secret__public_welfare" BIGINT,
    "requests__refused_state_secret__legal_service" BIGINT, "requests__refused_state_secret__other_organisation"
    BIGINT, "requests__refused_state_secret__total" BIGINT, "requests__refused_other_law__natural_person" BIGINT,
    "requests__refused_other_law__business" BIGINT, "requests__refused_other_law__research" BIGINT,
    "requests__refused_other_law__public_welfare" BIGINT, "requests__refused_other_law__legal_service" BIGINT,
    "requests__refused_other_law__other_organisation" BIGINT, "requests__refused_other_law__total" BIGINT,
    "requests__refused_security__natural_person" BIGINT, "requests__refused_security__business" BIGINT,
    "requests__refused_security__research" BIGINT, "requests__refused_security__public_welfare" BIGINT,
    "requests__refused_security__legal_service" BIGINT, "requests__refused_security__other_organisation" BIGINT,
    "requests__refused_security__total" BIGINT, "requests__refused_third_party__natural_person" BIGINT,
    "requests__refused_third_party__business" BIGINT, "requests__refused_third_party__research" BIGINT,
    "requests__refused_third_party__public_welfare" BIGINT, "requests__refused_third_party__legal_service" BIGINT,
    "requests__refused_third_party__other_organisation" BIGINT, "requests__refused_third_party__total" BIGINT,
    "requests__refused_internal__natural_person" BIGINT, "requests__refused_internal__business" BIGINT,
    "requests__refused_internal__research" BIGINT, "requests__refused_internal__public_welfare" BIGINT,
    "requests__refused_internal__legal_service" BIGINT, "requests__refused_internal__other_organisation" BIGINT,
    "requests__refused_internal__total" BIGINT, "requests__refused_process__natural_person" BIGINT,
    "requests__refused_process__business" BIGINT, "requests__refused_process__research" BIGINT,
    "requests__refused_process__public_welfare" BIGINT, "requests__refused_process__legal_service" BIGINT,
    "requests__refused_process__other_organisation" BIGINT, "requests__refused_process__total" BIGINT,
    "requests__refused_case_file__natural_person" BIGINT, "requests__refused_case_file__business" BIGINT,
    "requests__refused_case_file__research" BIGINT, "requests__refused_case_file__public_welfare" BIGINT,
    "requests__refused_case_file__legal_service" BIGINT, "requests__refused_case_file__other_organisation" BIGINT,
    "requests__refused_case_file__total" BIGINT, "requests__refused_query__natural_person" BIGINT,
    "requests__refused_query__business" BIGINT, "requests__refused_query__research" BIGINT,
    "requests__refused_query__public_welfare" BIGINT, "requests__refused_query__legal_service" BIGINT,
    "requests__refused_query__other_organisation" BIGINT, "requests__refused_query__total" BIGINT,
    "requests__refused__natural_person" BIGINT, "requests__refused__business" BIGINT, "requests__refused__research"
    BIGINT, "requests__refused__public_welfare" BIGINT, "requests__refused__legal_service" BIGINT,
    "requests__refused__other_organisation" BIGINT, "requests__refused__total" BIGINT,
    "requests__unable_not_held__natural_person" BIGINT, "requests__unable_not_held__business" BIGINT,
    "requests__unable_not_held__research" BIGINT, "requests__unable_not_held__public_welfare" BIGINT,
    "requests__unable_not_held__legal_service" BIGINT, "requests__unable_not_held__other_organisation" BIGINT,
    "requests__unable_not_held__total" BIGINT, "requests__unable_to_create__natural_person" BIGINT,
    "requests__unable_to_create__business" BIGINT, "requests__unable_to_create__research" BIGINT,
    "requests__unable_to_create__public_welfare" BIGINT, "requests__unable_to_create__legal_service" BIGINT,
    "requests__unable_to_create__other_organisation" BIGINT, "requests__unable_to_create__total" BIGINT,
    "requests__unable_unclear__natural_person" BIGINT, "requests__unable_unclear__business" BIGINT,
    "requests__unable_unclear__research" BIGINT, "requests__unable_unclear__public_welfare" BIGINT,
    "requests__unable_unclear__legal_service" BIGINT, "requests__unable_unclear__other_organisation" BIGINT,
    "requests__unable_unclear__total" BIGINT, "requests__unable__natural_person" BIGINT, "requests__unable__business"
    BIGINT, "requests__unable__research" BIGINT, "requests__unable__public_welfare" BIGINT,
    "requests__unable__legal_service" BIGINT, "requests__unable__other_organisation" BIGINT, "requests__unable__total"
    BIGINT, "requests__unprocessed_petition__natural_person" BIGINT, "requests__unprocessed_petition__business"
    BIGINT, "requests__unprocessed_petition__research" BIGINT, "requests__unprocessed_petition__public_welfare"
    BIGINT, "requests__unprocessed_petition__legal_service" BIGINT,
    "requests__unprocessed_petition__other_organisation" BIGINT, "requests__unprocessed_petition__total" BIGINT,
    "requests__unprocessed_repeat__natural_person" BIGINT, "requests__unprocessed_repeat__business" BIGINT,
    "requests__unprocessed_repeat__research" BIGINT, "requests__unprocessed_repeat__public_welfare" BIGINT,
    "requests__unprocessed_repeat__legal_service" BIGINT, "requests__unprocessed_repeat__other_organisation" BIGINT,
    "requests__unprocessed_repeat__total" BIGINT, "requests__unprocessed_publication__natural_person" BIGINT,
    "requests__unprocessed_publication__business" BIGINT, "requests__unprocessed_publication__research" BIGINT,
    "requests__unprocessed_publication__public_welfare" BIGINT, "requests__unprocessed_publication__legal_service"
    BIGINT, "requests__unprocessed_publication__other_organisation" BIGINT, "requests__unprocessed_publication__total"
    BIGINT, "requests__unprocessed_excessive__natural_person" BIGINT, "requests__unprocessed_excessive__business"
    BIGINT, "requests__unprocessed_excessive__research" BIGINT, "requests__unprocessed_excessive__public_welfare"
    BIGINT, "requests__unprocessed_excessive__legal_service" BIGINT,
    "requests__unprocessed_excessive__other_organisation" BIGINT, "requests__unprocessed_excessive__total" BIGINT,
    "requests__unprocessed_reissue__natural_person" BIGINT, "requests__unprocessed_reissue__business" BIGINT,
    "requests__unprocessed_reissue__research" BIGINT, "requests__unprocessed_reissue__public_welfare" BIGINT,
    "requests__unprocessed_reissue__legal_service" BIGINT, "requests__unprocessed_reissue__other_organisation" BIGINT,
    "requests__unprocessed_reissue__total" BIGINT, "requests__unprocessed__natural_person" BIGINT,
    "requests__unprocessed__business" BIGINT, "requests__unprocessed__research" BIGINT,
    "requests__unprocessed__public_welfare" BIGINT, "requests__unprocessed__legal_service" BIGINT,
    "requests__unprocessed__other_organisation" BIGINT, "requests__unprocessed__total" BIGINT,
    "requests__other_no_correction__natural_person" BIGINT, "requests__other_no_correction__business" BIGINT,
    "requests__other_no_correction__research" BIGINT, "requests__other_no_correction__public_welfare" BIGINT,
    "requests__other_no_correction__legal_service" BIGINT, "requests__other_no_correction__other_organisation" BIGINT,
    "requests__other_no_correction__total" BIGINT, "requests__other_no_fee__natural_person" BIGINT,
    "requests__other_no_fee__business" BIGINT, "requests__other_no_fee__research" BIGINT,
    "requests__other_no_fee__public_welfare" BIGINT, "requests__other_no_fee__legal_service" BIGINT,
    "requests__other_no_fee__other_organisation" BIGINT, "requests__other_no_fee__total" BIGINT,
    "requests__other_rest__natural_person" BIGINT, "requests__other_rest__business" BIGINT,
    "requests__other_rest__research" BIGINT, "requests__other_rest__public_welfare" BIGINT,
    "requests__other_rest__legal_service" BIGINT, "requests__other_rest__other_organisation" BIGINT,
    "requests__other_rest__total" BIGINT, "requests__other__natural_person" BIGINT, "requests__other__business"
    BIGINT, "requests__other__research" BIGINT, "requests__other__public_welfare" BIGINT,
    "requests__other__legal_service" BIGINT, "requests__other__other_organisation" BIGINT, "requests__other__total"
    BIGINT, "requests__outcome_total__natural_person" BIGINT, "requests__outcome_total__business" BIGINT,
    "requests__outcome_total__research" BIGINT, "requests__outcome_total__public_welfare" BIGINT,
    "requests__outcome_total__legal_service" BIGINT, "requests__outcome_total__other_organisation" BIGINT,
    "requests__outcome_total__total" BIGINT, "requests__carried_out__natural_person" BIGINT,
    "requests__carried_out__business" BIGINT, "requests__carried_out__research" BIGINT,
    "requests__carried_out__public_welfare" BIGINT, "requests__carried_out__legal_service" BIGINT,
    "requests__carried_out__other_organisation" BIGINT, "requests__carried_out__total" BIGINT,
    "disputes__review__upheld" BIGINT, "disputes__review__corrected" BIGINT, "disputes__review__other" BIGINT,
    "disputes__review__pending" BIGINT, "disputes__review__total" BIGINT, "disputes__suit_direct__upheld" BIGINT,
    "disputes__suit_direct__corrected" BIGINT, "disputes__suit_direct__other" BIGINT, "disputes__suit_direct__pending"
    BIGINT, "disputes__suit_direct__total" BIGINT, "disputes__suit_after_review__upheld" BIGINT,
    "disputes__suit_after_review__corrected" BIGINT, "disputes__suit_after_review__other" BIGINT,
    "disputes__suit_after_review__pending" BIGINT, "disputes__suit_after_review__total" BIGINT,
    "activity__information_disclosed__count" BIGINT, "activity__normative_documents_disclosed__count" BIGINT,
    "activity__normative_documents_issued__count" BIGINT, "activity__channel_gazette__count" BIGINT,
    "activity__channel_website__count" BIGINT, "activity__channel_microblog__count" BIGINT,
    "activity__channel_wechat__count" BIGINT, "activity__channel_other__count" BIGINT,
    "activity__concerns_answered__count" BIGINT, "activity__press_conferences__count" BIGINT,
    "activity__press_conferences_by_head__count" BIGINT, "activity__online_interviews__count" BIGINT,
    "activity__online_interviews_by_head__count" BIGINT, "activity__interpretations__count" BIGINT,
    "activity__answers_on_social_media__count" BIGINT, "activity__answers_elsewhere__count" BIGINT,
    "activity__received__count" BIGINT, "activity__received_in_person__count" BIGINT,
    "activity__received_by_fax__count" BIGINT, "activity__received_online__count" BIGINT,
    "activity__received_by_letter__count" BIGINT, "activity__closed__count" BIGINT, "activity__closed_on_time__count"
    BIGINT, "activity__closed_extended__count" BIGINT, "activity__answered__count" BIGINT,
    "activity__already_public__count" BIGINT, "activity__granted__count" BIGINT, "activity__partial__count" BIGINT,
    "activity__refused__count" BIGINT, "activity__refused_state_secret__count" BIGINT,
    "activity__refused_trade_secret__count" BIGINT, "activity__refused_privacy__count" BIGINT,
    "activity__refused_security__count" BIGINT, "activity__refused_not_information__count" BIGINT,
    "activity__refused_other_law__count" BIGINT, "activity__not_own__count" BIGINT, "activity__not_existing__count"
    BIGINT, "activity__correction_asked__count" BIGINT, "activity__referred__count" BIGINT, "activity__review__count"
    BIGINT, "activity__review_upheld__count" BIGINT, "activity__review_corrected__count" BIGINT,
    "activity__review_other__count" BIGINT, "activity__suit__count" BIGINT, "activity__suit_upheld__count" BIGINT,
    "activity__suit_corrected__count" BIGINT, "activity__suit_other__count" BIGINT, "activity__complaints__count"
    BIGINT, "activity__fees__count" DECIMAL(24, 6), "activity__offices__count" BIGINT,
    "activity__reading_points__count" BIGINT, "activity__staff__count" BIGINT, "activity__staff_full_time__count"
    BIGINT, "activity__staff_part_time__count" BIGINT, "activity__budget__count" DECIMAL(24, 6),
    "activity__meetings__count" BIGINT, "activity__trainings__count" BIGINT, "activity__people_trained__count" BIGINT);
CREATE TABLE mart_coverage (
    "district_id" VARCHAR, "year" SMALLINT, "kind" VARCHAR, "n_expected" INTEGER, "n_read" INTEGER, "n_beyond"
    INTEGER, "n_incomplete" INTEGER);
CREATE TABLE mart_findings (
    "report_id" VARCHAR, "sha256" VARCHAR, "agency_id" VARCHAR, "district_id" VARCHAR, "year" SMALLINT, "kind"
    VARCHAR, "scope" VARCHAR, "n_identities" INTEGER, "n_untested" INTEGER, "n_arithmetic" INTEGER, "n_reporting"
    INTEGER, "n_errors" INTEGER);
