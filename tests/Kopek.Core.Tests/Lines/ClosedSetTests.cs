using System.Diagnostics;
using System.Runtime.CompilerServices;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Core.Sessions;

namespace Kopek.Core.Tests.Lines;

/// <summary>A new event or command without its rule is found here and not by a line.</summary>
public sealed class ClosedSetTests
{
    public static TheoryData<string> Events => new(typeof(LineEvent).GetNestedTypes().Select(type => type.Name));

    public static TheoryData<string> Commands => new(typeof(LineCommand).GetNestedTypes().Select(type => type.Name));

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_can_be_applied(string name)
    {
        var happened = (LineEvent)RuntimeHelpers.GetUninitializedObject(typeof(LineEvent).GetNestedType(name)!);
        Assert.IsNotType<UnreachableException>(Record.Exception(() => LineState.Apply(new Line(new LineId(1)), new Moment(0), happened)));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_has_its_rule(string name)
    {
        var command = (LineCommand)RuntimeHelpers.GetUninitializedObject(typeof(LineCommand).GetNestedType(name)!);
        var decision = new Decision(SampleCatalogue.Shipped, QuotaPolicy.Default, new EndedSessions(16));
        decision.Begin(new LineBench("KDR-PAYGO").Line, new Moment(0));
        Assert.IsNotType<UnreachableException>(Record.Exception(() => LineRules.Decide(decision, command, OrderId.None)));
    }
}
