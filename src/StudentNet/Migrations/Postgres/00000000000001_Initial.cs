using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace StudentNet.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "account",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    sign_in_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    renamed_to = table.Column<long>(type: "bigint", nullable: true),
                    email = table.Column<string>(type: "text", nullable: true),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    security_stamp = table.Column<string>(type: "text", nullable: false),
                    failed_attempts = table.Column<int>(type: "integer", nullable: false),
                    locked_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    activated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_sign_in_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_appointment_id = table.Column<long>(type: "bigint", nullable: true),
                    authenticator_key = table.Column<string>(type: "text", nullable: true),
                    authenticator_since = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    authenticator_step = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account", x => x.id);
                    table.ForeignKey(
                        name: "fk_account_account_renamed_to",
                        column: x => x.renamed_to,
                        principalTable: "account",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "address_suppression",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    authority = table.Column<string>(type: "text", nullable: false),
                    document_no = table.Column<string>(type: "text", nullable: false),
                    county_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    viewer_account_id = table.Column<long>(type: "bigint", nullable: true),
                    entered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    receipt_id = table.Column<long>(type: "bigint", nullable: true),
                    lifted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    lift_reason = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_address_suppression", x => new { x.person_id, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "agency_list",
                columns: table => new
                {
                    receipt_id = table.Column<long>(type: "bigint", nullable: false),
                    feed = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    through = table.Column<DateOnly>(type: "date", nullable: false),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    unknown = table.Column<int>(type: "integer", nullable: false),
                    held = table.Column<int>(type: "integer", nullable: false),
                    ended = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agency_list", x => x.receipt_id);
                });

            migrationBuilder.CreateTable(
                name: "agency_record",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    feed = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: true),
                    place = table.Column<string>(type: "text", nullable: true),
                    school_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: true),
                    document_no = table.Column<string>(type: "text", nullable: true),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    receipt_id = table.Column<long>(type: "bigint", nullable: false),
                    end_received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    end_receipt_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agency_record", x => new { x.person_id, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "allocation_address",
                columns: table => new
                {
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    village_code = table.Column<string>(type: "text", nullable: false),
                    neighbourhood = table.Column<int>(type: "integer", nullable: false),
                    decided_by = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    basis = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    school_code = table.Column<string>(type: "text", nullable: true),
                    rule_no = table.Column<int>(type: "integer", nullable: true),
                    has_choices = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_allocation_address", x => new { x.run_id, x.village_code, x.neighbourhood });
                });

            migrationBuilder.CreateTable(
                name: "allocation_change",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    entry_version = table.Column<int>(type: "integer", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false),
                    decided_by = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    county_code = table.Column<string>(type: "text", nullable: false),
                    basis = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    school_code = table.Column<string>(type: "text", nullable: true),
                    plan_id = table.Column<long>(type: "bigint", nullable: true),
                    rule_no = table.Column<int>(type: "integer", nullable: true),
                    cause = table.Column<string>(type: "text", nullable: true),
                    residence_seq = table.Column<int>(type: "integer", nullable: true),
                    village_code = table.Column<string>(type: "text", nullable: false),
                    neighbourhood = table.Column<int>(type: "integer", nullable: false),
                    has_choices = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_allocation_change", x => new { x.person_id, x.run_id });
                });

            migrationBuilder.CreateTable(
                name: "allocation_child",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    entry_version = table.Column<int>(type: "integer", nullable: false),
                    residence_seq = table.Column<int>(type: "integer", nullable: false),
                    county_code = table.Column<string>(type: "text", nullable: false),
                    village_code = table.Column<string>(type: "text", nullable: false),
                    neighbourhood = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_allocation_child", x => new { x.person_id, x.run_id });
                });

            migrationBuilder.CreateTable(
                name: "allocation_figure",
                columns: table => new
                {
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_allocation_figure", x => new { x.run_id, x.kind, x.code });
                });

            migrationBuilder.CreateTable(
                name: "allocation_offer",
                columns: table => new
                {
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    village_code = table.Column<string>(type: "text", nullable: false),
                    neighbourhood = table.Column<int>(type: "integer", nullable: false),
                    rule_no = table.Column<int>(type: "integer", nullable: false),
                    school_code = table.Column<string>(type: "text", nullable: false),
                    zone = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    zone_rank = table.Column<int>(type: "integer", nullable: false),
                    accepts = table.Column<bool>(type: "boolean", nullable: false),
                    worded = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_allocation_offer", x => new { x.run_id, x.village_code, x.neighbourhood, x.rule_no });
                });

            migrationBuilder.CreateTable(
                name: "allocation_publication",
                columns: table => new
                {
                    county_code = table.Column<string>(type: "text", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    children = table.Column<int>(type: "integer", nullable: false),
                    schools = table.Column<int>(type: "integer", nullable: false),
                    needs_person = table.Column<int>(type: "integer", nullable: false),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    withdrawn = table.Column<int>(type: "integer", nullable: false),
                    receipt_code = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_allocation_publication", x => new { x.county_code, x.year, x.level, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "allocation_run",
                columns: table => new
                {
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    county_code = table.Column<string>(type: "text", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    plan_id = table.Column<long>(type: "bigint", nullable: true),
                    published = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    rules = table.Column<string>(type: "text", nullable: false),
                    children = table.Column<int>(type: "integer", nullable: false),
                    input_hash = table.Column<string>(type: "text", nullable: true),
                    changed = table.Column<int>(type: "integer", nullable: false),
                    skipped = table.Column<int>(type: "integer", nullable: false),
                    finished_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_allocation_run", x => x.run_id);
                });

            migrationBuilder.CreateTable(
                name: "announcement",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    topic = table.Column<string>(type: "text", nullable: false),
                    audience = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    levels = table.Column<string>(type: "text", nullable: true),
                    county_code = table.Column<string>(type: "text", nullable: true),
                    is_pinned = table.Column<bool>(type: "boolean", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    by = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_announcement", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "applied_shape",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_applied_shape", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "approval",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    approver = table.Column<string>(type: "text", nullable: false),
                    document_no = table.Column<string>(type: "text", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_through = table.Column<DateOnly>(type: "date", nullable: false),
                    county_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    entered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    receipt_id = table.Column<long>(type: "bigint", nullable: true),
                    voided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    voided_by = table.Column<long>(type: "bigint", nullable: true),
                    void_reason = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_approval", x => new { x.person_id, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "audit_entry",
                columns: table => new
                {
                    chain = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    lane = table.Column<int>(type: "integer", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    appointment_id = table.Column<long>(type: "bigint", nullable: true),
                    client_id = table.Column<string>(type: "text", nullable: true),
                    organisation_code = table.Column<string>(type: "text", nullable: true),
                    function = table.Column<string>(type: "text", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false),
                    person_id = table.Column<long>(type: "bigint", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    detail = table.Column<string>(type: "text", nullable: true),
                    shown_set = table.Column<long>(type: "bigint", nullable: true),
                    shown_hash = table.Column<string>(type: "text", nullable: true),
                    previous_hash = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entry", x => new { x.chain, x.lane, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "audit_head",
                columns: table => new
                {
                    chain = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    lane = table.Column<int>(type: "integer", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_head", x => new { x.chain, x.lane });
                });

            migrationBuilder.CreateTable(
                name: "audit_set",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_set", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_shown",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    set_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_shown", x => new { x.person_id, x.set_id });
                });

            migrationBuilder.CreateTable(
                name: "border_crossing",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    direction = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    crossed_on = table.Column<DateOnly>(type: "date", nullable: false),
                    clock = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    receipt_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_border_crossing", x => new { x.person_id, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "border_list",
                columns: table => new
                {
                    receipt_id = table.Column<long>(type: "bigint", nullable: false),
                    through = table.Column<DateOnly>(type: "date", nullable: false),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    unknown = table.Column<int>(type: "integer", nullable: false),
                    held = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_border_list", x => x.receipt_id);
                });

            migrationBuilder.CreateTable(
                name: "case_event",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    case_seq = table.Column<int>(type: "integer", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    organisation_code = table.Column<string>(type: "text", nullable: true),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    school_code = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    code = table.Column<string>(type: "text", nullable: true),
                    ref_seq = table.Column<int>(type: "integer", nullable: true),
                    county_code = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_event", x => new { x.person_id, x.case_seq, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "case_measure",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    case_seq = table.Column<int>(type: "integer", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    of_seq = table.Column<int>(type: "integer", nullable: true),
                    document_no = table.Column<string>(type: "text", nullable: true),
                    counterpart = table.Column<string>(type: "text", nullable: true),
                    amount = table.Column<int>(type: "integer", nullable: true),
                    deadline = table.Column<DateOnly>(type: "date", nullable: true),
                    note = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    recorded_by = table.Column<long>(type: "bigint", nullable: false),
                    organisation_code = table.Column<string>(type: "text", nullable: false),
                    voided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    void_reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_measure", x => new { x.person_id, x.case_seq, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "case_request",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    case_seq = table.Column<int>(type: "integer", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    asked_by = table.Column<long>(type: "bigint", nullable: false),
                    from_code = table.Column<string>(type: "text", nullable: false),
                    to_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    school_code = table.Column<string>(type: "text", nullable: true),
                    evidence = table.Column<string>(type: "text", nullable: true),
                    words = table.Column<string>(type: "text", nullable: false),
                    valid_through = table.Column<DateOnly>(type: "date", nullable: true),
                    contradicted_by = table.Column<string>(type: "text", nullable: true),
                    answered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    answered_by = table.Column<long>(type: "bigint", nullable: true),
                    is_accepted = table.Column<bool>(type: "boolean", nullable: true),
                    answer = table.Column<string>(type: "text", nullable: true),
                    taken_back_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_request", x => new { x.person_id, x.case_seq, x.seq });
                    table.CheckConstraint("ck_case_request_two_people", "answered_by is null or answered_by <> asked_by");
                });

            migrationBuilder.CreateTable(
                name: "checkpoint_figure",
                columns: table => new
                {
                    checkpoint = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    organisation_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    value = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_checkpoint_figure", x => new { x.checkpoint, x.year, x.level, x.organisation_code, x.name });
                });

            migrationBuilder.CreateTable(
                name: "checkpoint_freeze",
                columns: table => new
                {
                    checkpoint = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    frozen_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_checkpoint_freeze", x => new { x.checkpoint, x.year, x.level });
                });

            migrationBuilder.CreateTable(
                name: "class_pupil",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    term = table.Column<int>(type: "integer", nullable: false),
                    school_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    class_kind = table.Column<string>(type: "text", nullable: false),
                    grade = table.Column<int>(type: "integer", nullable: false),
                    class_name = table.Column<string>(type: "text", nullable: false),
                    seat = table.Column<int>(type: "integer", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    non_school_kind = table.Column<string>(type: "text", nullable: true),
                    holds_place = table.Column<bool>(type: "boolean", nullable: false),
                    sick_from = table.Column<DateOnly>(type: "date", nullable: true),
                    sick_to = table.Column<DateOnly>(type: "date", nullable: true),
                    reduction = table.Column<int>(type: "integer", nullable: false),
                    counts_as = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    receipt_id = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_class_pupil", x => new { x.person_id, x.year, x.term, x.school_code });
                });

            migrationBuilder.CreateTable(
                name: "class_pupil_event",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    term = table.Column<int>(type: "integer", nullable: false),
                    school_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false),
                    class_kind = table.Column<string>(type: "text", nullable: false),
                    grade = table.Column<int>(type: "integer", nullable: false),
                    class_name = table.Column<string>(type: "text", nullable: false),
                    counts_as = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reduction = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    receipt_id = table.Column<long>(type: "bigint", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_class_pupil_event", x => new { x.person_id, x.year, x.term, x.school_code, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "comparison_input",
                columns: table => new
                {
                    comparison_id = table.Column<long>(type: "bigint", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    rows = table.Column<long>(type: "bigint", nullable: false),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_comparison_input", x => new { x.comparison_id, x.source });
                });

            migrationBuilder.CreateTable(
                name: "comparison_result",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    comparison_id = table.Column<long>(type: "bigint", nullable: false),
                    pass = table.Column<int>(type: "integer", nullable: true),
                    detail = table.Column<string>(type: "text", nullable: true),
                    county_code = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_comparison_result", x => new { x.person_id, x.comparison_id });
                });

            migrationBuilder.CreateTable(
                name: "county_parameter",
                columns: table => new
                {
                    county_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    allocation_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    records_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reference_date = table.Column<DateOnly>(type: "date", nullable: false),
                    class_ceiling = table.Column<int>(type: "integer", nullable: false),
                    leaving_alarm_percent = table.Column<int>(type: "integer", nullable: false),
                    class_naming = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    visit_every_days = table.Column<int>(type: "integer", nullable: false),
                    advice_working_days = table.Column<int>(type: "integer", nullable: false),
                    warning_working_days = table.Column<int>(type: "integer", nullable: false),
                    fine_working_days = table.Column<int>(type: "integer", nullable: false),
                    fine_amount = table.Column<int>(type: "integer", nullable: false),
                    appeal_stops_clock = table.Column<bool>(type: "boolean", nullable: false),
                    set_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_county_parameter", x => new { x.county_code, x.year, x.level });
                });

            migrationBuilder.CreateTable(
                name: "district_acknowledgement",
                columns: table => new
                {
                    plan_id = table.Column<long>(type: "bigint", nullable: false),
                    check = table.Column<string>(type: "text", nullable: false),
                    findings = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_district_acknowledgement", x => new { x.plan_id, x.check });
                });

            migrationBuilder.CreateTable(
                name: "district_plan",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    county_code = table.Column<string>(type: "text", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    superseded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    origin = table.Column<string>(type: "text", nullable: true),
                    base_plan_id = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_district_plan", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "district_rule",
                columns: table => new
                {
                    plan_id = table.Column<long>(type: "bigint", nullable: false),
                    rule_no = table.Column<int>(type: "integer", nullable: false),
                    village_code = table.Column<string>(type: "text", nullable: false),
                    school_code = table.Column<string>(type: "text", nullable: false),
                    zone = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    neighbourhoods = table.Column<string>(type: "text", nullable: false),
                    condition = table.Column<string>(type: "text", nullable: true),
                    effective_from = table.Column<DateOnly>(type: "date", nullable: true),
                    effective_to = table.Column<DateOnly>(type: "date", nullable: true),
                    source_line = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_district_rule", x => new { x.plan_id, x.rule_no });
                });

            migrationBuilder.CreateTable(
                name: "district_span",
                columns: table => new
                {
                    plan_id = table.Column<long>(type: "bigint", nullable: false),
                    rule_no = table.Column<int>(type: "integer", nullable: false),
                    from_neighbourhood = table.Column<int>(type: "integer", nullable: false),
                    to_neighbourhood = table.Column<int>(type: "integer", nullable: false),
                    village_code = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_district_span", x => new { x.plan_id, x.rule_no, x.from_neighbourhood });
                });

            migrationBuilder.CreateTable(
                name: "district_unplaced_line",
                columns: table => new
                {
                    plan_id = table.Column<long>(type: "bigint", nullable: false),
                    rule_no = table.Column<int>(type: "integer", nullable: false),
                    source_line = table.Column<int>(type: "integer", nullable: true),
                    township = table.Column<string>(type: "text", nullable: false),
                    village = table.Column<string>(type: "text", nullable: false),
                    village_code = table.Column<string>(type: "text", nullable: true),
                    school = table.Column<string>(type: "text", nullable: false),
                    school_code = table.Column<string>(type: "text", nullable: true),
                    zone = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    neighbourhoods = table.Column<string>(type: "text", nullable: false),
                    condition = table.Column<string>(type: "text", nullable: true),
                    check = table.Column<string>(type: "text", nullable: false),
                    message = table.Column<string>(type: "text", nullable: false),
                    hint = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_district_unplaced_line", x => new { x.plan_id, x.rule_no });
                });

            migrationBuilder.CreateTable(
                name: "entry",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    county_code = table.Column<string>(type: "text", nullable: true),
                    allocated_school = table.Column<string>(type: "text", nullable: true),
                    basis = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    plan_id = table.Column<long>(type: "bigint", nullable: true),
                    rule_no = table.Column<int>(type: "integer", nullable: true),
                    cause = table.Column<string>(type: "text", nullable: true),
                    residence_seq = table.Column<int>(type: "integer", nullable: true),
                    published_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    registered_school = table.Column<string>(type: "text", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    reason_detail = table.Column<string>(type: "text", nullable: true),
                    admitted_school = table.Column<string>(type: "text", nullable: true),
                    not_found_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_entry", x => new { x.person_id, x.year, x.level });
                });

            migrationBuilder.CreateTable(
                name: "entry_choice",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    school_code = table.Column<string>(type: "text", nullable: false),
                    zone = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    rule_no = table.Column<int>(type: "integer", nullable: false),
                    is_default = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_entry_choice", x => new { x.person_id, x.year, x.level, x.school_code });
                });

            migrationBuilder.CreateTable(
                name: "entry_event",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    school_code = table.Column<string>(type: "text", nullable: true),
                    what = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    detail = table.Column<string>(type: "text", nullable: true),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    organisation_code = table.Column<string>(type: "text", nullable: true),
                    run_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_entry_event", x => new { x.person_id, x.year, x.level, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "entry_mark",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    stage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    school_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    reason_school = table.Column<string>(type: "text", nullable: true),
                    reason_detail = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    is_addition = table.Column<bool>(type: "boolean", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_entry_mark", x => new { x.person_id, x.year, x.level, x.stage, x.school_code });
                });

            migrationBuilder.CreateTable(
                name: "foreign_pupil",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    school_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    grade_year = table.Column<int>(type: "integer", nullable: false),
                    grade = table.Column<int>(type: "integer", nullable: false),
                    class_name = table.Column<string>(type: "text", nullable: true),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    arrived_on = table.Column<DateOnly>(type: "date", nullable: false),
                    left_on = table.Column<DateOnly>(type: "date", nullable: true),
                    absence = table.Column<string>(type: "text", nullable: true),
                    absent_since = table.Column<DateOnly>(type: "date", nullable: true),
                    return_expected_on = table.Column<DateOnly>(type: "date", nullable: true),
                    absence_detail = table.Column<string>(type: "text", nullable: true),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_foreign_pupil", x => new { x.person_id, x.school_code });
                });

            migrationBuilder.CreateTable(
                name: "foreign_pupil_event",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    school_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    organisation_code = table.Column<string>(type: "text", nullable: true),
                    receipt_id = table.Column<long>(type: "bigint", nullable: true),
                    grade_year = table.Column<int>(type: "integer", nullable: false),
                    grade = table.Column<int>(type: "integer", nullable: false),
                    class_name = table.Column<string>(type: "text", nullable: true),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    arrived_on = table.Column<DateOnly>(type: "date", nullable: false),
                    left_on = table.Column<DateOnly>(type: "date", nullable: true),
                    absence = table.Column<string>(type: "text", nullable: true),
                    absent_since = table.Column<DateOnly>(type: "date", nullable: true),
                    return_expected_on = table.Column<DateOnly>(type: "date", nullable: true),
                    absence_detail = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_foreign_pupil_event", x => new { x.person_id, x.school_code, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "foreign_school_pupil",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    school_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    grade_year = table.Column<int>(type: "integer", nullable: false),
                    grade = table.Column<int>(type: "integer", nullable: false),
                    enrolled_on = table.Column<DateOnly>(type: "date", nullable: false),
                    left_on = table.Column<DateOnly>(type: "date", nullable: true),
                    left_for = table.Column<string>(type: "text", nullable: true),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_foreign_school_pupil", x => new { x.person_id, x.school_code });
                });

            migrationBuilder.CreateTable(
                name: "foreign_school_pupil_event",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    school_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    organisation_code = table.Column<string>(type: "text", nullable: true),
                    receipt_id = table.Column<long>(type: "bigint", nullable: true),
                    grade_year = table.Column<int>(type: "integer", nullable: false),
                    grade = table.Column<int>(type: "integer", nullable: false),
                    enrolled_on = table.Column<DateOnly>(type: "date", nullable: false),
                    left_on = table.Column<DateOnly>(type: "date", nullable: true),
                    left_for = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_foreign_school_pupil_event", x => new { x.person_id, x.school_code, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "id_block",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    next = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_id_block", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "installation",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    mode = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ready_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    clock_offset = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_installation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "intake_difference",
                columns: table => new
                {
                    receipt_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    part = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_intake_difference", x => new { x.receipt_id, x.kind, x.part });
                });

            migrationBuilder.CreateTable(
                name: "intake_finding",
                columns: table => new
                {
                    receipt_id = table.Column<long>(type: "bigint", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    column_title = table.Column<string>(type: "text", nullable: true),
                    value = table.Column<string>(type: "text", nullable: true),
                    subject = table.Column<string>(type: "text", nullable: true),
                    code = table.Column<string>(type: "text", nullable: false),
                    severity = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    hint = table.Column<string>(type: "text", nullable: false),
                    cleared_by = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_intake_finding", x => new { x.receipt_id, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "intake_unlisted",
                columns: table => new
                {
                    receipt_id = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    column_title = table.Column<string>(type: "text", nullable: false),
                    severity = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_intake_unlisted", x => new { x.receipt_id, x.code, x.column_title });
                });

            migrationBuilder.CreateTable(
                name: "lease",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lease", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "ledger_opening",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    first_day = table.Column<DateOnly>(type: "date", nullable: false),
                    counted_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_opening", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "low_income_mark",
                columns: table => new
                {
                    number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    month = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    receipt_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_low_income_mark", x => new { x.number, x.month });
                });

            migrationBuilder.CreateTable(
                name: "ministry_question",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    county_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    person_id = table.Column<long>(type: "bigint", nullable: true),
                    case_no = table.Column<string>(type: "text", nullable: true),
                    words = table.Column<string>(type: "text", nullable: false),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    asked_by = table.Column<long>(type: "bigint", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    answer_code = table.Column<string>(type: "text", nullable: true),
                    answer = table.Column<string>(type: "text", nullable: true),
                    answered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    answered_by = table.Column<long>(type: "bigint", nullable: true),
                    taken_back_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ministry_question", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "national_comparison",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    as_of = table.Column<DateOnly>(type: "date", nullable: false),
                    rule_version = table.Column<string>(type: "text", nullable: false),
                    previous_id = table.Column<long>(type: "bigint", nullable: true),
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    candidates = table.Column<int>(type: "integer", nullable: false),
                    accounted = table.Column<int>(type: "integer", nullable: false),
                    unaccounted = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_national_comparison", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "numbers_exchanged",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    first = table.Column<long>(type: "bigint", nullable: false),
                    second = table.Column<long>(type: "bigint", nullable: false),
                    first_number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    second_number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    organisation_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: true),
                    because = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_numbers_exchanged", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "oauth_application",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    application_type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    client_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    client_secret = table.Column<string>(type: "text", nullable: true),
                    client_type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    concurrency_token = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    consent_type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    display_name = table.Column<string>(type: "text", nullable: true),
                    display_names = table.Column<string>(type: "text", nullable: true),
                    json_web_key_set = table.Column<string>(type: "text", nullable: true),
                    permissions = table.Column<string>(type: "text", nullable: true),
                    post_logout_redirect_uris = table.Column<string>(type: "text", nullable: true),
                    properties = table.Column<string>(type: "text", nullable: true),
                    redirect_uris = table.Column<string>(type: "text", nullable: true),
                    requirements = table.Column<string>(type: "text", nullable: true),
                    settings = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oauth_application", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "oauth_scope",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    concurrency_token = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    description = table.Column<string>(type: "text", nullable: true),
                    descriptions = table.Column<string>(type: "text", nullable: true),
                    display_name = table.Column<string>(type: "text", nullable: true),
                    display_names = table.Column<string>(type: "text", nullable: true),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    properties = table.Column<string>(type: "text", nullable: true),
                    resources = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_oauth_scope", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "office_closure",
                columns: table => new
                {
                    county_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    entered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    entered_by = table.Column<long>(type: "bigint", nullable: false),
                    voided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_office_closure", x => new { x.county_code, x.on, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "organisation",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    level = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    county_code = table.Column<string>(type: "text", nullable: true),
                    township_code = table.Column<string>(type: "text", nullable: true),
                    school_level = table.Column<int>(type: "integer", maxLength: 40, nullable: true),
                    closed_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisation", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "organisation_notice",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    organisation_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    link = table.Column<string>(type: "text", nullable: false),
                    person_id = table.Column<long>(type: "bigint", nullable: true),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    read_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    read_by = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisation_notice", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "person",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    normalised_name = table.Column<string>(type: "text", nullable: false),
                    sex = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    birth_date = table.Column<DateOnly>(type: "date", nullable: false),
                    cohort = table.Column<int>(type: "integer", nullable: false),
                    nationality = table.Column<string>(type: "text", nullable: false),
                    merged_into = table.Column<long>(type: "bigint", nullable: true),
                    ended = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: true),
                    as_of = table.Column<DateOnly>(type: "date", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person", x => x.person_id);
                });

            migrationBuilder.CreateTable(
                name: "person_change",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    field = table.Column<string>(type: "text", nullable: false),
                    before = table.Column<string>(type: "text", nullable: true),
                    after = table.Column<string>(type: "text", nullable: true),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    receipt_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_change", x => new { x.person_id, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "person_identifier",
                columns: table => new
                {
                    number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    last_three = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    is_current = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_identifier", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "person_merged",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    survivor = table.Column<long>(type: "bigint", nullable: false),
                    merged = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    organisation_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: true),
                    because = table.Column<string>(type: "text", nullable: true),
                    apart_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_merged", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "person_merged_row",
                columns: table => new
                {
                    merge_id = table.Column<long>(type: "bigint", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    table = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    change = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    owner = table.Column<long>(type: "bigint", nullable: false),
                    key_after = table.Column<string>(type: "text", nullable: true),
                    before = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person_merged_row", x => new { x.merge_id, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "place_count",
                columns: table => new
                {
                    county_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    school_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    children = table.Column<long>(type: "bigint", nullable: false),
                    published = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_place_count", x => new { x.year, x.school_code, x.county_code, x.level, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "possible_match",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    comparison_id = table.Column<long>(type: "bigint", nullable: false),
                    other_person_id = table.Column<long>(type: "bigint", nullable: false),
                    school_code = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_possible_match", x => new { x.person_id, x.comparison_id, x.other_person_id });
                });

            migrationBuilder.CreateTable(
                name: "proposed_child",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    school_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    county_code = table.Column<string>(type: "text", nullable: false),
                    address = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    words = table.Column<string>(type: "text", nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    proposed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: true),
                    answered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    answered_by = table.Column<long>(type: "bigint", nullable: true),
                    same_as = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proposed_child", x => new { x.person_id, x.year, x.level });
                });

            migrationBuilder.CreateTable(
                name: "published_view",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_published_view", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "receipt",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    format = table.Column<string>(type: "text", nullable: false),
                    organisation_code = table.Column<string>(type: "text", nullable: false),
                    county_code = table.Column<string>(type: "text", nullable: true),
                    door = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    file_hash = table.Column<string>(type: "text", nullable: false),
                    file_length = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    settings = table.Column<string>(type: "text", nullable: false),
                    accept_mode = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, defaultValue: "Person"),
                    delivery_key = table.Column<string>(type: "text", nullable: true),
                    answered_version = table.Column<int>(type: "integer", nullable: true),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    appointment_id = table.Column<long>(type: "bigint", nullable: true),
                    client_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    sender = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    encoding = table.Column<string>(type: "text", nullable: true),
                    sheets = table.Column<string>(type: "text", nullable: true),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    good_rows = table.Column<int>(type: "integer", nullable: false),
                    bad_rows = table.Column<int>(type: "integer", nullable: false),
                    warned_rows = table.Column<int>(type: "integer", nullable: false),
                    open_rows = table.Column<int>(type: "integer", nullable: false),
                    supplements = table.Column<bool>(type: "boolean", nullable: false),
                    checked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_by = table.Column<long>(type: "bigint", nullable: true),
                    cleared_by = table.Column<long>(type: "bigint", nullable: true),
                    failure = table.Column<string>(type: "text", nullable: true),
                    run_id = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_receipt", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "refusal",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    client_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    organisation_code = table.Column<string>(type: "text", nullable: false),
                    county_code = table.Column<string>(type: "text", nullable: true),
                    door = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    format = table.Column<string>(type: "text", nullable: true),
                    refused_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    hint = table.Column<string>(type: "text", nullable: false),
                    delivery_key = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_refusal", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "registry_whole_list",
                columns: table => new
                {
                    receipt_id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    as_of = table.Column<DateOnly>(type: "date", nullable: false),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    children = table.Column<int>(type: "integer", nullable: false),
                    ended = table.Column<int>(type: "integer", nullable: false),
                    kept = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_registry_whole_list", x => x.receipt_id);
                });

            migrationBuilder.CreateTable(
                name: "reminder",
                columns: table => new
                {
                    organisation_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    by_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    by_name = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    letters = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reminder", x => new { x.organisation_code, x.day });
                });

            migrationBuilder.CreateTable(
                name: "request_key",
                columns: table => new
                {
                    client_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    fingerprint = table.Column<string>(type: "text", nullable: false),
                    receipt_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_request_key", x => new { x.client_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "residence",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    village_code = table.Column<string>(type: "text", nullable: true),
                    county_code = table.Column<string>(type: "text", nullable: true),
                    township_code = table.Column<string>(type: "text", nullable: true),
                    village_text = table.Column<string>(type: "text", nullable: false),
                    neighbourhood = table.Column<int>(type: "integer", nullable: true),
                    address = table.Column<string>(type: "text", nullable: false),
                    registered_on = table.Column<DateOnly>(type: "date", nullable: true),
                    household = table.Column<string>(type: "text", nullable: true),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    receipt_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residence", x => new { x.person_id, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "residence_hidden",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    address = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_residence_hidden", x => new { x.person_id, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "roll_filing",
                columns: table => new
                {
                    school_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    term = table.Column<int>(type: "integer", nullable: false),
                    grade = table.Column<int>(type: "integer", nullable: false),
                    filed_on = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_roll_filing", x => new { x.school_code, x.year, x.term, x.grade });
                });

            migrationBuilder.CreateTable(
                name: "run",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "text", nullable: false),
                    organisation_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    function = table.Column<string>(type: "text", nullable: false),
                    chain = table.Column<string>(type: "text", nullable: false),
                    parameters = table.Column<string>(type: "text", nullable: false),
                    exclusive = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    phase = table.Column<string>(type: "text", nullable: true),
                    phases_done = table.Column<int>(type: "integer", nullable: false),
                    done = table.Column<long>(type: "bigint", nullable: false),
                    total = table.Column<long>(type: "bigint", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    failure = table.Column<string>(type: "text", nullable: true),
                    requested_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    requested_by = table.Column<long>(type: "bigint", nullable: true),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    attempts_allowed = table.Column<int>(type: "integer", nullable: false),
                    worker = table.Column<string>(type: "text", nullable: true),
                    lease_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    not_before = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "run_finding",
                columns: table => new
                {
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    severity = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    message = table.Column<string>(type: "text", nullable: false),
                    hint = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_finding", x => new { x.run_id, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "same_person_question",
                columns: table => new
                {
                    first = table.Column<long>(type: "bigint", nullable: false),
                    second = table.Column<long>(type: "bigint", nullable: false),
                    found_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    county_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: true),
                    other_county_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: true),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    answer = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    answered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    organisation_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: true),
                    because = table.Column<string>(type: "text", nullable: true),
                    came_with = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_same_person_question", x => new { x.first, x.second });
                });

            migrationBuilder.CreateTable(
                name: "schedule_mark",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    done_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_schedule_mark", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "school",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    ministry_code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    county_code = table.Column<string>(type: "text", nullable: false),
                    township_code = table.Column<string>(type: "text", nullable: true),
                    level = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    is_private = table.Column<bool>(type: "boolean", nullable: false),
                    address = table.Column<string>(type: "text", nullable: true),
                    telephone = table.Column<string>(type: "text", nullable: true),
                    website = table.Column<string>(type: "text", nullable: true),
                    opened_on = table.Column<DateOnly>(type: "date", nullable: true),
                    closed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    uses_record_system = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_school", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "school_change",
                columns: table => new
                {
                    code = table.Column<string>(type: "text", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    field = table.Column<string>(type: "text", nullable: false),
                    before = table.Column<string>(type: "text", nullable: true),
                    after = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_school_change", x => new { x.code, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "school_closure_proposal",
                columns: table => new
                {
                    code = table.Column<string>(type: "text", nullable: false),
                    receipt_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_school_closure_proposal", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "school_transfer",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    transfer_seq = table.Column<int>(type: "integer", nullable: false),
                    from_school = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    to_school = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: true),
                    certificate_no = table.Column<string>(type: "text", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    term = table.Column<int>(type: "integer", nullable: false),
                    released_on = table.Column<DateOnly>(type: "date", nullable: false),
                    released_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    received_by = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: true),
                    received_on = table.Column<DateOnly>(type: "date", nullable: true),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    cancelled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_school_transfer", x => new { x.person_id, x.transfer_seq });
                });

            migrationBuilder.CreateTable(
                name: "school_transfer_event",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    transfer_seq = table.Column<int>(type: "integer", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    step = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    school_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    other_school = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: true),
                    done_on = table.Column<DateOnly>(type: "date", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    receipt_id = table.Column<long>(type: "bigint", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_school_transfer_event", x => new { x.person_id, x.transfer_seq, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "sign_in_record",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    @event = table.Column<string>(name: "event", type: "character varying(40)", maxLength: 40, nullable: false),
                    address = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_record", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "special_list",
                columns: table => new
                {
                    receipt_id = table.Column<long>(type: "bigint", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    pupils = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_special_list", x => x.receipt_id);
                });

            migrationBuilder.CreateTable(
                name: "special_placement",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    school_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    grade = table.Column<int>(type: "integer", nullable: false),
                    category = table.Column<string>(type: "text", nullable: false),
                    placement = table.Column<string>(type: "text", nullable: false),
                    approved_on = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: true),
                    class_reduction = table.Column<int>(type: "integer", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    receipt_id = table.Column<long>(type: "bigint", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    end_receipt_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_special_placement", x => new { x.person_id, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "stage_count",
                columns: table => new
                {
                    school_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    stage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    level = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    listed = table.Column<long>(type: "bigint", nullable: false),
                    here = table.Column<long>(type: "bigint", nullable: false),
                    absent = table.Column<long>(type: "bigint", nullable: false),
                    elsewhere = table.Column<long>(type: "bigint", nullable: false),
                    contested = table.Column<long>(type: "bigint", nullable: false),
                    changed = table.Column<long>(type: "bigint", nullable: false),
                    added = table.Column<long>(type: "bigint", nullable: false),
                    stamped_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stage_count", x => new { x.school_code, x.year, x.stage });
                });

            migrationBuilder.CreateTable(
                name: "stage_day",
                columns: table => new
                {
                    year = table.Column<int>(type: "integer", nullable: false),
                    stage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    county_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    level = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    listed = table.Column<long>(type: "bigint", nullable: false),
                    open = table.Column<long>(type: "bigint", nullable: false),
                    schools = table.Column<int>(type: "integer", nullable: false),
                    submitted = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stage_day", x => new { x.year, x.stage, x.county_code, x.level, x.day });
                });

            migrationBuilder.CreateTable(
                name: "standing",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: false),
                    rule = table.Column<int>(type: "integer", nullable: false),
                    organisation_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    county_code = table.Column<string>(type: "text", nullable: true),
                    township_code = table.Column<string>(type: "text", nullable: true),
                    cohort = table.Column<int>(type: "integer", nullable: false),
                    detail = table.Column<string>(type: "text", nullable: true),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    superseded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_standing", x => new { x.person_id, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "standing_count",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    county_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    cohort = table.Column<int>(type: "integer", nullable: false),
                    rule = table.Column<int>(type: "integer", nullable: false),
                    people = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_standing_count", x => new { x.day, x.county_code, x.cohort, x.rule });
                });

            migrationBuilder.CreateTable(
                name: "standing_due",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    transaction_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_standing_due", x => new { x.person_id, x.transaction_id });
                });

            migrationBuilder.CreateTable(
                name: "student_record",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    term = table.Column<int>(type: "integer", nullable: false),
                    school_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    county_code = table.Column<string>(type: "text", nullable: false),
                    level = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    grade = table.Column<int>(type: "integer", nullable: false),
                    class_name = table.Column<string>(type: "text", nullable: false),
                    seat = table.Column<int>(type: "integer", nullable: true),
                    status = table.Column<string>(type: "text", nullable: true),
                    status_on = table.Column<DateOnly>(type: "date", nullable: true),
                    is_in_school = table.Column<bool>(type: "boolean", nullable: false),
                    gap = table.Column<string>(type: "text", nullable: true),
                    gap_on = table.Column<DateOnly>(type: "date", nullable: true),
                    last_change = table.Column<string>(type: "text", nullable: true),
                    last_change_on = table.Column<DateOnly>(type: "date", nullable: true),
                    previous_school = table.Column<string>(type: "text", nullable: true),
                    document = table.Column<string>(type: "text", nullable: false),
                    content_hash = table.Column<string>(type: "text", nullable: false),
                    schema_version = table.Column<string>(type: "text", nullable: false),
                    receipt_id = table.Column<long>(type: "bigint", nullable: false),
                    first_received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_student_record", x => new { x.person_id, x.year, x.term, x.school_code });
                });

            migrationBuilder.CreateTable(
                name: "student_record_version",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    term = table.Column<int>(type: "integer", nullable: false),
                    school_code = table.Column<string>(type: "text", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    document = table.Column<string>(type: "text", nullable: false),
                    content_hash = table.Column<string>(type: "text", nullable: false),
                    receipt_id = table.Column<long>(type: "bigint", nullable: false),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    replaced_by = table.Column<long>(type: "bigint", nullable: false),
                    replaced_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_student_record_version", x => new { x.person_id, x.year, x.term, x.school_code, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "submission",
                columns: table => new
                {
                    window = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    organisation_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: true),
                    by_name = table.Column<string>(type: "text", nullable: false),
                    receipt = table.Column<string>(type: "text", nullable: false),
                    figures = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_submission", x => new { x.window, x.organisation_code, x.year, x.level, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "township_opening",
                columns: table => new
                {
                    seq = table.Column<int>(type: "integer", nullable: false),
                    opens_on = table.Column<DateOnly>(type: "date", nullable: true),
                    set_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    set_by = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_township_opening", x => x.seq);
                });

            migrationBuilder.CreateTable(
                name: "tracked_case",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    case_seq = table.Column<int>(type: "integer", nullable: false),
                    case_no = table.Column<string>(type: "text", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    comparison_id = table.Column<long>(type: "bigint", nullable: false),
                    county_code = table.Column<string>(type: "text", nullable: true),
                    proposed_school = table.Column<string>(type: "text", nullable: true),
                    school_code = table.Column<string>(type: "text", nullable: true),
                    designated_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    opened_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    next_visit_due = table.Column<DateOnly>(type: "date", nullable: true),
                    proposed_release_pass = table.Column<int>(type: "integer", nullable: true),
                    released_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    release_reason = table.Column<string>(type: "text", nullable: true),
                    searched_since = table.Column<DateOnly>(type: "date", nullable: true),
                    refused_on = table.Column<DateOnly>(type: "date", nullable: true),
                    appealed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    release_asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    hand_over_to = table.Column<string>(type: "text", nullable: true),
                    stopped_visit_due = table.Column<DateOnly>(type: "date", nullable: true),
                    cause = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tracked_case", x => new { x.person_id, x.case_seq });
                });

            migrationBuilder.CreateTable(
                name: "village",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(11)", maxLength: 11, nullable: false),
                    county_code = table.Column<string>(type: "text", nullable: false),
                    township_code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    normalised_name = table.Column<string>(type: "text", nullable: false),
                    is_unassigned = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_village", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "village_alias",
                columns: table => new
                {
                    village_code = table.Column<string>(type: "text", nullable: false),
                    normalised_name = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_village_alias", x => new { x.village_code, x.normalised_name });
                });

            migrationBuilder.CreateTable(
                name: "visit",
                columns: table => new
                {
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    case_seq = table.Column<int>(type: "integer", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    result = table.Column<string>(type: "text", nullable: false),
                    met = table.Column<string>(type: "text", nullable: true),
                    was_seen = table.Column<bool>(type: "boolean", nullable: true),
                    cause = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    recorded_by = table.Column<long>(type: "bigint", nullable: false),
                    school_code = table.Column<string>(type: "text", nullable: false),
                    next_on = table.Column<DateOnly>(type: "date", nullable: true),
                    voided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    void_reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visit", x => new { x.person_id, x.case_seq, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "window_change",
                columns: table => new
                {
                    county_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_window_change", x => x.county_code);
                });

            migrationBuilder.CreateTable(
                name: "window_extension",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    county_code = table.Column<string>(type: "text", nullable: false),
                    school_code = table.Column<string>(type: "text", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    window = table.Column<string>(type: "text", nullable: false),
                    last_day = table.Column<DateOnly>(type: "date", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    granted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    granted_by = table.Column<long>(type: "bigint", nullable: true),
                    revoked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_window_extension", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "window_override",
                columns: table => new
                {
                    county_code = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    level = table.Column<int>(type: "integer", maxLength: 40, nullable: false),
                    window = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    edge = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    rule = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_window_override", x => new { x.county_code, x.year, x.level, x.window, x.edge });
                });

            migrationBuilder.CreateTable(
                name: "sign_in_source",
                columns: table => new
                {
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    source = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    failed_attempts = table.Column<int>(type: "integer", nullable: false),
                    locked_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    signed_in_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_source", x => new { x.account_id, x.source });
                    table.ForeignKey(
                        name: "fk_sign_in_source_account_account_id",
                        column: x => x.account_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "oauth_authorization",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    application_id = table.Column<string>(type: "text", nullable: true),
                    concurrency_token = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    creation_date = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    properties = table.Column<string>(type: "text", nullable: true),
                    scopes = table.Column<string>(type: "text", nullable: true),
                    status = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    subject = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true)
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
                name: "appointment",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    organisation_code = table.Column<string>(type: "character varying(8)", nullable: false),
                    duty = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    person_name = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: true),
                    accepted_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appointment", x => x.id);
                    table.ForeignKey(
                        name: "fk_appointment_account_account_id",
                        column: x => x.account_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_appointment_organisation_organisation_code",
                        column: x => x.organisation_code,
                        principalTable: "organisation",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "machine_client",
                columns: table => new
                {
                    client_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    organisation_code = table.Column<string>(type: "character varying(8)", nullable: false),
                    formats = table.Column<string>(type: "text", nullable: false),
                    is_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    sftp_keys = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    stamp = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
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
                name: "oauth_token",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    application_id = table.Column<string>(type: "text", nullable: true),
                    authorization_id = table.Column<string>(type: "text", nullable: true),
                    concurrency_token = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    creation_date = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    expiration_date = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    payload = table.Column<string>(type: "text", nullable: true),
                    properties = table.Column<string>(type: "text", nullable: true),
                    redemption_date = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    reference_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    status = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    subject = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    type = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: true)
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

            migrationBuilder.CreateTable(
                name: "account_code",
                columns: table => new
                {
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    purpose = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    appointment_id = table.Column<long>(type: "bigint", nullable: true),
                    email = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    issued_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    spent_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_code", x => x.hash);
                    table.ForeignKey(
                        name: "fk_account_code_account_account_id",
                        column: x => x.account_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_account_code_appointment_appointment_id",
                        column: x => x.appointment_id,
                        principalTable: "appointment",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "account_session",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    key_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    appointment_id = table.Column<long>(type: "bigint", nullable: false),
                    stamp = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    began_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    seen_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    browser = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_session", x => x.id);
                    table.ForeignKey(
                        name: "fk_account_session_account_account_id",
                        column: x => x.account_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_account_session_appointment_appointment_id",
                        column: x => x.appointment_id,
                        principalTable: "appointment",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_account_renamed_to",
                table: "account",
                column: "renamed_to");

            migrationBuilder.CreateIndex(
                name: "ix_account_sign_in_name",
                table: "account",
                column: "sign_in_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_account_code_account_id",
                table: "account_code",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_account_code_appointment_id",
                table: "account_code",
                column: "appointment_id");

            migrationBuilder.CreateIndex(
                name: "ix_account_session_account_id",
                table: "account_session",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_account_session_appointment_id",
                table: "account_session",
                column: "appointment_id");

            migrationBuilder.CreateIndex(
                name: "ix_account_session_key_hash",
                table: "account_session",
                column: "key_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_address_suppression_county_code",
                table: "address_suppression",
                column: "county_code");

            migrationBuilder.CreateIndex(
                name: "ix_agency_list_feed_through",
                table: "agency_list",
                columns: new[] { "feed", "through" });

            migrationBuilder.CreateIndex(
                name: "ix_agency_record_feed_valid_until",
                table: "agency_record",
                columns: new[] { "feed", "valid_until" });

            migrationBuilder.CreateIndex(
                name: "ix_allocation_run_county_code_year_level_run_id",
                table: "allocation_run",
                columns: new[] { "county_code", "year", "level", "run_id" });

            migrationBuilder.CreateIndex(
                name: "ix_announcement_from",
                table: "announcement",
                column: "from");

            migrationBuilder.CreateIndex(
                name: "ix_appointment_account_id",
                table: "appointment",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_appointment_organisation_code_duty",
                table: "appointment",
                columns: new[] { "organisation_code", "duty" });

            migrationBuilder.CreateIndex(
                name: "ix_approval_county_code_valid_through",
                table: "approval",
                columns: new[] { "county_code", "valid_through" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_at",
                table: "audit_entry",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_at1",
                table: "audit_entry",
                column: "at",
                filter: "kind = 'Refused'");

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_person_id",
                table: "audit_entry",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_shown_set",
                table: "audit_entry",
                column: "shown_set");

            migrationBuilder.CreateIndex(
                name: "ix_border_list_through",
                table: "border_list",
                column: "through");

            migrationBuilder.CreateIndex(
                name: "ix_case_request_to_code_answered_at",
                table: "case_request",
                columns: new[] { "to_code", "answered_at" });

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
                name: "ix_comparison_result_comparison_id_county_code_pass",
                table: "comparison_result",
                columns: new[] { "comparison_id", "county_code", "pass" });

            migrationBuilder.CreateIndex(
                name: "ix_district_plan_county_code_year_level_status",
                table: "district_plan",
                columns: new[] { "county_code", "year", "level", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_district_rule_school_code",
                table: "district_rule",
                column: "school_code");

            migrationBuilder.CreateIndex(
                name: "ix_district_span_plan_id_village_code",
                table: "district_span",
                columns: new[] { "plan_id", "village_code" });

            migrationBuilder.CreateIndex(
                name: "ix_entry_year_level_admitted_school",
                table: "entry",
                columns: new[] { "year", "level", "admitted_school" });

            migrationBuilder.CreateIndex(
                name: "ix_entry_year_level_allocated_school",
                table: "entry",
                columns: new[] { "year", "level", "allocated_school" });

            migrationBuilder.CreateIndex(
                name: "ix_entry_year_level_county_code_state",
                table: "entry",
                columns: new[] { "year", "level", "county_code", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_entry_year_level_registered_school",
                table: "entry",
                columns: new[] { "year", "level", "registered_school" });

            migrationBuilder.CreateIndex(
                name: "ix_entry_choice_school_code_year_level",
                table: "entry_choice",
                columns: new[] { "school_code", "year", "level" });

            migrationBuilder.CreateIndex(
                name: "ix_entry_event_run_id",
                table: "entry_event",
                column: "run_id");

            migrationBuilder.CreateIndex(
                name: "ix_entry_event_school_code_year_level",
                table: "entry_event",
                columns: new[] { "school_code", "year", "level" },
                filter: "what = 'published'");

            migrationBuilder.CreateIndex(
                name: "ix_entry_mark_school_code_year_level_stage_state",
                table: "entry_mark",
                columns: new[] { "school_code", "year", "level", "stage", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_foreign_pupil_school_code_left_on",
                table: "foreign_pupil",
                columns: new[] { "school_code", "left_on" });

            migrationBuilder.CreateIndex(
                name: "ix_foreign_school_pupil_school_code_left_on",
                table: "foreign_school_pupil",
                columns: new[] { "school_code", "left_on" });

            migrationBuilder.CreateIndex(
                name: "ix_intake_finding_receipt_id_line",
                table: "intake_finding",
                columns: new[] { "receipt_id", "line" });

            migrationBuilder.CreateIndex(
                name: "ix_low_income_mark_month",
                table: "low_income_mark",
                column: "month");

            migrationBuilder.CreateIndex(
                name: "ix_machine_client_organisation_code",
                table: "machine_client",
                column: "organisation_code");

            migrationBuilder.CreateIndex(
                name: "ix_ministry_question_county_code_answered_at",
                table: "ministry_question",
                columns: new[] { "county_code", "answered_at" });

            migrationBuilder.CreateIndex(
                name: "ix_national_comparison_run_id",
                table: "national_comparison",
                column: "run_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_national_comparison_year_level",
                table: "national_comparison",
                columns: new[] { "year", "level" });

            migrationBuilder.CreateIndex(
                name: "ix_numbers_exchanged_first",
                table: "numbers_exchanged",
                column: "first");

            migrationBuilder.CreateIndex(
                name: "ix_numbers_exchanged_second",
                table: "numbers_exchanged",
                column: "second");

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
                name: "ix_organisation_level_county_code",
                table: "organisation",
                columns: new[] { "level", "county_code" });

            migrationBuilder.CreateIndex(
                name: "ix_organisation_notice_organisation_code_read_at",
                table: "organisation_notice",
                columns: new[] { "organisation_code", "read_at" });

            migrationBuilder.CreateIndex(
                name: "ix_person_cohort",
                table: "person",
                column: "cohort");

            migrationBuilder.CreateIndex(
                name: "ix_person_merged_into",
                table: "person",
                column: "merged_into",
                filter: "merged_into is not null");

            migrationBuilder.CreateIndex(
                name: "ix_person_normalised_name_birth_date",
                table: "person",
                columns: new[] { "normalised_name", "birth_date" });

            migrationBuilder.CreateIndex(
                name: "ix_person_identifier_person_id",
                table: "person_identifier",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_person_merged_merged",
                table: "person_merged",
                column: "merged");

            migrationBuilder.CreateIndex(
                name: "ix_person_merged_survivor",
                table: "person_merged",
                column: "survivor");

            migrationBuilder.CreateIndex(
                name: "ix_place_count_year_county_code",
                table: "place_count",
                columns: new[] { "year", "county_code" });

            migrationBuilder.CreateIndex(
                name: "ix_proposed_child_county_code_state",
                table: "proposed_child",
                columns: new[] { "county_code", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_proposed_child_school_code",
                table: "proposed_child",
                column: "school_code");

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
                name: "ix_receipt_file_hash",
                table: "receipt",
                column: "file_hash");

            migrationBuilder.CreateIndex(
                name: "ix_receipt_format_status",
                table: "receipt",
                columns: new[] { "format", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_receipt_organisation_code_received_at",
                table: "receipt",
                columns: new[] { "organisation_code", "received_at" });

            migrationBuilder.CreateIndex(
                name: "receipt_to_be_told",
                table: "receipt",
                columns: new[] { "client_id", "file_name", "id" },
                filter: "door = 'Sftp' and (answered_version is null or answered_version <> version)");

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
                name: "ix_reminder_by_code_day",
                table: "reminder",
                columns: new[] { "by_code", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_residence_household",
                table: "residence",
                column: "household",
                filter: "until is null");

            migrationBuilder.CreateIndex(
                name: "ix_residence_person_id_until",
                table: "residence",
                columns: new[] { "person_id", "until" });

            migrationBuilder.CreateIndex(
                name: "ix_residence_village_code",
                table: "residence",
                column: "village_code");

            migrationBuilder.CreateIndex(
                name: "ix_run_organisation_code_id",
                table: "run",
                columns: new[] { "organisation_code", "id" });

            migrationBuilder.CreateIndex(
                name: "run_asked_once",
                table: "run",
                columns: new[] { "kind", "exclusive", "parameters" },
                unique: true,
                filter: "status in ('Waiting', 'Running')");

            migrationBuilder.CreateIndex(
                name: "run_exclusive_running",
                table: "run",
                column: "exclusive",
                unique: true,
                filter: "status = 'Running'");

            migrationBuilder.CreateIndex(
                name: "ix_same_person_question_county_code_answer",
                table: "same_person_question",
                columns: new[] { "county_code", "answer" });

            migrationBuilder.CreateIndex(
                name: "ix_same_person_question_other_county_code_answer",
                table: "same_person_question",
                columns: new[] { "other_county_code", "answer" });

            migrationBuilder.CreateIndex(
                name: "ix_same_person_question_second",
                table: "same_person_question",
                column: "second");

            migrationBuilder.CreateIndex(
                name: "ix_school_county_code_level",
                table: "school",
                columns: new[] { "county_code", "level" });

            migrationBuilder.CreateIndex(
                name: "ix_school_transfer_from_school_released_on",
                table: "school_transfer",
                columns: new[] { "from_school", "released_on" });

            migrationBuilder.CreateIndex(
                name: "ix_school_transfer_to_school_released_on",
                table: "school_transfer",
                columns: new[] { "to_school", "released_on" });

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_record_account_id_at",
                table: "sign_in_record",
                columns: new[] { "account_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_special_placement_school_code_until",
                table: "special_placement",
                columns: new[] { "school_code", "until" });

            migrationBuilder.CreateIndex(
                name: "ix_stage_count_year_stage_level",
                table: "stage_count",
                columns: new[] { "year", "stage", "level" });

            migrationBuilder.CreateIndex(
                name: "ix_stage_day_year_day",
                table: "stage_day",
                columns: new[] { "year", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_standing_organisation_code_rule_valid_until",
                table: "standing",
                columns: new[] { "organisation_code", "rule", "valid_until" },
                filter: "superseded_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_standing_rule_county_code_valid_until",
                table: "standing",
                columns: new[] { "rule", "county_code", "valid_until" },
                filter: "superseded_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_student_record_county_code_year_term",
                table: "student_record",
                columns: new[] { "county_code", "year", "term" });

            migrationBuilder.CreateIndex(
                name: "ix_student_record_school_code_year_term",
                table: "student_record",
                columns: new[] { "school_code", "year", "term" });

            migrationBuilder.CreateIndex(
                name: "ix_submission_organisation_code",
                table: "submission",
                column: "organisation_code");

            migrationBuilder.CreateIndex(
                name: "ix_tracked_case_case_no",
                table: "tracked_case",
                column: "case_no");

            migrationBuilder.CreateIndex(
                name: "ix_tracked_case_county_code",
                table: "tracked_case",
                column: "county_code");

            migrationBuilder.CreateIndex(
                name: "ix_tracked_case_school_code",
                table: "tracked_case",
                column: "school_code");

            migrationBuilder.CreateIndex(
                name: "ix_village_county_code",
                table: "village",
                column: "county_code");

            migrationBuilder.CreateIndex(
                name: "ix_village_township_code",
                table: "village",
                column: "township_code");

            migrationBuilder.CreateIndex(
                name: "ix_window_extension_county_code_year",
                table: "window_extension",
                columns: new[] { "county_code", "year" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account_code");

            migrationBuilder.DropTable(
                name: "account_session");

            migrationBuilder.DropTable(
                name: "address_suppression");

            migrationBuilder.DropTable(
                name: "agency_list");

            migrationBuilder.DropTable(
                name: "agency_record");

            migrationBuilder.DropTable(
                name: "allocation_address");

            migrationBuilder.DropTable(
                name: "allocation_change");

            migrationBuilder.DropTable(
                name: "allocation_child");

            migrationBuilder.DropTable(
                name: "allocation_figure");

            migrationBuilder.DropTable(
                name: "allocation_offer");

            migrationBuilder.DropTable(
                name: "allocation_publication");

            migrationBuilder.DropTable(
                name: "allocation_run");

            migrationBuilder.DropTable(
                name: "announcement");

            migrationBuilder.DropTable(
                name: "applied_shape");

            migrationBuilder.DropTable(
                name: "approval");

            migrationBuilder.DropTable(
                name: "audit_entry");

            migrationBuilder.DropTable(
                name: "audit_head");

            migrationBuilder.DropTable(
                name: "audit_set");

            migrationBuilder.DropTable(
                name: "audit_shown");

            migrationBuilder.DropTable(
                name: "border_crossing");

            migrationBuilder.DropTable(
                name: "border_list");

            migrationBuilder.DropTable(
                name: "case_event");

            migrationBuilder.DropTable(
                name: "case_measure");

            migrationBuilder.DropTable(
                name: "case_request");

            migrationBuilder.DropTable(
                name: "checkpoint_figure");

            migrationBuilder.DropTable(
                name: "checkpoint_freeze");

            migrationBuilder.DropTable(
                name: "class_pupil");

            migrationBuilder.DropTable(
                name: "class_pupil_event");

            migrationBuilder.DropTable(
                name: "comparison_input");

            migrationBuilder.DropTable(
                name: "comparison_result");

            migrationBuilder.DropTable(
                name: "county_parameter");

            migrationBuilder.DropTable(
                name: "district_acknowledgement");

            migrationBuilder.DropTable(
                name: "district_plan");

            migrationBuilder.DropTable(
                name: "district_rule");

            migrationBuilder.DropTable(
                name: "district_span");

            migrationBuilder.DropTable(
                name: "district_unplaced_line");

            migrationBuilder.DropTable(
                name: "entry");

            migrationBuilder.DropTable(
                name: "entry_choice");

            migrationBuilder.DropTable(
                name: "entry_event");

            migrationBuilder.DropTable(
                name: "entry_mark");

            migrationBuilder.DropTable(
                name: "foreign_pupil");

            migrationBuilder.DropTable(
                name: "foreign_pupil_event");

            migrationBuilder.DropTable(
                name: "foreign_school_pupil");

            migrationBuilder.DropTable(
                name: "foreign_school_pupil_event");

            migrationBuilder.DropTable(
                name: "id_block");

            migrationBuilder.DropTable(
                name: "installation");

            migrationBuilder.DropTable(
                name: "intake_difference");

            migrationBuilder.DropTable(
                name: "intake_finding");

            migrationBuilder.DropTable(
                name: "intake_unlisted");

            migrationBuilder.DropTable(
                name: "lease");

            migrationBuilder.DropTable(
                name: "ledger_opening");

            migrationBuilder.DropTable(
                name: "low_income_mark");

            migrationBuilder.DropTable(
                name: "machine_client");

            migrationBuilder.DropTable(
                name: "ministry_question");

            migrationBuilder.DropTable(
                name: "national_comparison");

            migrationBuilder.DropTable(
                name: "numbers_exchanged");

            migrationBuilder.DropTable(
                name: "oauth_scope");

            migrationBuilder.DropTable(
                name: "oauth_token");

            migrationBuilder.DropTable(
                name: "office_closure");

            migrationBuilder.DropTable(
                name: "organisation_notice");

            migrationBuilder.DropTable(
                name: "person");

            migrationBuilder.DropTable(
                name: "person_change");

            migrationBuilder.DropTable(
                name: "person_identifier");

            migrationBuilder.DropTable(
                name: "person_merged");

            migrationBuilder.DropTable(
                name: "person_merged_row");

            migrationBuilder.DropTable(
                name: "place_count");

            migrationBuilder.DropTable(
                name: "possible_match");

            migrationBuilder.DropTable(
                name: "proposed_child");

            migrationBuilder.DropTable(
                name: "published_view");

            migrationBuilder.DropTable(
                name: "receipt");

            migrationBuilder.DropTable(
                name: "refusal");

            migrationBuilder.DropTable(
                name: "registry_whole_list");

            migrationBuilder.DropTable(
                name: "reminder");

            migrationBuilder.DropTable(
                name: "request_key");

            migrationBuilder.DropTable(
                name: "residence");

            migrationBuilder.DropTable(
                name: "residence_hidden");

            migrationBuilder.DropTable(
                name: "roll_filing");

            migrationBuilder.DropTable(
                name: "run");

            migrationBuilder.DropTable(
                name: "run_finding");

            migrationBuilder.DropTable(
                name: "same_person_question");

            migrationBuilder.DropTable(
                name: "schedule_mark");

            migrationBuilder.DropTable(
                name: "school");

            migrationBuilder.DropTable(
                name: "school_change");

            migrationBuilder.DropTable(
                name: "school_closure_proposal");

            migrationBuilder.DropTable(
                name: "school_transfer");

            migrationBuilder.DropTable(
                name: "school_transfer_event");

            migrationBuilder.DropTable(
                name: "sign_in_record");

            migrationBuilder.DropTable(
                name: "sign_in_source");

            migrationBuilder.DropTable(
                name: "special_list");

            migrationBuilder.DropTable(
                name: "special_placement");

            migrationBuilder.DropTable(
                name: "stage_count");

            migrationBuilder.DropTable(
                name: "stage_day");

            migrationBuilder.DropTable(
                name: "standing");

            migrationBuilder.DropTable(
                name: "standing_count");

            migrationBuilder.DropTable(
                name: "standing_due");

            migrationBuilder.DropTable(
                name: "student_record");

            migrationBuilder.DropTable(
                name: "student_record_version");

            migrationBuilder.DropTable(
                name: "submission");

            migrationBuilder.DropTable(
                name: "township_opening");

            migrationBuilder.DropTable(
                name: "tracked_case");

            migrationBuilder.DropTable(
                name: "village");

            migrationBuilder.DropTable(
                name: "village_alias");

            migrationBuilder.DropTable(
                name: "visit");

            migrationBuilder.DropTable(
                name: "window_change");

            migrationBuilder.DropTable(
                name: "window_extension");

            migrationBuilder.DropTable(
                name: "window_override");

            migrationBuilder.DropTable(
                name: "appointment");

            migrationBuilder.DropTable(
                name: "oauth_authorization");

            migrationBuilder.DropTable(
                name: "account");

            migrationBuilder.DropTable(
                name: "organisation");

            migrationBuilder.DropTable(
                name: "oauth_application");
        }
    }
}
