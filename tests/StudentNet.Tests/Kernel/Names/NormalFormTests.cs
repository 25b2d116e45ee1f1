namespace StudentNet.Tests.Kernel.Names;

/// <summary>
/// Unicode's normal form C by its own rules, on names in capitals, which <see cref="NameText.Normalise"/> changes by nothing else. The test of the same
/// name in Platform/Data compares all characters with PostgreSQL.
/// </summary>
public class NormalFormTests
{
    /// <summary>Unicode, chapter 3.12: 19 leading letters, 21 vowels, and no final letter or one of 27.</summary>
    [Fact]
    public void Every_Korean_syllable_is_one_with_its_letters()
    {
        var syllable = '\uAC00';
        for (var lead = '\u1100'; lead <= '\u1112'; lead++)
        {
            for (var vowel = '\u1161'; vowel <= '\u1175'; vowel++)
            {
                for (var final = '\u11A7'; final <= '\u11C2'; final++)
                {
                    var letters = final == '\u11A7' ? $"{lead}{vowel}" : $"{lead}{vowel}{final}";
                    NameText.Normalise(letters).ShouldBe(syllable.ToString());
                    NameText.Normalise(syllable.ToString()).ShouldBe(syllable.ToString());
                    syllable++;
                }
            }
        }

        syllable.ShouldBe('\uD7A4', "all 11,172 were made");
    }

    [Theory]
    [InlineData("\u1113\u1161")]
    [InlineData("\u1100\u1160")]
    [InlineData("\u1100\u1176")]
    [InlineData("\u1100王")]
    [InlineData("王\u1161")]
    [InlineData("\uAC00\u11A7")]
    [InlineData("\uAC00\u11C3")]
    [InlineData("\uAC01\u11A8")]
    [InlineData("王\u11A8")]
    [InlineData("\uD7A4\u11A8")]
    public void What_is_no_syllable_stays_apart(string text) => NameText.Normalise(text).ShouldBe(text);

    [Theory]
    [InlineData("E\u0301RIC", "\u00C9RIC")]
    [InlineData("\u0301A", "\u0301A")]
    [InlineData("A\u0327\u0301", "\u00C1\u0327")]
    [InlineData("A\u0310\u0301", "A\u0310\u0301")]
    [InlineData("A王\u0301", "A王\u0301")]
    [InlineData("U\u0308\u030C", "\u01D9")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\u0344", "\u0308\u0301")]
    public void A_mark_joins_the_base_that_it_reaches(string text, string composed) => NameText.Normalise(text).ShouldBe(composed);

    [Theory]
    [InlineData("Q\u0307\u0323", "Q\u0323\u0307")]
    [InlineData("Q\u0314\u0323", "Q\u0323\u0314")]
    [InlineData("\u0307\u0323王", "\u0323\u0307王")]
    [InlineData("Q\u0301\u0300", "Q\u0301\u0300")]
    [InlineData("Q\u0307王\u0323", "Q\u0307王\u0323")]
    [InlineData("Q\u0301\u0307\u0327\u0323", "Q\u0327\u0323\u0301\u0307")]
    public void Marks_stand_in_the_order_of_their_classes_and_those_of_one_class_as_they_were(string text, string ordered) =>
        NameText.Normalise(text).ShouldBe(ordered);
}
