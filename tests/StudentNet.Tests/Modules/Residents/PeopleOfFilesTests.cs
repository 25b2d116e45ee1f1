using System.Text;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Modules.Residents;

/// <summary>What every format of pupils does with the people in it, on a format that does nothing else.</summary>
public sealed class PeopleOfFilesTests
{
    private const string Headings = "證號種類,證號,姓名,性別,生日,國籍";

    [Fact]
    public async Task Pupils_nobody_knows_become_records_once()
    {
        await using var counter = await CreateAsync();
        string[] rows = [Row(1), Row(2), "4,E12345678,測試安,男,105/03/02,越南"];
        await AcceptAsync(counter, rows);
        await AcceptAsync(counter, rows);

        var people = await counter.App.Db(db => db.Set<Person>().AsNoTracking().OrderBy(p => p.BirthDate).ThenBy(p => p.Name).ToListAsync());
        people.Select(p => (p.Nationality, p.AsOf, p.Cohort)).ShouldBe([("VN", null, 2016), ("TW", null, 2016), ("TW", null, 2016)], ignoreOrder: true);
        var numbers = await counter.App.Db(db => db.Set<PersonIdentifier>().AsNoTracking().ToListAsync());
        numbers.Select(n => n.Kind).ShouldBe([PersonNumberKind.National, PersonNumberKind.National, PersonNumberKind.Passport], ignoreOrder: true);
        numbers.ShouldAllBe(n => n.IsCurrent);
        numbers.Select(n => n.PersonId).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_number_that_was_merged_away_finds_the_person_who_stayed()
    {
        await using var counter = await CreateAsync();
        var (old, now) = (RegistryFile.Number(11), RegistryFile.Number(12));
        await RegistryAsync(counter, RegistryFile.Child(1) with { Number = old, DataDate = "115/03/01" });
        await RegistryAsync(counter, RegistryFile.Child(1) with { Number = now, OldNumber = old });
        var survivor = await counter.App.Db(db => db.Set<Person>().Where(p => p.MergedInto == null).Select(p => p.PersonId).SingleAsync());

        await AcceptAsync(counter, $",{old},{RegistryFile.Child(1).Name},女,108/10/05,TW");

        (await counter.App.Db(db => db.Set<Person>().CountAsync(p => p.MergedInto == null))).ShouldBe(1);
        (await counter.App.Db(db => db.Set<PersonIdentifier>().SingleAsync(i => i.Number == old))).PersonId.ShouldBe(survivor);
    }

    [Fact]
    public async Task Name_and_birth_date_alone_are_a_possible_match_that_a_person_judges()
    {
        await using var counter = await CreateAsync();
        await RegistryAsync(counter, RegistryFile.Child(1));

        var receipt = await SendAsync(counter, $",{RegistryFile.Number(2)},{RegistryFile.Child(1).Name},女,108/10/05,TW");

        (await counter.FindingsAsync(receipt)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            f => f.Code.ShouldBe("people.possibly-same"),
            f => f.Severity.ShouldBe(Severity.Warning),
            // Who sends a file learns that there is somebody, not who.
            f => f.Reason.ShouldNotContain(RegistryFile.Number(1)[^3..])
        );
        await counter.AcceptAsync(receipt);
        (await counter.App.Db(db => db.Set<Person>().CountAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task What_the_registry_says_is_kept_and_what_only_files_said_is_corrected_with_a_trace()
    {
        await using var counter = await CreateAsync();
        await RegistryAsync(counter, RegistryFile.Child(1));
        await AcceptAsync(counter, Row(2));

        var receipt = await SendAsync(
            counter,
            $",{RegistryFile.Number(1)},測樣改,女,108/10/05,TW",
            $",{RegistryFile.Number(2)},測樣對,女,105/03/02,TW",
            $",{RegistryFile.Number(3)},測樣丁,女,105/03/02,TW"
        );
        (await counter.FindingsAsync(receipt)).Select(f => (f.Line, f.Code)).ShouldBe([(2, "people.name"), (3, "people.correct")]);
        await counter.AcceptAsync(receipt);

        var names = await counter.App.Db(db => db.Set<Person>().AsNoTracking().Select(p => p.Name).ToListAsync());
        names.ShouldBe([RegistryFile.Child(1).Name, "測樣對", "測樣丁"], ignoreOrder: true);
        (await counter.App.Db(db => db.Set<PersonChange>().AsNoTracking().SingleAsync()))
            .ShouldSatisfyAllConditions(c => c.Field.ShouldBe("name"), c => c.After.ShouldBe("測樣對"), c => c.ReceiptId.ShouldBe(receipt.Id));
    }

    [Fact]
    public async Task Another_name_and_another_birth_date_under_a_known_number_is_an_error()
    {
        await using var counter = await CreateAsync();
        await RegistryAsync(counter, RegistryFile.Child(1));

        var receipt = await SendAsync(counter, $",{RegistryFile.Number(1)},樣本錯,女,105/01/01,TW", Row(2));

        (receipt.GoodRows, receipt.BadRows).ShouldBe((1, 1));
        (await counter.FindingsAsync(receipt)).ShouldHaveSingleItem().Code.ShouldBe("people.other");
    }

    [Theory]
    [InlineData("4,E12345678,測試安,男,105/03/02,越南", null)]
    [InlineData(",E12345678,測試安,男,105/03/02,越南", "number.length")]
    [InlineData("1,A123456788,測試安,男,105/03/02,中華民國", "number.check")]
    [InlineData("2,A123456789,測試安,男,105/03/02,中華民國", "number.kind")]
    [InlineData("1,A123456789,測試安,男,105/03/02,越南", "people.foreign-national")]
    public async Task The_kind_column_says_how_a_number_is_read(string row, string? code)
    {
        await using var counter = await CreateAsync();
        var receipt = await SendAsync(counter, row);
        (await counter.FindingsAsync(receipt)).Where(f => f.Severity == Severity.Error).Select(f => f.Code).FirstOrDefault().ShouldBe(code);
    }

    [Fact]
    public async Task A_row_with_an_error_never_makes_its_child_leave()
    {
        await using var counter = await CreateAsync();
        await AcceptAsync(counter, Row(1), Row(2), Row(3), Row(4));

        // Child 2: a mistyped number; child 3: a wrong nationality; child 4 is really gone.
        var receipt = await SendAsync(
            counter,
            Row(1),
            Row(2).Replace(RegistryFile.Number(2), RegistryFile.Number(2)[..9], StringComparison.Ordinal),
            Row(3).Replace("中華民國", "沒有這國", StringComparison.Ordinal)
        );

        (await LeavingAsync(counter, receipt)).ShouldBe([RegistryFile.Number(4)]);
    }

    [Fact]
    public async Task A_row_that_a_check_of_the_set_refuses_keeps_its_child_too()
    {
        await using var counter = await CreateAsync();
        await AcceptAsync(counter, Row(1), Row(2), Row(3));
        await RegistryAsync(counter, RegistryFile.Child(5));

        // The number is child 5's, name and birth date are child 2's: the row may be about either. Child 3 is really gone.
        var receipt = await SendAsync(counter, Row(1), Row(2).Replace(RegistryFile.Number(2), RegistryFile.Number(5), StringComparison.Ordinal));

        (await counter.FindingsAsync(receipt)).ShouldContain(f => f.Code == "people.other");
        (await LeavingAsync(counter, receipt)).ShouldBe([RegistryFile.Number(3)]);
    }

    [Fact]
    public async Task Nobody_leaves_while_a_row_does_not_tell_whom_it_is_about()
    {
        await using var counter = await CreateAsync();
        await AcceptAsync(counter, Row(1), Row(2), Row(3));
        var receipt = await SendAsync(counter, Row(1), "1,,,,,");
        receipt.BadRows.ShouldBe(1);
        (await LeavingAsync(counter, receipt)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_correction_file_supplements_and_never_removes()
    {
        await using var counter = await CreateAsync();
        var first = await SendAsync(counter, Row(1), Row(2), $"1,{RegistryFile.Number(3)[..9]},測樣丙,女,105/03/02,中華民國");
        await counter.AcceptAsync(first);

        var correction = await counter.SendAsync(
            Code,
            Encoding.UTF8.GetBytes($"{Headings},收件編號,檔案列,問題欄位,檔案內容,原因,怎麼修正\r\n{Row(3)},{first.Id},4,,,,\r\n")
        );

        correction.Supplements.ShouldBeTrue();
        (await LeavingAsync(counter, correction)).ShouldBeEmpty();
        await counter.AcceptAsync(correction);
        (await counter.ReceiptAsync(first.Id)).OpenRows.ShouldBe(0);
        (await SendAsync(counter, Row(1), Row(2))).Supplements.ShouldBeFalse();
    }

    private const string Code = "pupils";

    private static string Row(int n) => $"1,{RegistryFile.Number(n)},測樣{(char)('一' + n)},女,105/03/02,中華民國";

    private static Task<IntakeCounter> CreateAsync() =>
        IntakeCounter.CreateAsync(
            new FileFormat
            {
                Code = Code,
                Title = "測試學生",
                Functions = ["N1.11"],
                Summary = "測試用。",
                Policy = AcceptPolicy.GoodRows,
                Columns = PeopleOfFiles.Columns,
                Derived = PeopleOfFiles.Derived,
                Working = PeopleOfFiles.Working,
                Rules = PeopleOfFiles.Rules,
                Steps = PeopleOfFiles.Steps("pupils-people-ours"),
                Key = PeopleOfFiles.Key,
                Stays = PeopleOfFiles.Stays,
                Accept = (context, cancellation) => PeopleOfFiles.CreateAsync(context, "pupils-people-ours", cancellation),
            }
        );

    private static Task<Receipt> SendAsync(IntakeCounter counter, params string[] rows) =>
        counter.SendAsync(Code, Encoding.UTF8.GetBytes(string.Join("\r\n", rows.Prepend(Headings)) + "\r\n"));

    private static async Task AcceptAsync(IntakeCounter counter, params string[] rows) =>
        (await counter.AcceptAsync(await SendAsync(counter, rows))).Status.ShouldBe(ReceiptStatus.Accepted);

    private static async Task RegistryAsync(IntakeCounter counter, RegistryRow row) =>
        await counter.AcceptAsync(await counter.SendAsync("registry-list", RegistryFile.Of(row), settings: RegistryFile.Settings("異動名單")));

    /// <summary>Numbers of known people whom the checked file lacks and who may leave, as a format would ask for them.</summary>
    private static Task<List<string>> LeavingAsync(IntakeCounter counter, Receipt receipt) =>
        counter.App.Db(async db =>
        {
            await using var command = await db.CommandAsync(
                $"""
                select i.number
                from person_identifier as i
                where not @supplements
                  and not exists (select 1 from intake_staging_{receipt.Id} as s where s.person_id = i.person_id)
                  and not exists (select 1 from intake_rejected_{receipt.Id} as r where r.stays = i.person_id)
                  and not exists (select 1 from intake_rejected_{receipt.Id} as r where r.stays = 0)
                order by i.number
                """,
                new { supplements = receipt.Supplements }
            );
            await using var reader = await command.ExecuteReaderAsync();
            var numbers = new List<string>();
            while (await reader.ReadAsync())
            {
                numbers.Add(reader.GetString(0));
            }

            return numbers;
        });
}
