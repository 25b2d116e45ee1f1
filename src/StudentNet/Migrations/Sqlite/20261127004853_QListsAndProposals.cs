using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StudentNet.Migrations.Sqlite
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
