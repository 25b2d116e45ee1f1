using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Ledger;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Students;
using StudentNet.Tests.Infrastructure;
using static StudentNet.Tests.Infrastructure.SmallCountry;

namespace StudentNet.Tests.Modules.Ledger;

/// <summary>What each rule of the ledger says of a child, and who answers for it (domain §1, design §7).</summary>
public sealed class StandingTests
{
    private static readonly SchoolYear Year = new(115);

    [Fact]
    public async Task A_child_of_six_whom_nothing_explains_is_its_countys_from_the_first_day_to_its_age_out()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 3, 20));
        await using var app = town.App;
        var child = await town.ChildAsync(2020);
        (await town.FollowAsync()).ShouldBe(1);
        var only = (await town.PeriodsAsync(child)).ShouldHaveSingleItem();
        (only.ValidFrom, only.ValidUntil, only.Rule, only.OrganisationCode).ShouldBe((new DateOnly(2026, 9, 1), new DateOnly(2036, 9, 2), StandingRules.Unexplained, County));
    }

    [Fact]
    public async Task On_its_way_in_a_child_is_its_countys_then_its_schools_until_the_comparison_and_then_nobodys_list()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 3, 20));
        await using var app = town.App;
        var child = await town.ChildAsync(2020);
        await town.EnterAsync(child, Year, SchoolLevel.Elementary, EntryState.Pending);
        town.GoTo(new(2026, 9, 3));
        await town.EnterAsync(child, Year, SchoolLevel.Elementary, EntryState.Allocated, School);
        town.GoTo(new(2026, 9, 8));
        await town.EnterAsync(child, Year, SchoolLevel.Elementary, EntryState.Registered, OtherSchool);
        await town.FollowAsync();
        (await town.OnAsync(child, new(2026, 9, 1))).ShouldBe($"awaiting-county {County}");
        (await town.OnAsync(child, new(2026, 9, 3))).ShouldBe($"awaiting-school {School}");
        (await town.OnAsync(child, new(2026, 9, 14))).ShouldBe($"awaiting-school {OtherSchool}");
        (await town.OnAsync(child, new(2026, 9, 15))).ShouldBe($"unexplained {County}", "the comparison must find it");
        (await town.OnAsync(child, new(2026, 8, 31))).ShouldBeNull("it is not of compulsory age");
    }

    [Fact]
    public async Task An_admission_accounts_until_the_school_files_its_roll_and_who_is_not_on_it_must_be_explained()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 1));
        await using var app = town.App;
        var (on, off) = (await town.ChildAsync(2020), await town.ChildAsync(2020));
        town.GoTo(new(2026, 9, 10));
        await town.EnterAsync(on, Year, SchoolLevel.Elementary, EntryState.Admitted, School);
        await town.EnterAsync(off, Year, SchoolLevel.Elementary, EntryState.Admitted, School);
        await town.FollowAsync();
        (await town.OnAsync(off, new(2027, 7, 31))).ShouldBe($"admitted {School}");
        town.GoTo(new(2026, 9, 20));
        await town.RollAsync(on, School, Year, 1, 1);
        // Nothing of the other child has changed; that its school has filed decides about it all the same.
        (await town.FollowAsync()).ShouldBe(2);
        (await town.OnAsync(on, new(2026, 9, 19))).ShouldBe($"admitted {School}");
        (await town.OnAsync(on, new(2026, 9, 20))).ShouldBe($"roll {School}");
        (await town.OnAsync(off, new(2026, 9, 20))).ShouldBe($"admitted-not-on-roll {School}");
        (await town.OnAsync(off, new(2026, 10, 1))).ShouldBe($"unexplained {County}");
        (await town.DecideAllAsync()).ShouldBe(0, "whole and by changed children must be one");
    }

    [Fact]
    public async Task A_child_that_leaves_in_grade_4_and_arrives_nowhere_is_found_after_three_days()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 20));
        await using var app = town.App;
        var child = await town.ChildAsync(2017);
        await town.RollAsync(child, School, Year, 1, 4);
        town.GoTo(new(2026, 11, 3));
        await town.RollAsync(child, School, Year, 1, 4, null);
        await town.FollowAsync();
        (await town.OnAsync(child, new(2026, 11, 2))).ShouldBe($"roll {School}");
        (await town.OnAsync(child, new(2026, 11, 5))).ShouldBe($"released {School}");
        (await town.OnAsync(child, new(2026, 11, 6))).ShouldBe($"unexplained {County}");
        town.GoTo(new(2026, 11, 20));
        await town.RollAsync(child, ForeignSchool, Year, 1, 4);
        await town.FollowAsync();
        (await town.OnAsync(child, new(2026, 11, 20))).ShouldBe($"roll {ForeignSchool}");
    }

    [Fact]
    public async Task A_roll_holds_over_while_the_next_is_not_filed_but_for_one_term_only_and_not_beyond_grade_6()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 20));
        await using var app = town.App;
        var (fourth, sixth) = (await town.ChildAsync(2017), await town.ChildAsync(2015));
        town.GoTo(new(2027, 2, 20));
        await town.RollAsync(fourth, School, Year, 2, 4);
        await town.RollAsync(sixth, School, Year, 2, 6);
        await town.FollowAsync();
        (await town.OnAsync(fourth, new(2027, 7, 31))).ShouldBe($"roll {School}");
        (await town.OnAsync(fourth, new(2028, 1, 31))).ShouldBe($"roll-before {School}");
        (await town.OnAsync(fourth, new(2028, 2, 1))).ShouldBe($"unexplained {County}");
        (await town.OnAsync(sixth, new(2027, 8, 1))).ShouldBe($"unexplained {County}", "grade 7 must find it");
    }

    [Fact]
    public async Task Who_is_not_on_the_next_roll_of_its_school_is_asked_of_it_until_the_checkpoint()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 20));
        await using var app = town.App;
        var (stays, gone) = (await town.ChildAsync(2017), await town.ChildAsync(2017));
        await town.RollAsync(stays, School, Year, 1, 4);
        await town.RollAsync(gone, School, Year, 1, 4);
        await town.FollowAsync();
        town.GoTo(new(2027, 2, 20));
        await town.RollAsync(stays, School, Year, 2, 4);
        await town.FollowAsync();
        (await town.OnAsync(stays, new(2027, 2, 20))).ShouldBe($"roll {School}");
        (await town.OnAsync(gone, new(2027, 2, 19))).ShouldBe($"roll-before {School}");
        (await town.OnAsync(gone, new(2027, 3, 15))).ShouldBe($"not-on-next-roll {School}");
        (await town.OnAsync(gone, new(2027, 3, 16))).ShouldBe($"unexplained {County}");
        (await town.DecideAllAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task The_only_child_of_a_grade_that_is_gone_is_not_hidden_by_the_roll_before_because_its_grade_is_empty_now()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 20));
        await using var app = town.App;
        var (stays, only) = (await town.ChildAsync(2018), await town.ChildAsync(2017));
        await town.RollAsync(stays, School, Year, 1, 3);
        await town.RollAsync(only, School, Year, 1, 4);
        await town.FollowAsync();
        (await town.OnAsync(only, new(2027, 3, 16))).ShouldBe($"roll-before {School}", "a school that has filed nothing is only late");
        town.GoTo(new(2027, 2, 20));
        await town.RollAsync(stays, School, Year, 2, 3);
        await town.FollowAsync();
        (await town.OnAsync(only, new(2027, 3, 15))).ShouldBe($"roll-before {School}");
        (await town.OnAsync(only, new(2027, 3, 16))).ShouldBe($"unexplained {County}");
        (await town.DecideAllAsync()).ShouldBe(0, "the grade that was filed decided about the other");
    }

    [Fact]
    public async Task A_deferred_child_is_awaited_again_on_the_first_day_of_the_next_year()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 7, 1));
        await using var app = town.App;
        var child = await town.ChildAsync(2020);
        await town.EnterAsync(child, Year, SchoolLevel.Elementary, EntryState.NotRegistered, School, "deferred", "府教特字第 1150001 號");
        await town.FollowAsync();
        (await town.OnAsync(child, new(2027, 8, 31))).ShouldBe($"deferred {County}");
        (await town.OnAsync(child, new(2027, 9, 1))).ShouldBe($"unexplained {County}", "nobody has to remember it");
        await town.EnterAsync(child, Year.Next, SchoolLevel.Elementary, EntryState.Allocated, School);
        await town.FollowAsync();
        (await town.OnAsync(child, new(2027, 9, 1))).ShouldBe($"awaiting-school {School}");
    }

    [Fact]
    public async Task Home_education_ends_with_the_school_year_that_it_was_approved_for()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 7, 1));
        await using var app = town.App;
        var child = await town.ChildAsync(2020);
        await town.EnterAsync(child, Year, SchoolLevel.Elementary, EntryState.NotRegistered, School, "home-education", "府教字第 1150002 號");
        await town.FollowAsync();
        (await town.PeriodsAsync(child))[0].Detail.ShouldBe("府教字第 1150002 號");
        (await town.OnAsync(child, new(2027, 7, 31))).ShouldBe($"non-school {County}");
        (await town.OnAsync(child, new(2027, 8, 1))).ShouldBe($"unexplained {County}");
    }

    [Fact]
    public async Task A_dated_approval_explains_between_its_two_days_and_a_voided_one_never_did()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 20));
        await using var app = town.App;
        var told = new List<string?>();
        foreach (var (kind, village) in new[] { ("home-education", Village), ("deferred", Village), ("special-reason", Village), ("illness", ForeignVillage) })
        {
            var child = await town.ChildAsync(2018, village);
            await town.ApproveAsync(child, kind, new(2026, 10, 1), new(2027, 1, 31));
            await town.FollowAsync();
            foreach (var day in new DateOnly[] { new(2026, 9, 30), new(2026, 10, 1), new(2027, 1, 31), new(2027, 2, 1) })
            {
                told.Add(await town.OnAsync(child, day));
            }

            (await town.PeriodsAsync(child)).Single(p => p.Detail is not null).Detail.ShouldBe("府教字第 1150001 號");
            await town.VoidApprovalsAsync(child);
            await town.FollowAsync();
            (await town.PeriodsAsync(child)).ShouldHaveSingleItem().Rule.ShouldBe(StandingRules.Unexplained);
        }

        // One who lives in another county than the one that approved is the other's to answer for.
        var (own, other) = ($"unexplained {County}", $"unexplained {OtherCounty}");
        told.ShouldBe(
            [
                own, $"non-school {County}", $"non-school {County}", own,
                own, $"deferred {County}", $"deferred {County}", own,
                own, $"excused {County}", $"excused {County}", own,
                other, $"excused {OtherCounty}", $"excused {OtherCounty}", other,
            ]
        );
        (await town.DecideAllAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_roll_comes_before_an_approval_and_the_next_rule_follows_its_end()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 20));
        await using var app = town.App;
        var child = await town.ChildAsync(2017);
        await town.ApproveAsync(child, "special-reason", new(2026, 9, 20), new(2026, 12, 31));
        town.GoTo(new(2026, 10, 5));
        await town.RollAsync(child, School, Year, 1, 4);
        await town.CaseAsync(child, OtherSchool);
        await town.FollowAsync();
        (await town.OnAsync(child, new(2026, 10, 4))).ShouldBe($"excused {County}");
        (await town.OnAsync(child, new(2026, 10, 5))).ShouldBe($"roll {School}");
        town.GoTo(new(2026, 11, 2));
        await town.RollAsync(child, School, Year, 1, 4, null);
        await town.FollowAsync();
        (await town.OnAsync(child, new(2026, 12, 31))).ShouldBe($"excused {County}", "it is explained, whoever looks for it");
        (await town.OnAsync(child, new(2027, 1, 1))).ShouldBe($"case {OtherSchool}", "the next rule that fits");
    }

    [Fact]
    public async Task A_case_is_the_countys_until_it_names_a_school_and_ends_with_its_release()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 15));
        await using var app = town.App;
        var child = await town.ChildAsync(2020);
        await town.CaseAsync(child, null);
        town.GoTo(new(2026, 9, 18));
        await town.CaseAsync(child, School);
        town.GoTo(new(2026, 10, 5));
        await town.CaseAsync(child, "");
        await town.FollowAsync();
        (await town.OnAsync(child, new(2026, 9, 17))).ShouldBe($"case-open {County}");
        (await town.OnAsync(child, new(2026, 10, 4))).ShouldBe($"case {School}");
        (await town.OnAsync(child, new(2026, 10, 5))).ShouldBe($"unexplained {County}", "released without a fact that explains it");
    }

    [Fact]
    public async Task Placements_foreign_schools_and_states_of_the_roll_each_say_what_they_are()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 20));
        await using var app = town.App;
        await app.Db(OpenForForeignersAsync);
        var (placed, foreign, home, abroad, dropped) = (
            await town.ChildAsync(2017), await town.ChildAsync(2017), await town.ChildAsync(2017), await town.ChildAsync(2017), await town.ChildAsync(2017));
        await town.PlaceAsync(placed, School, new(2026, 9, 1), new(2026, 12, 1));
        await town.ForeignAsync(foreign, new(2026, 8, 20), new(2026, 12, 24));
        await town.RollAsync(home, School, Year, 1, 4, PupilFigure.NonSchoolWithPlace);
        await town.RollAsync(abroad, School, Year, 1, 4, PupilFigure.Abroad);
        await town.RollAsync(dropped, School, Year, 1, 4, PupilFigure.DroppedOut);
        await town.FollowAsync();
        DateOnly day = new(2026, 11, 30);
        (await town.OnAsync(placed, day)).ShouldBe($"special-education {School}");
        (await town.OnAsync(placed, day.AddDays(1))).ShouldBe($"unexplained {County}");
        (await town.OnAsync(foreign, new(2026, 12, 24))).ShouldBe($"foreign-school {SchoolOfForeigners}");
        (await town.OnAsync(foreign, new(2026, 12, 25))).ShouldBe($"unexplained {County}");
        (await town.OnAsync(home, day)).ShouldBe($"roll-non-school {School}");
        (await town.OnAsync(abroad, day)).ShouldBe($"roll-abroad {School}");
        (await town.OnAsync(dropped, day)).ShouldBe($"roll-dropped-out {School}");
    }

    [Fact]
    public async Task Who_is_abroad_for_good_leaves_the_ledger_and_is_back_in_it_when_the_registry_reports_the_return()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 20));
        await using var app = town.App;
        var child = await town.ChildAsync(2018);
        town.GoTo(new(2026, 10, 8));
        await town.EndAsync(child, ResidenceEnd.MovedAbroad, new DateOnly(2026, 10, 1));
        await town.FollowAsync();
        (await town.OnAsync(child, new(2026, 9, 30))).ShouldBe($"unexplained {County}");
        (await town.OnAsync(child, new(2026, 10, 1))).ShouldBeNull();
        town.GoTo(new(2027, 5, 4));
        await town.EndAsync(child, null);
        await town.MoveAsync(child, ForeignVillage);
        await town.FollowAsync();
        (await town.OnAsync(child, new(2027, 5, 3))).ShouldBeNull();
        (await town.OnAsync(child, new(2027, 5, 4))).ShouldBe($"unexplained {OtherCounty}");
        (await town.DecideAllAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_move_hands_a_child_from_county_to_county_on_the_day_of_the_new_residence()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 20));
        await using var app = town.App;
        var child = await town.ChildAsync(2018);
        town.GoTo(new(2026, 11, 20));
        await town.MoveAsync(child, ForeignVillage, new DateOnly(2026, 11, 12));
        await town.FollowAsync();
        (await town.OnAsync(child, new(2026, 11, 11))).ShouldBe($"unexplained {County}");
        (await town.OnAsync(child, new(2026, 11, 12))).ShouldBe($"unexplained {OtherCounty}");
        await town.MoveAsync(child, null);
        await town.FollowAsync();
        (await town.OnAsync(child, new(2026, 11, 20))).ShouldBe("unexplained MOE", "nobody knows the county");
    }

    [Fact]
    public async Task Who_finishes_grade_9_leaves_the_ledger_and_who_dropped_out_of_it_does_not()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 20));
        await using var app = town.App;
        var (done, dropped) = (await town.ChildAsync(2012), await town.ChildAsync(2012));
        town.GoTo(new(2027, 2, 20));
        await town.RollAsync(done, JuniorHigh, Year, 2, 9);
        await town.RollAsync(dropped, JuniorHigh, Year, 2, 9, PupilFigure.DroppedOut);
        await town.FollowAsync();
        (await town.OnAsync(done, new(2027, 7, 31))).ShouldBe($"roll {JuniorHigh}");
        (await town.OnAsync(done, new(2027, 8, 1))).ShouldBeNull();
        (await town.OnAsync(dropped, new(2027, 8, 1))).ShouldBe($"unexplained {County}");
    }

    [Fact]
    public async Task What_was_known_then_can_be_told_later()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 20));
        await using var app = town.App;
        var child = await town.ChildAsync(2017);
        await town.RollAsync(child, School, Year, 1, 4);
        await town.FollowAsync();
        var then = town.Now;
        town.GoTo(new(2026, 11, 20));
        // The list of November says that the child moved away in September.
        await town.MoveAsync(child, ForeignVillage, new DateOnly(2026, 9, 25));
        await town.FollowAsync();
        var known = await app.Db(db =>
            db.Set<Standing>().AsNoTracking().Where(s => s.PersonId == child && s.RecordedAt <= then && (s.SupersededAt == null || s.SupersededAt > then)).ToListAsync()
        );
        DateOnly day = new(2026, 10, 1);
        known.Single(s => s.ValidFrom <= day && s.ValidUntil > day).CountyCode.ShouldBe(County);
        (await town.PeriodsAsync(child)).Single(s => s.ValidFrom <= day && s.ValidUntil > day).CountyCode.ShouldBe(OtherCounty);
    }

    [Fact]
    public async Task Neither_database_takes_two_standings_of_a_child_on_one_day()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 20));
        await using var app = town.App;
        var child = await town.ChildAsync(2017);
        await town.FollowAsync();
        var there = (await town.PeriodsAsync(child)).ShouldHaveSingleItem();
        Standing Second(DateOnly from, DateOnly until) =>
            new() { PersonId = child, Seq = 9, ValidFrom = from, ValidUntil = until, Rule = 10, OrganisationCode = School, Cohort = 2017, RecordedAt = town.Now };

        await Should.ThrowAsync<DbUpdateException>(() => town.WriteAsync(db => db.Add(Second(there.ValidUntil.AddDays(-1), there.ValidUntil.AddDays(5)))));
        await Should.ThrowAsync<DbUpdateException>(() => town.WriteAsync(db => db.Add(Second(there.ValidUntil, there.ValidUntil))));
        await town.WriteAsync(db => db.Add(Second(there.ValidUntil, there.ValidUntil.AddDays(5))));
    }

    [Fact]
    public void The_statements_know_every_rule_and_no_other()
    {
        var facts = StudentNet.Platform.Data.Sql.Text("standing-facts", StudentNet.Platform.Data.Dialect.Sqlite);
        foreach (var rule in StandingRules.All.Where(r => r.Number != StandingRules.Unexplained))
        {
            facts.ShouldMatch($@"\b{rule.Number}\b", $"{rule.Number} {rule.Code} stands in standing-rules.csv and no statement finds it");
        }

        StandingRules.All.Select(r => r.Number).ShouldBeInOrder();
    }
}
