using System.Text;
using CsCheck;

namespace StudentNet.Tests.Kernel.Names;

public class NameTextTests
{
    /// <summary>What names are made of, and what spoils them: planes 0, 2, 3, 15, 16, marks, blanks, references.</summary>
    private static readonly Gen<string> AnyName = Gen.OneOf(
        Gen.OneOf("臺", "台", "王", "é", "e\u0301", "\uF900", "\u1100\u1161", " ", "　", "·", "．", "&#29579;", "&#x2000B;", "&#", ";", "&#38;", "\u200B", "?", "\u037E", "Ａ", "ß", "ǆ"),
        Code(0x4E00, 0x9FFF), Code(0x20000, 0x2FFFF), Code(0x30000, 0x3FFFF), Code(0xF0000, 0x10FFFF), Code(0x20, 0xD7FF))
        .Array[0, 8].Select(string.Concat);

    [Theory]
    [InlineData("臺小明", "台小明")]
    [InlineData("　王小明 ", "王小明")]
    [InlineData("王　明", "王明")]
    [InlineData("&#29579;小明", "王小明")]
    [InlineData("&#x738B;小明", "王小明")]
    [InlineData("John  smith", "Ｊｏｈｎ Smith")]
    [InlineData("瓦歷斯．諾幹", "瓦歷斯 · 諾幹")]
    [InlineData("瓦歷斯‧諾幹", "瓦歷斯・諾幹")]
    [InlineData("Jose\u0301", "José")]
    [InlineData("Nguye\u0323\u0302n", "NGUYỆN")]
    [InlineData("\uF900", "豈")]
    [InlineData("王\uFE00小\U000E0100明", "王小明")]
    public void Two_spellings_of_one_name_are_equal(string one, string other) =>
        NameText.Normalise(one).ShouldBe(NameText.Normalise(other));

    [Theory]
    [InlineData("王小明", "王曉明")]
    [InlineData("𠀋明", "𠀌明")]
    [InlineData("Anna Lee", "Annalee")]
    [InlineData("\U000F0001", "\U000F0002")]
    public void Two_names_are_not(string one, string other) => NameText.Normalise(one).ShouldNotBe(NameText.Normalise(other));

    [Fact]
    public void Normalising_twice_changes_nothing_more() => AnyName.Sample(name =>
    {
        var once = NameText.Normalise(name);
        NameText.Normalise(once).ShouldBe(once);
    });

    [Fact]
    public void A_Han_character_of_any_plane_survives() =>
        Gen.OneOf(Code(0x4E00, 0x9FFF), Code(0x20000, 0x2A6DF), Code(0x30000, 0x3134A), Code(0xF0000, 0xFFFFD)).Array[1, 5].Sample(characters =>
        {
            var name = string.Concat(characters).Replace('臺', '台');
            NameText.Normalise(name).ShouldBe(name);
        });

    [Theory]
    [InlineData("&#29579;小明", "王小明")]
    [InlineData("&#131083;", "𠀋")]
    [InlineData("&#x2000b;", "𠀋")]
    [InlineData("&#X2000B;", "𠀋")]
    [InlineData("&#983041;", "\U000F0001")]
    public void A_numeric_reference_becomes_the_character_it_stands_for(string text, string decoded) =>
        NameText.Decode(text).ShouldBe(decoded);

    [Theory]
    [InlineData("&#60;")]
    [InlineData("&#x3C;script&#x3E;")]
    [InlineData("&#55296;")]
    [InlineData("&#1114112;")]
    [InlineData("&#;")]
    [InlineData("&amp;")]
    public void Markup_and_what_is_no_character_stay_as_they_are(string text) => NameText.Decode(text).ShouldBe(text);

    [Fact]
    public void Every_character_beyond_ASCII_survives_being_written_as_a_reference() =>
        Gen.OneOf(Code(0xA0, 0xD7FF), Code(0xE000, 0x10FFFF)).Sample(character =>
        {
            var point = Rune.GetRuneAt(character, 0).Value;
            NameText.Decode($"&#{point};").ShouldBe(character);
            NameText.Decode($"&#x{point:X};").ShouldBe(character);
        });

    [Theory]
    [InlineData("王\uFFFD明", NameDoubtKind.Lost)]
    [InlineData("王?明", NameDoubtKind.Substituted)]
    [InlineData("王？明", NameDoubtKind.Substituted)]
    [InlineData("王〓明", NameDoubtKind.Substituted)]
    [InlineData("王\uE000明", NameDoubtKind.PrivateUse)]
    [InlineData("王\U000F0001明", NameDoubtKind.PrivateUse)]
    [InlineData("王\U00100001明", NameDoubtKind.PrivateUse)]
    public void A_doubtful_character_is_pointed_at(string name, NameDoubtKind kind)
    {
        var doubt = NameText.Doubts(name).ShouldHaveSingleItem();
        doubt.Kind.ShouldBe(kind);
        doubt.Position.ShouldBe(2);
        doubt.Problem.Message.ShouldStartWith("第 2 字");
    }

    [Fact]
    public void Half_a_surrogate_pair_is_a_lost_character() =>
        NameText.Doubts("王\uD840明").ShouldHaveSingleItem().Kind.ShouldBe(NameDoubtKind.Lost);

    [Fact]
    public void Characters_of_planes_2_and_3_are_not_doubtful() => NameText.Doubts("𠀋\U00030000明").ShouldBeEmpty();

    private static Gen<string> Code(int from, int to) => Gen.Int[from, to].Select(char.ConvertFromUtf32);

    [Theory]
    [InlineData("瓦歷斯 ． 諾幹", "瓦歷斯·諾幹")]
    [InlineData("臺", "台")]
    [InlineData("王～", "王~")]
    [InlineData("王！～", "王!~")]
    [InlineData("Ａnna　Ｌee", "ANNA LEE")]
    public void A_normalised_name_is_written_in_one_way(string name, string normalised) => NameText.Normalise(name).ShouldBe(normalised);

    [Theory]
    [InlineData("&#159;")]
    [InlineData("&#x9F;")]
    public void A_reference_to_a_control_character_stays_as_it_is(string text) => NameText.Decode(text).ShouldBe(text);

    [Theory]
    [InlineData("王\uFFFD明", "name.lost", "第 2 字已毀損", "請對照戶籍資料重新輸入此字", "U+FFFD")]
    [InlineData("王明□", "name.substituted", "第 3 字為替代符號", "請對照戶籍資料補正此字", "U+25A1")]
    [InlineData("\U000F0000明", "name.private", "第 1 字為造字（U+F0000）", "請確認此字，能以標準字輸入者請改用標準字", "U+F0000")]
    [InlineData("𠀋\uF8FF", "name.private", "第 2 字為造字（U+F8FF）", "請確認此字，能以標準字輸入者請改用標準字", "U+F8FF")]
    public void A_doubt_says_which_character_and_what_to_do(string name, string code, string message, string hint, string point)
    {
        var doubt = NameText.Doubts(name).ShouldHaveSingleItem();

        doubt.Problem.ShouldBe(new Problem(code, message, hint));
        doubt.Code.ShouldBe(point);
    }

    [Fact]
    public void What_is_beside_the_private_area_is_not_doubtful() => NameText.Doubts("\uD7FF\uF900\U000EFFFF").ShouldBeEmpty();
}
