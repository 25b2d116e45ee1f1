using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StudentNet.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class StudentsAndDoors : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_entry_mark_year_level_stage_school_code_state",
                table: "entry_mark");

            migrationBuilder.AddColumn<string>(
                name: "accept_mode",
                table: "receipt",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Person");

            migrationBuilder.AddColumn<int>(
                name: "answered_version",
                table: "receipt",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "client_id",
                table: "receipt",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "delivery_key",
                table: "receipt",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "supplements",
                table: "receipt",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "client_id",
                table: "audit_entry",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "class_pupil",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    term = table.Column<int>(type: "INTEGER", nullable: false),
                    school_code = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    class_kind = table.Column<string>(type: "TEXT", nullable: false),
                    grade = table.Column<int>(type: "INTEGER", nullable: false),
                    class_name = table.Column<string>(type: "TEXT", nullable: false),
                    seat = table.Column<int>(type: "INTEGER", nullable: true),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    non_school_kind = table.Column<string>(type: "TEXT", nullable: true),
                    holds_place = table.Column<bool>(type: "INTEGER", nullable: false),
                    sick_from = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    sick_to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    reduction = table.Column<int>(type: "INTEGER", nullable: false),
                    counts_as = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    receipt_id = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_class_pupil", x => new { x.person_id, x.year, x.term, x.school_code });
                });

            migrationBuilder.CreateTable(
                name: "class_pupil_event",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    term = table.Column<int>(type: "INTEGER", nullable: false),
                    school_code = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    seq = table.Column<int>(type: "INTEGER", nullable: false),
                    what = table.Column<string>(type: "TEXT", nullable: false),
                    class_kind = table.Column<string>(type: "TEXT", nullable: false),
                    grade = table.Column<int>(type: "INTEGER", nullable: false),
                    class_name = table.Column<string>(type: "TEXT", nullable: false),
                    counts_as = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reduction = table.Column<int>(type: "INTEGER", nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: true),
                    receipt_id = table.Column<long>(type: "INTEGER", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_class_pupil_event", x => new { x.person_id, x.year, x.term, x.school_code, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "foreign_pupil",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    school_code = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    grade_year = table.Column<int>(type: "INTEGER", nullable: false),
                    grade = table.Column<int>(type: "INTEGER", nullable: false),
                    class_name = table.Column<string>(type: "TEXT", nullable: true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    arrived_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    left_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    absence = table.Column<string>(type: "TEXT", nullable: true),
                    absent_since = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    return_expected_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    absence_detail = table.Column<string>(type: "TEXT", nullable: true),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_foreign_pupil", x => new { x.person_id, x.school_code });
                });

            migrationBuilder.CreateTable(
                name: "foreign_pupil_event",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    school_code = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    seq = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: true),
                    organisation_code = table.Column<string>(type: "TEXT", nullable: true),
                    receipt_id = table.Column<long>(type: "INTEGER", nullable: true),
                    grade_year = table.Column<int>(type: "INTEGER", nullable: false),
                    grade = table.Column<int>(type: "INTEGER", nullable: false),
                    class_name = table.Column<string>(type: "TEXT", nullable: true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    arrived_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    left_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    absence = table.Column<string>(type: "TEXT", nullable: true),
                    absent_since = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    return_expected_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    absence_detail = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_foreign_pupil_event", x => new { x.person_id, x.school_code, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "foreign_school_pupil",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    school_code = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    grade_year = table.Column<int>(type: "INTEGER", nullable: false),
                    grade = table.Column<int>(type: "INTEGER", nullable: false),
                    enrolled_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    left_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    left_for = table.Column<string>(type: "TEXT", nullable: true),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_foreign_school_pupil", x => new { x.person_id, x.school_code });
                });

            migrationBuilder.CreateTable(
                name: "foreign_school_pupil_event",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    school_code = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    seq = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    account_id = table.Column<long>(type: "INTEGER", nullable: true),
                    organisation_code = table.Column<string>(type: "TEXT", nullable: true),
                    receipt_id = table.Column<long>(type: "INTEGER", nullable: true),
                    grade_year = table.Column<int>(type: "INTEGER", nullable: false),
                    grade = table.Column<int>(type: "INTEGER", nullable: false),
                    enrolled_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    left_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    left_for = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_foreign_school_pupil_event", x => new { x.person_id, x.school_code, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "lease",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    owner = table.Column<string>(type: "TEXT", nullable: false),
                    until = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lease", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "low_income_mark",
                columns: table => new
                {
                    number = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    receipt_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_low_income_mark", x => new { x.number, x.month });
                });

            migrationBuilder.CreateTable(
                name: "machine_client",
                columns: table => new
                {
                    client_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    organisation_code = table.Column<string>(type: "TEXT", nullable: false),
                    formats = table.Column<string>(type: "TEXT", nullable: false),
                    is_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    sftp_keys = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    stamp = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_machine_client", x => x.client_id);
                    table.ForeignKey(
                        name: "fk_machine_client_organisation_organisation_code",
                        column: x => x.organisation_code,
                        principalTable: "organisation",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "oauth_application",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    application_type = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    client_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    client_secret = table.Column<string>(type: "TEXT", nullable: true),
                    client_type = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    concurrency_token = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    consent_type = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    display_name = table.Column<string>(type: "TEXT", nullable: true),
                    display_names = table.Column<string>(type: "TEXT", nullable: true),
                    json_web_key_set = table.Column<string>(type: "TEXT", nullable: true),
                    permissions = table.Column<string>(type: "TEXT", nullable: true),
                    post_logout_redirect_uris = table.Column<string>(type: "TEXT", nullable: true),
                    properties = table.Column<string>(type: "TEXT", nullable: true),
                    redirect_uris = table.Column<string>(type: "TEXT", nullable: true),
                    requirements = table.Column<string>(type: "TEXT", nullable: true),
                    settings = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oauth_application", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "oauth_scope",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    concurrency_token = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    descriptions = table.Column<string>(type: "TEXT", nullable: true),
                    display_name = table.Column<string>(type: "TEXT", nullable: true),
                    display_names = table.Column<string>(type: "TEXT", nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    properties = table.Column<string>(type: "TEXT", nullable: true),
                    resources = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oauth_scope", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "proposed_child",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    level = table.Column<int>(type: "INTEGER", maxLength: 40, nullable: false),
                    school_code = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    county_code = table.Column<string>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    words = table.Column<string>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    proposed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    answer = table.Column<string>(type: "TEXT", nullable: true),
                    answered_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    answered_by = table.Column<long>(type: "INTEGER", nullable: true),
                    same_as = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proposed_child", x => new { x.person_id, x.year, x.level });
                });

            migrationBuilder.CreateTable(
                name: "refusal",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    client_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    organisation_code = table.Column<string>(type: "TEXT", nullable: false),
                    county_code = table.Column<string>(type: "TEXT", nullable: true),
                    door = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: false),
                    format = table.Column<string>(type: "TEXT", nullable: true),
                    refused_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    hint = table.Column<string>(type: "TEXT", nullable: false),
                    delivery_key = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_refusal", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "request_key",
                columns: table => new
                {
                    client_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    fingerprint = table.Column<string>(type: "TEXT", nullable: false),
                    receipt_id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_request_key", x => new { x.client_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "special_list",
                columns: table => new
                {
                    receipt_id = table.Column<long>(type: "INTEGER", nullable: false),
                    month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    received_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    pupils = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_special_list", x => x.receipt_id);
                });

            migrationBuilder.CreateTable(
                name: "special_placement",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    seq = table.Column<int>(type: "INTEGER", nullable: false),
                    school_code = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    grade = table.Column<int>(type: "INTEGER", nullable: false),
                    category = table.Column<string>(type: "TEXT", nullable: false),
                    placement = table.Column<string>(type: "TEXT", nullable: false),
                    approved_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    valid_until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    class_reduction = table.Column<int>(type: "INTEGER", nullable: false),
                    since = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    received_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    receipt_id = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    end_receipt_id = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_special_placement", x => new { x.person_id, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "student_record",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    term = table.Column<int>(type: "INTEGER", nullable: false),
                    school_code = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    county_code = table.Column<string>(type: "TEXT", nullable: false),
                    level = table.Column<int>(type: "INTEGER", maxLength: 40, nullable: false),
                    grade = table.Column<int>(type: "INTEGER", nullable: false),
                    class_name = table.Column<string>(type: "TEXT", nullable: false),
                    seat = table.Column<int>(type: "INTEGER", nullable: true),
                    status = table.Column<string>(type: "TEXT", nullable: true),
                    status_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    is_in_school = table.Column<bool>(type: "INTEGER", nullable: false),
                    gap = table.Column<string>(type: "TEXT", nullable: true),
                    gap_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    last_change = table.Column<string>(type: "TEXT", nullable: true),
                    last_change_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    previous_school = table.Column<string>(type: "TEXT", nullable: true),
                    document = table.Column<string>(type: "TEXT", nullable: false),
                    content_hash = table.Column<string>(type: "TEXT", nullable: false),
                    schema_version = table.Column<string>(type: "TEXT", nullable: false),
                    receipt_id = table.Column<long>(type: "INTEGER", nullable: false),
                    first_received_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    received_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    withdrawn_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_student_record", x => new { x.person_id, x.year, x.term, x.school_code });
                });

            migrationBuilder.CreateTable(
                name: "student_record_version",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    term = table.Column<int>(type: "INTEGER", nullable: false),
                    school_code = table.Column<string>(type: "TEXT", nullable: false),
                    seq = table.Column<int>(type: "INTEGER", nullable: false),
                    document = table.Column<string>(type: "TEXT", nullable: false),
                    content_hash = table.Column<string>(type: "TEXT", nullable: false),
                    receipt_id = table.Column<long>(type: "INTEGER", nullable: false),
                    received_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    replaced_by = table.Column<long>(type: "INTEGER", nullable: false),
                    replaced_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_student_record_version", x => new { x.person_id, x.year, x.term, x.school_code, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "oauth_authorization",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    application_id = table.Column<string>(type: "TEXT", nullable: true),
                    concurrency_token = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    creation_date = table.Column<DateTime>(type: "TEXT", nullable: true),
                    properties = table.Column<string>(type: "TEXT", nullable: true),
                    scopes = table.Column<string>(type: "TEXT", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    subject = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    type = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oauth_authorization", x => x.id);
                    table.ForeignKey(
                        name: "fk_oauth_authorization_oauth_application_application_id",
                        column: x => x.application_id,
                        principalTable: "oauth_application",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "oauth_token",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    application_id = table.Column<string>(type: "TEXT", nullable: true),
                    authorization_id = table.Column<string>(type: "TEXT", nullable: true),
                    concurrency_token = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    creation_date = table.Column<DateTime>(type: "TEXT", nullable: true),
                    expiration_date = table.Column<DateTime>(type: "TEXT", nullable: true),
                    payload = table.Column<string>(type: "TEXT", nullable: true),
                    properties = table.Column<string>(type: "TEXT", nullable: true),
                    redemption_date = table.Column<DateTime>(type: "TEXT", nullable: true),
                    reference_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    subject = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    type = table.Column<string>(type: "TEXT", maxLength: 150, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oauth_token", x => x.id);
                    table.ForeignKey(
                        name: "fk_oauth_token_oauth_application_application_id",
                        column: x => x.application_id,
                        principalTable: "oauth_application",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_oauth_token_oauth_authorization_authorization_id",
                        column: x => x.authorization_id,
                        principalTable: "oauth_authorization",
                        principalColumn: "id");
                });

            migrationBuilder.CreateIndex(
                name: "ix_receipt_client_id_id",
                table: "receipt",
                columns: new[] { "client_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_receipt_delivery_key_file_hash",
                table: "receipt",
                columns: new[] { "delivery_key", "file_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "receipt_to_be_told",
                table: "receipt",
                columns: new[] { "client_id", "file_name", "id" },
                filter: "door = 'Sftp' and (answered_version is null or answered_version <> version)");

            migrationBuilder.CreateIndex(
                name: "ix_person_merged_into",
                table: "person",
                column: "merged_into",
                filter: "merged_into is not null");

            migrationBuilder.CreateIndex(
                name: "ix_entry_mark_year_level_school_code_stage_state",
                table: "entry_mark",
                columns: new[] { "year", "level", "school_code", "stage", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_class_pupil_school_code_year_term_grade_class_name",
                table: "class_pupil",
                columns: new[] { "school_code", "year", "term", "grade", "class_name" });

            migrationBuilder.CreateIndex(
                name: "ix_class_pupil_event_year_term_school_code",
                table: "class_pupil_event",
                columns: new[] { "year", "term", "school_code" },
                filter: "what = 'left'");

            migrationBuilder.CreateIndex(
                name: "ix_foreign_pupil_school_code_left_on",
                table: "foreign_pupil",
                columns: new[] { "school_code", "left_on" });

            migrationBuilder.CreateIndex(
                name: "ix_foreign_school_pupil_school_code_left_on",
                table: "foreign_school_pupil",
                columns: new[] { "school_code", "left_on" });

            migrationBuilder.CreateIndex(
                name: "ix_low_income_mark_month",
                table: "low_income_mark",
                column: "month");

            migrationBuilder.CreateIndex(
                name: "ix_machine_client_organisation_code",
                table: "machine_client",
                column: "organisation_code");

            migrationBuilder.CreateIndex(
                name: "ix_oauth_application_client_id",
                table: "oauth_application",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_oauth_authorization_application_id_status_subject_type",
                table: "oauth_authorization",
                columns: new[] { "application_id", "status", "subject", "type" });

            migrationBuilder.CreateIndex(
                name: "ix_oauth_scope_name",
                table: "oauth_scope",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_oauth_token_application_id_status_subject_type",
                table: "oauth_token",
                columns: new[] { "application_id", "status", "subject", "type" });

            migrationBuilder.CreateIndex(
                name: "ix_oauth_token_authorization_id",
                table: "oauth_token",
                column: "authorization_id");

            migrationBuilder.CreateIndex(
                name: "ix_oauth_token_reference_id",
                table: "oauth_token",
                column: "reference_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_proposed_child_county_code_state",
                table: "proposed_child",
                columns: new[] { "county_code", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_proposed_child_school_code",
                table: "proposed_child",
                column: "school_code");

            migrationBuilder.CreateIndex(
                name: "ix_refusal_delivery_key",
                table: "refusal",
                column: "delivery_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_refusal_organisation_code_refused_at",
                table: "refusal",
                columns: new[] { "organisation_code", "refused_at" });

            migrationBuilder.CreateIndex(
                name: "ix_special_placement_school_code_until",
                table: "special_placement",
                columns: new[] { "school_code", "until" });

            migrationBuilder.CreateIndex(
                name: "ix_student_record_county_code_year_term",
                table: "student_record",
                columns: new[] { "county_code", "year", "term" });

            migrationBuilder.CreateIndex(
                name: "ix_student_record_school_code_year_term",
                table: "student_record",
                columns: new[] { "school_code", "year", "term" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "class_pupil");

            migrationBuilder.DropTable(
                name: "class_pupil_event");

            migrationBuilder.DropTable(
                name: "foreign_pupil");

            migrationBuilder.DropTable(
                name: "foreign_pupil_event");

            migrationBuilder.DropTable(
                name: "foreign_school_pupil");

            migrationBuilder.DropTable(
                name: "foreign_school_pupil_event");

            migrationBuilder.DropTable(
                name: "lease");

            migrationBuilder.DropTable(
                name: "low_income_mark");

            migrationBuilder.DropTable(
                name: "machine_client");

            migrationBuilder.DropTable(
                name: "oauth_scope");

            migrationBuilder.DropTable(
                name: "oauth_token");

            migrationBuilder.DropTable(
                name: "proposed_child");

            migrationBuilder.DropTable(
                name: "refusal");

            migrationBuilder.DropTable(
                name: "request_key");

            migrationBuilder.DropTable(
                name: "special_list");

            migrationBuilder.DropTable(
                name: "special_placement");

            migrationBuilder.DropTable(
                name: "student_record");

            migrationBuilder.DropTable(
                name: "student_record_version");

            migrationBuilder.DropTable(
                name: "oauth_authorization");

            migrationBuilder.DropTable(
                name: "oauth_application");

            migrationBuilder.DropIndex(
                name: "ix_receipt_client_id_id",
                table: "receipt");

            migrationBuilder.DropIndex(
                name: "ix_receipt_delivery_key_file_hash",
                table: "receipt");

            migrationBuilder.DropIndex(
                name: "receipt_to_be_told",
                table: "receipt");

            migrationBuilder.DropIndex(
                name: "ix_person_merged_into",
                table: "person");

            migrationBuilder.DropIndex(
                name: "ix_entry_mark_year_level_school_code_stage_state",
                table: "entry_mark");

            migrationBuilder.DropColumn(
                name: "accept_mode",
                table: "receipt");

            migrationBuilder.DropColumn(
                name: "answered_version",
                table: "receipt");

            migrationBuilder.DropColumn(
                name: "client_id",
                table: "receipt");

            migrationBuilder.DropColumn(
                name: "delivery_key",
                table: "receipt");

            migrationBuilder.DropColumn(
                name: "supplements",
                table: "receipt");

            migrationBuilder.DropColumn(
                name: "client_id",
                table: "audit_entry");

            migrationBuilder.CreateIndex(
                name: "ix_entry_mark_year_level_stage_school_code_state",
                table: "entry_mark",
                columns: new[] { "year", "level", "stage", "school_code", "state" });
        }
    }
}
