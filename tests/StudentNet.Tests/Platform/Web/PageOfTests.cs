using StudentNet.Platform.Web;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Web;

[WithoutDatabase]
public sealed class PageOfTests
{
    [Theory]
    [InlineData(0, 1, 0, 0, 1)]
    [InlineData(500, 1, 1, 500, 1)]
    [InlineData(501, 1, 1, 200, 3)]
    [InlineData(501, 3, 401, 501, 3)]
    public void Up_to_500_rows_stay_together_and_longer_lists_come_in_pages_of_200(int total, int number, int first, int last, int pages)
    {
        var page = new PageOf(total, number);

        (page.First, page.Last, page.Count).ShouldBe((first, last, pages));
    }

    [Theory]
    [InlineData(-3, 1)]
    [InlineData(99, 3)]
    public void A_page_that_does_not_exist_is_the_nearest_one(int asked, int shown) => new PageOf(501, asked).Current.ShouldBe(shown);
}
