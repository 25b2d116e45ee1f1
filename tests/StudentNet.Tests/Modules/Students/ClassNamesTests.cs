using StudentNet.Modules.Schools;
using StudentNet.Modules.Students;
using StudentNet.Modules.Students.Q1ClassRolls;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Modules.Students;

/// <summary>Spellings of one class are one class, and what Excel makes of a class is undone or asked about.</summary>
[WithoutDatabase]
public sealed class ClassNamesTests
{
    private const string Headings = "證號,姓名,性別,生日,國籍,班級類別,年級,班級,學生樣態";

    [Theory]
    [InlineData("1", 1, "01")]
    [InlineData("01", 1, "01")]
    [InlineData("001", 1, "01")]
    [InlineData("一", 1, "01")]
    [InlineData("101", 1, "01")]
    [InlineData("１０１班", 1, "01")]
    [InlineData("1.0", 1, "01")]
    [InlineData("1年1班", 1, "01")]
    [InlineData("一年一班", 1, "01")]
    [InlineData("1-2", 1, "02")]
    [InlineData("101", 2, "101")]
    [InlineData("1-2", 2, "1-2")]
    [InlineData("100", 1, "100")]
    [InlineData("十二", 3, "12")]
    [InlineData("甲", 1, "甲")]
    [InlineData("忠班", 1, "忠")]
    [InlineData("班", 1, "")]
    public void Spellings_of_a_class_are_one(string typed, int grade, string name)
    {
        ClassNames.Normal(typed, grade).ShouldBe(name);
        ClassNames.Normal(name, grade).ShouldBe(name);
    }

    [Theory]
    [InlineData(ClassNaming.TwoDigits, "01")]
    [InlineData(ClassNaming.Plain, "1")]
    [InlineData(ClassNaming.WithGrade, "101")]
    public void A_county_chooses_how_one_class_is_written_whatever_the_spelling(ClassNaming naming, string written)
    {
        foreach (var typed in new[] { "1", "01", "001", "一", "101", "1年1班", "1-1", "１０１班", "1.0" })
        {
            ClassNames.Normal(typed, 1, naming).ShouldBe(written, typed);
        }

        ClassNames.Normal(written, 1, naming).ShouldBe(written);
        ClassNames.Normal("甲", 1, naming).ShouldBe("甲");
        ClassNames.Promoted(written, 1, 2, naming).ShouldBe(naming == ClassNaming.WithGrade ? "201" : written);
    }

    [Fact]
    public void Where_the_county_leaves_it_to_the_schools_1_and_01_are_two_classes()
    {
        ClassNames.Normal("1", 1, ClassNaming.AsWritten).ShouldBe("1");
        ClassNames.Normal("01班", 1, ClassNaming.AsWritten).ShouldBe("01");
        ClassNames.Normal("101", 1, ClassNaming.AsWritten).ShouldBe("101");
    }

    [Fact]
    public void Classes_stand_in_the_order_in_which_schools_count_them() =>
        new[] { "丁", "乙", "10", "丙", "2", "甲", "愛", "忠", "資優", "仁", "孝" }.OrderBy(ClassNames.Order, StringComparer.Ordinal)
            .ShouldBe(["2", "10", "甲", "乙", "丙", "丁", "忠", "孝", "仁", "愛", "資優"]);

    /// <summary>2 January, 2 January in other formats, 2 March; the grade is 1.</summary>
    [Theory]
    [InlineData("46024", "m\"月\"d\"日\"", "02")]
    [InlineData("46024", "16", "02")]
    [InlineData("46024", "14", null)]
    [InlineData("46024", "17", null)]
    [InlineData("46083", "16", null)]
    public void A_class_that_Excel_took_for_a_day_is_read_back_or_asked_about(string day, string format, string? name)
    {
        var book = new MadeWorkbook();
        var row = Pupil("x").Split(',');
        row[7] = book.Number(day, format);
        Judge(SampleFormat.Read(book.Sheet("x", Headings.Split(','), row).Bytes(), ClassRollFormat.Format), name);
    }

    [Theory]
    [InlineData("1月2日", "02")]
    [InlineData("2-Jan", "02")]
    [InlineData("3月2日", null)]
    [InlineData("2026-01-02", null)]
    [InlineData("2026/1/2", null)]
    public void So_is_what_a_text_file_keeps_of_it(string text, string? name) =>
        Judge(SampleFormat.Read(SampleFormat.Utf8($"{Headings}\n{Pupil(text)}\n"), ClassRollFormat.Format), name);

    [Fact]
    public void A_case_of_a_county_is_read_as_it_was_meant()
    {
        var read = SampleFormat.Read(File.ReadAllBytes(SharedData.PathOf("cases/08-class-names-excel-made/A06_class_date.xlsx")), ClassRollFormat.Format);
        read.Rows.ShouldAllBe(r => !r.Any(c => c.StartsWith("2026-", StringComparison.Ordinal)));
        read.Findings.ShouldContain(f => f.Problem.Code == "roll.class-date");
    }

    private static void Judge(ReadFile read, string? name)
    {
        var finding = read.Findings.Single(f => f.Problem.Code == "roll.class-date");
        finding.Severity.ShouldBe(name is null ? StudentNet.Platform.Intake.Severity.Error : StudentNet.Platform.Intake.Severity.Warning);
        if (name is null)
        {
            read.Rows.ShouldBeEmpty();
        }
        else
        {
            read.Rows.ShouldHaveSingleItem().ShouldContain(name);
        }
    }

    private static string Pupil(string className) => $"Y170000010,王測甲,男,108/10/05,中華民國,A,1,{className},在校";
}
