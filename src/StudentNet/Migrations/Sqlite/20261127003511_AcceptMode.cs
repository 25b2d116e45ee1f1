using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StudentNet.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AcceptMode : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "accept_mode",
                table: "receipt",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Person");

            migrationBuilder.AddColumn<string>(
                name: "delivery_key",
                table: "receipt",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_receipt_delivery_key_file_hash",
                table: "receipt",
                columns: new[] { "delivery_key", "file_hash" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_receipt_delivery_key_file_hash",
                table: "receipt");

            migrationBuilder.DropColumn(
                name: "accept_mode",
                table: "receipt");

            migrationBuilder.DropColumn(
                name: "delivery_key",
                table: "receipt");
        }
    }
}
