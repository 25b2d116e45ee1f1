using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StudentNet.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MachineClients : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "client_id",
                table: "receipt",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "client_id",
                table: "audit_entry",
                type: "TEXT",
                nullable: true);

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

            migrationBuilder.CreateIndex(
                name: "ix_receipt_client_id_id",
                table: "receipt",
                columns: new[] { "client_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_machine_client_organisation_code",
                table: "machine_client",
                column: "organisation_code");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "machine_client");

            migrationBuilder.DropIndex(
                name: "ix_receipt_client_id_id",
                table: "receipt");

            migrationBuilder.DropColumn(
                name: "client_id",
                table: "receipt");

            migrationBuilder.DropColumn(
                name: "client_id",
                table: "audit_entry");
        }
    }
}
