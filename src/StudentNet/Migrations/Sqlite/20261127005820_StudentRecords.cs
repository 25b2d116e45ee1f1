using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StudentNet.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class StudentRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
                name: "student_record");

            migrationBuilder.DropTable(
                name: "student_record_version");
        }
    }
}
