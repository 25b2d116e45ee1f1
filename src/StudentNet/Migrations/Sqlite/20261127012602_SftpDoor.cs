using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StudentNet.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SftpDoor : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "answered_version",
                table: "receipt",
                type: "INTEGER",
                nullable: true);

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "lease");

            migrationBuilder.DropTable(
                name: "refusal");

            migrationBuilder.DropIndex(
                name: "receipt_to_be_told",
                table: "receipt");

            migrationBuilder.DropColumn(
                name: "answered_version",
                table: "receipt");
        }
    }
}
