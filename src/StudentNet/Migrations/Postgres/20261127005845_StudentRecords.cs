using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StudentNet.Migrations.Postgres
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
