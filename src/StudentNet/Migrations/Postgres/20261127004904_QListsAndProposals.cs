using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StudentNet.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class QListsAndProposals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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

            migrationBuilder.CreateIndex(
                name: "ix_foreign_pupil_school_code_left_on",
                table: "foreign_pupil",
                columns: new[] { "school_code", "left_on" });

            migrationBuilder.CreateIndex(
                name: "ix_foreign_school_pupil_school_code_left_on",
                table: "foreign_school_pupil",
                columns: new[] { "school_code", "left_on" });

            migrationBuilder.CreateIndex(
                name: "ix_proposed_child_county_code_state",
                table: "proposed_child",
                columns: new[] { "county_code", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_proposed_child_school_code",
                table: "proposed_child",
                column: "school_code");

            migrationBuilder.CreateIndex(
                name: "ix_special_placement_school_code_until",
                table: "special_placement",
                columns: new[] { "school_code", "until" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "foreign_pupil");

            migrationBuilder.DropTable(
                name: "foreign_pupil_event");

            migrationBuilder.DropTable(
                name: "foreign_school_pupil");

            migrationBuilder.DropTable(
                name: "foreign_school_pupil_event");

            migrationBuilder.DropTable(
                name: "proposed_child");

            migrationBuilder.DropTable(
                name: "special_list");

            migrationBuilder.DropTable(
                name: "special_placement");
        }
    }
}
