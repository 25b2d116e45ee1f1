using CsCheck;

namespace StudentNet.Tests.Kernel.Identifiers;

public class PersonNumberTests
{
    [Theory]
    [InlineData("A123456789", PersonNumberKind.National, Sex.Male)]
    [InlineData("A800000014", PersonNumberKind.Residence, Sex.Male)]
    [InlineData("VA06179707", PersonNumberKind.ResidenceOld, Sex.Male)]
    public void The_shape_tells_the_kind_and_the_number_the_sex(string text, PersonNumberKind kind, Sex sex)
    {
        var number = Parsed(text);

        number.Kind.ShouldBe(kind);
        number.Sex.ShouldBe(sex);
    }

    [Theory]
    [InlineData("a123456789")]
    [InlineData(" A123456789　")]
    [InlineData("Ａ１２３４５６７８９")]
    [InlineData("A1234 56789")]
    [InlineData("A-123456789")]
    public void A_number_is_read_as_people_type_it(string text) => Parsed(text).Value.ShouldBe("A123456789");

    [Theory]
    [InlineData(null, "number.empty")]
    [InlineData("　", "number.empty")]
    [InlineData("A12345678", "number.length")]
    [InlineData("A1234567890", "number.length")]
    [InlineData("1123456789", "number.first")]
    [InlineData("王123456789", "number.first")]
    [InlineData("A323456789", "number.second")]
    [InlineData("AE23456789", "number.second")]
    [InlineData("A1234567X9", "number.digit")]
    [InlineData("A123456780", "number.check")]
    [InlineData("#123456789", "number.issued")]
    [InlineData("#12", "number.issued")]
    public void What_is_wrong_has_a_code_a_message_and_a_hint(string? text, string code)
    {
        var result = PersonNumber.Parse(text);

        result.IsValid.ShouldBeFalse();
        var problem = result.Problem.ShouldNotBeNull();
        problem.Code.ShouldBe(code);
        problem.Message.ShouldNotBeNullOrWhiteSpace();
        problem.Hint.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void A_missing_digit_is_counted() => Refused("A12345678").Message.ShouldBe("少 1 碼，身分證字號為 10 碼");

    [Fact]
    public void A_letter_O_for_a_zero_is_guessed() => Refused("A12345O789").Hint.ShouldBe("是否把數字 0 打成英文字母 O");

    [Fact]
    public void A_masked_number_is_recognised_as_masked() => Refused("A12345****").Hint.ShouldStartWith("證號已遮罩");

    [Fact]
    public void A_number_of_another_kind_than_the_row_says_is_refused() =>
        Refused("A123456789", PersonNumberKind.Residence).Code.ShouldBe("number.kind");

    [Fact]
    public void A_passport_is_read_only_where_one_is_expected()
    {
        PersonNumber.Parse("x 1234567", PersonNumberKind.Passport).Number!.Value.Value.ShouldBe("X1234567");
        PersonNumber.Parse("X1234567").IsValid.ShouldBeFalse();
        Refused("X123", PersonNumberKind.Passport).Code.ShouldBe("number.length");
        Refused("X12345/7", PersonNumberKind.Passport).Code.ShouldBe("number.passport");
    }

    [Fact]
    public void A_number_is_masked_on_screens_and_in_files_and_never_prints_itself()
    {
        var number = Parsed("A123456789");

        number.Masked.ShouldBe("A12**789");
        number.MaskedForFile.ShouldBe("A12345****");
        $"{number}".ShouldBe("A12**789");
    }

    [Fact]
    public void A_placeholder_is_read_back_and_collides_with_nothing_else() => Gen.Long[1, 99_999_999].Sample(serial =>
    {
        var issued = PersonNumber.Issue(serial);

        issued.Sex.ShouldBeNull();
        PersonNumber.Parse(issued.Value).Number.ShouldBe(issued);
        PersonNumber.Parse(issued.Value, PersonNumberKind.National).IsValid.ShouldBeFalse();
        PersonNumber.Parse(issued.Value, PersonNumberKind.Passport).IsValid.ShouldBeFalse();
    });

    [Fact]
    public void A_placeholder_catches_every_wrong_digit_and_every_swap() =>
        Gen.Select(Gen.Long[1, 99_999_999], Gen.Int[1, 9], Gen.Int[1, 9]).Sample((serial, position, shift) =>
        {
            var value = PersonNumber.Issue(serial).Value;
            PersonNumber.Parse(Replace(value, position, (value[position] - '0' + shift) % 10)).IsValid.ShouldBeFalse();
            if (position < 9 && value[position] != value[position + 1])
                PersonNumber.Parse(Swap(value, position)).IsValid.ShouldBeFalse();
        });

    [Fact]
    public void A_serial_beyond_eight_digits_is_a_bug()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => PersonNumber.Issue(0));
        Should.Throw<ArgumentOutOfRangeException>(() => PersonNumber.Issue(100_000_000));
    }

    [Fact]
    public void Every_generated_number_is_valid_and_of_its_kind() => GenPersonNumber.Any.Sample(made =>
        PersonNumber.Parse(made.Value, made.Kind).Number.ShouldBe(made));

    /// <summary>Weights 8, 6, 4 and 2 miss a difference of 5, weight 5 every even difference; the rest miss nothing.</summary>
    [Fact]
    public void A_wrong_digit_is_caught_exactly_where_its_weight_says_so() =>
        Gen.Select(GenPersonNumber.Of(PersonNumberKind.National), Gen.Int[2, 9], Gen.Int[1, 9]).Sample((number, position, shift) =>
        {
            var digit = number.Value[position] - '0';
            var wrong = (digit + shift) % 10;
            var missed = GenPersonNumber.Weights[position - 1] * (wrong - digit) % 10 == 0;

            PersonNumber.Parse(Replace(number.Value, position, wrong)).IsValid.ShouldBe(missed);
        });

    /// <summary>Neighbouring weights differ by one, but for the last two, which are equal and so miss every swap.</summary>
    [Fact]
    public void A_swap_of_neighbours_is_caught_but_at_the_very_end() =>
        Gen.Select(GenPersonNumber.Of(PersonNumberKind.National), Gen.Int[2, 8]).Sample((number, position) =>
        {
            var changes = number.Value[position] != number.Value[position + 1];
            PersonNumber.Parse(Swap(number.Value, position)).IsValid.ShouldBe(!changes || position == 8);
        });

    [Fact]
    public void No_text_whatever_makes_it_throw() =>
        Gen.Select(Gen.String, Gen.Enum<PersonNumberKind>()).Sample((text, kind) =>
        {
            PersonNumber.Parse(text).IsValid.ShouldBe(PersonNumber.Parse(text).Problem is null);
            PersonNumber.Parse(text, kind);
        });

    [Fact]
    public void The_vectors_of_two_published_validators_agree()
    {
        var rows = File.ReadLines(SharedData.PathOf("id/tw_id_vectors.csv")).Skip(1).Select(line => line.Split(',')).ToList();

        rows.Count.ShouldBe(454);
        var disagreeing = rows.Where(row => PersonNumber.Parse(row[0], KindOf(row[1])).IsValid != (row[2] == "1"));
        disagreeing.ShouldBeEmpty();
    }

    private static PersonNumberKind KindOf(string kind) => kind switch
    {
        "NIC" => PersonNumberKind.National,
        "ARC_NEW" => PersonNumberKind.Residence,
        "ARC_OLD" => PersonNumberKind.ResidenceOld,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of the vector file."),
    };

    private static PersonNumber Parsed(string text) => PersonNumber.Parse(text).Number.ShouldNotBeNull();

    private static Problem Refused(string text, PersonNumberKind? expected = null) =>
        PersonNumber.Parse(text, expected).Problem.ShouldNotBeNull();

    private static string Replace(string value, int position, int digit) => value[..position] + digit + value[(position + 1)..];

    private static string Swap(string value, int position) =>
        value[..position] + value[position + 1] + value[position] + value[(position + 2)..];

    [Theory]
    [InlineData("A12345678", null, "少 1 碼，身分證字號為 10 碼")]
    [InlineData("A1234567890", null, "多 1 碼，身分證字號為 10 碼")]
    [InlineData("A80000001", null, "少 1 碼，居留證號為 10 碼")]
    [InlineData("VA0617970", null, "少 1 碼，舊式居留證號為 10 碼")]
    [InlineData("A8", PersonNumberKind.National, "少 8 碼，身分證字號為 10 碼")]
    [InlineData("A", null, "少 9 碼，身分證字號為 10 碼")]
    [InlineData("AX", null, "少 8 碼，身分證字號為 10 碼")]
    public void A_wrong_length_is_counted_for_the_kind_that_is_meant(string text, PersonNumberKind? expected, string message) =>
        Refused(text, expected).Message.ShouldBe(message);

    [Theory]
    [InlineData("A12345O789", "第 7 碼「O」應為數字", "是否把數字 0 打成英文字母 O")]
    [InlineData("A1I3456789", "第 3 碼「I」應為數字", "是否把數字 1 打成英文字母 I")]
    [InlineData("A12345678L", "第 10 碼「L」應為數字", "是否把數字 1 打成英文字母 L")]
    [InlineData("A12345○789", "第 7 碼「○」應為數字", "證號已遮罩，請填完整證號")]
    [InlineData("A12345X789", "第 7 碼「X」應為數字", "第 3 至 10 碼皆為數字")]
    public void A_letter_among_the_digits_is_pointed_at(string text, string message, string hint)
    {
        var problem = Refused(text);
        (problem.Message, problem.Hint).ShouldBe((message, hint));
    }

    [Theory]
    [InlineData("X1234", true)]
    [InlineData("X1234567890123456789", true)]
    [InlineData("X123", false)]
    [InlineData("X12345678901234567890", false)]
    public void A_passport_has_5_to_20_characters(string text, bool valid)
    {
        var result = PersonNumber.Parse(text, PersonNumberKind.Passport);

        result.IsValid.ShouldBe(valid);
        result.Problem.ShouldBe(
            valid ? null : new Problem("number.length", $"護照號碼應為 5 至 20 碼，現為 {text.Length} 碼", "請對照護照資料頁右上角的號碼"));
    }

    [Fact]
    public void Kinds_and_sexes_have_the_names_of_the_forms()
    {
        Enum.GetValues<PersonNumberKind>().Select(k => k.Title()).ShouldBe(["身分證字號", "居留證號", "舊式居留證號", "護照號碼", "系統配號"]);
        Enum.GetValues<Sex>().Select(s => s.Title()).ShouldBe(["男", "女"]);
    }

    [Fact]
    public void No_number_prints_as_nothing() => default(PersonNumber).ToString().ShouldBe("");
}
