using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Trellis.Matching.Identifiers;
using Trellis.Modules.People.Parts;

namespace Trellis.Tests.People;

/// <summary>A number that was mistyped is told apart from one that may be right.</summary>
public sealed class Check_digits
{
    [Theory]
    [InlineData("9434765919")]
    [InlineData("4010232137")]
    public void Numbers_of_the_NHS_data_dictionary_are_valid(string number) => NhsNumber.IsValid(number).ShouldBeTrue();

    [Theory]
    [InlineData("9434765918", "This is not an NHS number: its last digit does not fit the others. Check each digit")]
    [InlineData("0000000000", "This is not an NHS number: its last digit does not fit the others. Check each digit")]
    [InlineData("943476591", "NHS number must have 10 digits")]
    [InlineData("943476591A", "NHS number must have 10 digits")]
    public void What_is_wrong_with_an_NHS_number_is_said(string number, string words) => Fault("nhs", number).ShouldBe(words);

    [Fact]
    public void One_digit_mistyped_or_two_neighbours_swapped_is_always_found() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), ArbMap.Default.ArbFor<int>(), (seed, where) =>
        {
            var nine = $"999{(uint)seed % 1_000_000:000000}";
            if (NhsNumber.CheckDigit(Encoding.ASCII.GetBytes(nine)) is not { } check) { return true; }
            var number = nine + check.ToString(CultureInfo.InvariantCulture);
            var at = (int)((uint)where % 10);
            var wrong = number.ToCharArray();
            wrong[at] = (char)('0' + ((wrong[at] - '0' + 1 + (int)((uint)where / 10 % 9)) % 10));
            var swapped = number.ToCharArray();
            if (at < 9) { (swapped[at], swapped[at + 1]) = (swapped[at + 1], swapped[at]); }
            return NhsNumber.IsValid(number) && !NhsNumber.IsValid(new string(wrong)) && (new string(swapped) == number || !NhsNumber.IsValid(new string(swapped)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_UPN_has_a_letter_that_fits_its_digits()
    {
        var number = Letter("207300012345") + "207300012345";
        Upn.IsValid(number).ShouldBeTrue();
        Fault("upn", number).ShouldBeNull();
        Fault("upn", number.Replace('3', '4')).ShouldBe("This is not a UPN: its first letter does not fit the digits. Check each of them");
        Fault("upn", "I207300012345").ShouldNotBeNull();
        Fault("upn", "12345").ShouldBe("UPN must have a letter, 11 digits, and a last digit or letter");
        Upn.IsValid(Letter("20730001234A") + "20730001234A").ShouldBeTrue("a temporary one ends in a letter");
    }

    [Theory]
    [InlineData("nhs", "943 476 5919", "9434765919")]
    [InlineData("police", " ab12/34 c ", "AB12/34C")]
    public void Numbers_are_kept_without_spaces(string kind, string typed, string kept)
    {
        PersonIdentifier.Read(kind, typed).Refused(out _, out var value).ShouldBeFalse();
        value.ShouldBe(kept);
    }

    private static string? Fault(string kind, string number) => PersonIdentifier.Read(kind, number).Refused(out var refusal, out _) ? refusal.Words : null;

    private static char Letter(string rest) => Upn.CheckLetter(Encoding.ASCII.GetBytes(rest));
}
