using System.Reflection;
using Kopek.Core.Lines;
using Kopek.Core.Roaming;

namespace Kopek.Core.Tests.Planning;

public sealed class LineCopyTests
{
    [Fact]
    public void Every_property_that_can_be_set_is_copied()
    {
        var line = new Line(new LineId(7));
        foreach (var property in typeof(Line).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            property.SetValue(line, Other(property.PropertyType));
        }

        Assert.Equal(LineChecks.Text(line), LineChecks.Text(LineCopy.WithoutSessions(line)));
    }

    [Fact]
    public void What_open_sessions_hold_is_free_on_the_copy_and_stays_held_on_the_line()
    {
        var bench = new LineBench("KDR-PAYGO", 500);
        bench.I(10 * LineBench.Megabyte);
        var before = LineChecks.Text(bench.Line);
        var copy = LineCopy.WithoutSessions(bench.Line);
        Assert.True(bench.Line.Reserved > Money.Zero);
        Assert.Equal((Money.Zero, bench.Line.Balance), (copy.Reserved, copy.Available));
        Assert.Empty(copy.Sessions);
        Assert.Equal(before, LineChecks.Text(bench.Line));
    }

    [Fact]
    public void What_roaming_took_on_the_copy_is_not_taken_on_the_line()
    {
        var line = new Line(new LineId(7)) { Roaming = new RoamingSpending { Cap = new Money(9) } };
        LineCopy.WithoutSessions(line).Roaming!.Charged = new Money(5);
        Assert.Equal(Money.Zero, line.Roaming.Charged);
    }

    private static object? Other(Type type) => type switch
    {
        _ when type == typeof(string) => "X",
        _ when type == typeof(bool) => true,
        _ when type == typeof(int) => 3,
        _ when type == typeof(long) => 4L,
        _ when type == typeof(Money) => new Money(5),
        _ when type == typeof(Moment) => new Moment(6),
        _ when type == typeof(TransferUse) => new TransferUse(new Moment(1), new Money(2), 3),
        _ when type == typeof(RoamingSpending) => new RoamingSpending { Cap = new Money(9), MonthEnds = new Moment(8), Charged = new Money(7), Reserved = new Money(6) },
        { IsEnum: true } => Enum.GetValues(type).GetValue(1),
        { IsArray: true } => Array.CreateInstance(type.GetElementType()!, type.GetElementType()!.IsValueType ? 1 : 0),
        _ => throw new ArgumentException(type.Name, nameof(type)),
    };
}
