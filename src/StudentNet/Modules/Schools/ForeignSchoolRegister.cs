using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Schools;

/// <summary>Registers foreign schools, which stand in no list of the ministry: the county where one lies does it by hand.</summary>
public sealed class ForeignSchoolRegister(StudentNetDb db)
{
    private const int CodeLength = 6;

    /// <summary>
    /// Adds a foreign school. Its organisation has no level of ours: districts, allocation and the lists of N never meet it, and only the duty of
    /// foreign schools can be given there.
    /// </summary>
    public async Task<Problem?> AddAsync(Organisation county, string code, string name, string? address, string? telephone, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(county);
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(name);
        var typed = code.Trim().ToUpper(CultureInfo.InvariantCulture);
        if (typed.Length != CodeLength || !typed.All(char.IsAsciiLetterOrDigit))
        {
            return new Problem("foreign-school.code", $"學校代碼應為 {CodeLength} 碼英數字", "請填教育部核給的學校代碼") { Field = "Code" };
        }

        if (await db.Set<Organisation>().AnyAsync(o => o.Code == typed, cancellation))
        {
            return new Problem("foreign-school.code", "這個代碼已有單位使用", "請核對學校代碼") { Field = "Code" };
        }

        db.Add(
            new Organisation
            {
                Code = typed,
                Level = Level.School,
                Name = name.Trim(),
                CountyCode = county.Code,
            }
        );
        db.Add(
            new School
            {
                Code = typed,
                MinistryCode = typed,
                Name = name.Trim(),
                CountyCode = county.Code,
                Level = SchoolLevel.Elementary,
                Kind = SchoolKind.Foreign,
                IsPrivate = true,
                Address = string.IsNullOrWhiteSpace(address) ? null : address.Trim(),
                Telephone = string.IsNullOrWhiteSpace(telephone) ? null : telephone.Trim(),
            }
        );
        await db.SaveAsync(act, cancellation);
        return null;
    }
}
