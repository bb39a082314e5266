using Kopek.Books.People;
using Kopek.Books.Statements;
using Kopek.Core.Lines;
using Kopek.Core.Orders;
using Kopek.Engine.Orders;
using Kopek.Engine.Shards;
using Kopek.Web.Counter.Lines;

namespace Kopek.Web.Counter.Contracts;

/// <summary>Carries an act out on the line, once: the same form again gives what the first had.</summary>
/// <param name="Outcome">"done", or the stable code of the refusal.</param>
internal sealed record ContractStep(string Outcome, bool IsRepeat)
{
    public bool IsDone => Outcome == AuditEntry.Done;

    public static async Task<ContractStep> Carry(CounterCall call, CounterLine line, ContractAct act, OrderId id)
    {
        var digest = OrderKey.Digest($"counter contract {line.Id} {act}");
        // Only a form that is new is looked at: after the first one the line is what that made of it.
        if (await call.Parts.Shards.Find(id) is null && NotNow(line, act) is { } refused)
        {
            return new ContractStep(refused, false);
        }

        var answer = await call.Parts.Shards.Place(id, digest, line.Id, Command(act));
        return answer switch
        {
            { Status: OrderStatus.Done, Outcome: { IsDone: true } } => new ContractStep(AuditEntry.Done, answer.Replayed),
            { Status: OrderStatus.Done, Outcome: { } outcome } => new ContractStep(SnakeCase.Of(outcome.Refused), answer.Replayed),
            _ => new ContractStep(SnakeCase.Of(answer.Status), true),
        };
    }

    /// <summary>The holder's own bar never takes the place of another, which lifting it would end.</summary>
    private static string? NotNow(CounterLine line, ContractAct act) => act switch
    {
        ContractAct.BarSet when line.Bar != BarReason.None => "other_bar",
        ContractAct.BarLift when line.Bar != BarReason.Voluntary => "not_own_bar",
        _ => null,
    };

    private static LineCommand Command(ContractAct act) => act switch
    {
        ContractAct.BarSet => new LineCommand.SetBar(BarReason.Voluntary),
        ContractAct.BarLift => new LineCommand.SetBar(BarReason.None),
        ContractAct.LineClose => new LineCommand.Close(),
        _ => throw new System.Diagnostics.UnreachableException($"{act} is no command of a line."),
    };
}
