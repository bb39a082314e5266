using CsCheck;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;

namespace Kopek.Engine.Tests.Lines;

public sealed class LineDirectoryTests
{
    [Theory]
    [InlineData(DirectoryKind.Msisdn, "79001234567", true)]
    [InlineData(DirectoryKind.Msisdn, "123456789012345", true)]
    [InlineData(DirectoryKind.Msisdn, "1234567890123456", false)]
    [InlineData(DirectoryKind.Msisdn, "", false)]
    [InlineData(DirectoryKind.Msisdn, "+79001234567", false)]
    [InlineData(DirectoryKind.Imsi, "001010000000001", true)]
    [InlineData(DirectoryKind.Iccid, "897010100000000001", true)]
    [InlineData(DirectoryKind.Iccid, "89999999999999999999", true)]
    [InlineData(DirectoryKind.Iccid, "89701010000000001", false)]
    [InlineData(DirectoryKind.Iccid, "899999999999999999999", false)]
    [InlineData(DirectoryKind.Iccid, "887010100000000001", false)]
    public void Digits_are_packed_whole_or_not_at_all(DirectoryKind kind, string digits, bool isNumber)
    {
        Assert.Equal(isNumber, DirectoryKey.TryPack(kind, digits, out var key));
        if (isNumber)
        {
            Assert.Equal(digits, DirectoryKey.Unpack(kind, key));
        }
    }

    [Fact]
    public void Leading_zeros_make_another_number() =>
        Gen.Int[1, 9].Select(Gen.Int[0, 5]).Sample((digit, zeros) =>
        {
            var text = new string('0', zeros) + digit;
            Assert.True(DirectoryKey.TryPack(DirectoryKind.Imsi, text, out var key));
            Assert.True(DirectoryKey.TryPack(DirectoryKind.Imsi, "0" + text, out var longer));
            Assert.NotEqual(key, longer);
        });

    [Fact]
    public async Task Readers_find_every_number_that_was_added_before_while_the_directory_grows()
    {
        const int numbers = 200_000;
        var directory = new LineDirectory();
        var added = 0;
        var reader = Task.Run(() =>
        {
            while (Volatile.Read(ref added) is var count && count < numbers)
            {
                for (var number = Math.Max(1, count - 50); number <= count; number++)
                {
                    Assert.True(directory.TryFind(DirectoryKind.Msisdn, Digits(number), out var line));
                    Assert.Equal(number, line.Value);
                }
            }
        }, TestContext.Current.CancellationToken);
        for (var number = 1; number <= numbers; number++)
        {
            Assert.True(directory.TryAdd(new LineNumbers(Digits(number)), new LineId(number), out _));
            Volatile.Write(ref added, number);
        }

        await reader;
        Assert.False(directory.TryFind(DirectoryKind.Msisdn, Digits(numbers + 1), out _));
        Assert.Equal(Digits(numbers), directory.NumbersOf(new LineId(numbers))!.Msisdn);
        Assert.Null(directory.NumbersOf(new LineId(numbers + 1)));
    }

    [Fact]
    public void A_number_that_was_given_up_leads_to_its_next_holder()
    {
        var now = new Moment(1_000);
        var directory = new LineDirectory();
        directory.Load(
            [
                new DirectoryRow(DirectoryKind.Msisdn, "79000000001", new LineId(1), new Moment(1), new Moment(500)),
                new DirectoryRow(DirectoryKind.Msisdn, "79000000001", new LineId(2), new Moment(600), Moment.Never),
                new DirectoryRow(DirectoryKind.Msisdn, "79000000002", new LineId(3), new Moment(1), Moment.Never),
                new DirectoryRow(DirectoryKind.Msisdn, "79000000002", new LineId(3), new Moment(1), new Moment(1_000)),
            ],
            now);
        Assert.True(directory.TryFind(DirectoryKind.Msisdn, "79000000001", out var holder));
        Assert.Equal(2, holder.Value);
        Assert.False(directory.TryFind(DirectoryKind.Msisdn, "79000000002", out _));
    }

    [Fact]
    public void A_number_given_out_before_the_clock_ran_back_still_leads_to_its_line()
    {
        var directory = new LineDirectory();
        directory.Load([new DirectoryRow(DirectoryKind.Msisdn, "79000000001", new LineId(1), new Moment(2_000), Moment.Never)], now: new Moment(1_000));
        Assert.True(directory.TryFind(DirectoryKind.Msisdn, "79000000001", out var line));
        Assert.Equal(1, line.Value);
    }

    private static string Digits(int number) => $"7900{number:0000000}";
}
