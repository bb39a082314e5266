using Kopek.Books.People;
using Kopek.Books.Statements;
using Kopek.Core.Documents;
using Kopek.Core.Lines;
using Kopek.Web.Counter.Lines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Counter.Contracts;

/// <summary>
/// Acts on a contract: the holder's own bar, the end of the contract with its refund, and recording who holds a line. Each needs the document, typed or scanned,
/// its digits right, not expired, and the holder's.
/// </summary>
internal static class ContractEndpoints
{
    public static void Map(IEndpointRouteBuilder to, CounterParts parts)
    {
        to.MapGet(LineEndpoint.Pattern + "/contract", CounterEndpoint.For(parts, async call =>
        {
            if (await LineEndpoint.Line(call, AuditAct.LineView) is { } line)
            {
                await Show(call, new ContractView(line, null, "", [], null, null, null));
            }
        }));
        to.MapPost(LineEndpoint.Pattern + "/contract", CounterEndpoint.For(parts, Act));
    }

    public static string PathOf(LineId line) => LineEndpoint.PathOf(line) + "/contract";

    private static async Task Act(CounterCall call)
    {
        if (!Enum.TryParse<ContractAct>(call.Form.Text("act"), out var act) || !Enum.IsDefined(act) || call.Form.Order(call.Staff.Id) is not { } id)
        {
            await call.Message(StatusCodes.Status400BadRequest, "error.form");
            return;
        }

        if (await LineEndpoint.Line(call, Audited(act)) is not { } line)
        {
            return;
        }

        var mrz = call.Form.Text("mrz");
        var reading = MachineReadableZone.Read(mrz, call.Parts.Today(line.Operator));
        if (Refusal(call, line, act, reading) is { } refused)
        {
            call.Note(Audited(act), refused, line: line.Number, order: id.ToString(), detail: Places(reading.Faults));
            await Show(call, new ContractView(line, act, mrz, reading.Faults, call.T($"contract.refused.{refused}"), null, null));
            return;
        }

        var step = act == ContractAct.HolderRecord
            ? new ContractStep(call.Parts.People.RecordHolder(line.Id, reading.Document!, call.Parts.Now) ? AuditEntry.Done : "has_holder", false)
            : await ContractStep.Carry(call, line, act, id);
        call.Note(Audited(act), step.IsRepeat && step.IsDone ? "repeated" : step.Outcome, line: line.Number, order: id.ToString());
        var closing = act == ContractAct.LineClose && step.IsDone ? await ClosingRefunds.Run(call, line) : null;
        line = await CounterLine.Read(call, line.Id) ?? line;
        await Show(call, step.IsDone
            ? new ContractView(line, null, "", [], null, call.T($"contract.done.{SnakeCase.Of(act)}"), closing)
            : new ContractView(line, act, mrz, [], call.T($"contract.refused.{step.Outcome}"), null, null));
    }

    /// <summary>Stable code of why the document does not allow it; null where it does.</summary>
    private static string? Refusal(CounterCall call, CounterLine line, ContractAct act, MrzReading reading)
    {
        if (reading.Document is not { } document)
        {
            return "document_unreadable";
        }

        if (document.IsExpired(call.Parts.Today(line.Operator)))
        {
            return "document_expired";
        }

        if (act == ContractAct.HolderRecord)
        {
            return !call.Staff.IsSupervisor ? "not_a_supervisor" : line.Holder is null ? null : "has_holder";
        }

        if (line.Holder is null)
        {
            return "no_holder";
        }

        return !call.Parts.People.Matches(line.Holder, document) ? "holder_mismatch"
            : act == ContractAct.LineClose && !call.Form.IsTicked("sure") ? "not_sure"
            : null;
    }

    /// <summary>Places of faults without the characters: the trail has nothing of a document.</summary>
    private static string Places(IReadOnlyList<MrzFault> faults) => string.Join(", ", faults.Select(fault => $"{SnakeCase.Of(fault.Code)} {fault.Line}:{fault.Position}"));

    private static AuditAct Audited(ContractAct act) => Enum.Parse<AuditAct>(act.ToString());

    private static Task Show(CounterCall call, ContractView view) =>
        call.Page<ContractPage>(view, view.Wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}
