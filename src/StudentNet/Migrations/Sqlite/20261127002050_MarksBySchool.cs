using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StudentNet.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MarksBySchool : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_entry_mark_year_level_stage_school_code_state",
                table: "entry_mark");

            migrationBuilder.CreateIndex(
                name: "ix_entry_mark_year_level_school_code_stage_state",
                table: "entry_mark",
                columns: new[] { "year", "level", "school_code", "stage", "state" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_entry_mark_year_level_school_code_stage_state",
                table: "entry_mark");

            migrationBuilder.CreateIndex(
                name: "ix_entry_mark_year_level_stage_school_code_state",
                table: "entry_mark",
                columns: new[] { "year", "level", "stage", "school_code", "state" });
        }
    }
}
