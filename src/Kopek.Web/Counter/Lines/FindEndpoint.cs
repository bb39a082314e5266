using System.Globalization;
using Kopek.Books.Numbers;
using Kopek.Core.Lines;
using Kopek.Engine.Journalling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Counter.Lines;

/// <param name="Typed">As it was typed.</param>
public sealed record FindView(string Typed, string? Wrong);

/// <summary>The first page: find a line by its number as people write it, or by the number on its SIM, typed or scanned. Posted, so that no address holds a number.</summary>
internal static class FindEndpoint
{
    public const string Path = CounterSite.Root + "/find";

    /// <summary>Digits of the longest phone number (ITU-T E.164): what is longer is a SIM's.</summary>
    private const int LongestNumber = 15;
    private const int NominalIccid = 19;

    public static void Map(IEndpointRouteBuilder to, CounterParts parts)
    {
        to.MapGet(CounterSite.Root, CounterEndpoint.For(parts, call => call.Page<FindPage>(new FindView("", null))));
        to.MapPost(Path, CounterEndpoint.For(parts, Find));
    }

    private static Task Find(CounterCall call)
    {
        var typed = call.Form.Text("q");
        var isSim = typed.Count(char.IsDigit) > LongestNumber;
        var fault = isSim ? Sim(call.Parts, typed, out var line) : Number(call.Parts, typed, out line);
        if (fault is null)
        {
            return call.Redirect(string.Create(CultureInfo.InvariantCulture, $"{LineEndpoint.Root}/{line.Value}"));
        }

        return call.Page<FindPage>(new FindView(typed, call.T($"find.{fault}")), StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Null where a line was found; else the code of what is wrong.</summary>
    private static string? Number(CounterParts parts, string typed, out LineId line)
    {
        line = default;
        var reading = Msisdn.Read(typed);
        return reading.Fault?.Code ?? (parts.Directory.TryFind(DirectoryKind.Msisdn, reading.Number!.Digits.AsSpan(), out line) ? null : "unknown_number");
    }

    private static string? Sim(CounterParts parts, string typed, out LineId line)
    {
        line = default;
        var reading = Iccid.Read(typed);
        if (reading.Number is not { Digits: var digits })
        {
            return reading.Fault!.Code;
        }

        // A scanner or modem may give a twentieth digit that the stored number has not.
        return parts.Directory.TryFind(DirectoryKind.Iccid, digits.AsSpan(), out line)
            || (digits.Length > NominalIccid && parts.Directory.TryFind(DirectoryKind.Iccid, digits.AsSpan(0, NominalIccid), out line))
            ? null
            : "unknown_sim";
    }
}
