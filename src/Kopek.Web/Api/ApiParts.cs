using Kopek.Books.Notices;
using Kopek.Books.Numbers;
using Kopek.Books.Planning;
using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Core.Lines;
using Kopek.Core.Roaming;
using Kopek.Engine;
using Kopek.Engine.Journalling;
using Kopek.Engine.Lines;
using Kopek.Engine.Payments;
using Kopek.Engine.Shards;
using Kopek.Web.Api.Problems;
using Kopek.Web.Api.Vouchers;
using Kopek.Web.Diagnosis;
using Microsoft.AspNetCore.Http;

namespace Kopek.Web.Api;

/// <summary>What every endpoint works with.</summary>
internal sealed class ApiParts(WebOptions options)
{
    /// <summary>The route value of every address below a line.</summary>
    public const string MsisdnRoute = "msisdn";

    private volatile Currencies? currencies;

    public WebOptions Options { get; } = options;
    public ChargingEngine Engine => Options.Engine;
    public IShards Shards => Options.Engine.Shards;
    public LineDirectory Directory => Options.Engine.Directory;
    public BooksTail Books => Options.Books;
    public Planner Planner { get; } = new(options.Engine, options.Books);
    public NoticeStore Notices => Options.Notices;
    public PaymentParts Payments { get; } = new(options.Payments);
    public DiagnosisDesk Diagnosis { get; } = new(options.Engine.Shards, () => options.Engine.Catalogue, options.Conditions);
    public Moment Now => new(Options.Time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>The line that the address names, its number as people write it; or the problem.</summary>
    public Problem? FindLine(HttpContext http, out LineId line, out string msisdn)
    {
        return FindLine(http.Request.RouteValues[MsisdnRoute] as string, MsisdnRoute, out line, out msisdn);
    }

    /// <summary>The line that a member of the body names.</summary>
    public Problem? FindLine(string? written, string member, out LineId line) => FindLine(written, member, out line, out _);

    private Problem? FindLine(string? written, string member, out LineId line, out string msisdn)
    {
        line = default;
        msisdn = written ?? "";
        if (!IsCanonical(msisdn))
        {
            var reading = Msisdn.Read(msisdn);
            if (reading.Fault is { } fault)
            {
                return new Problem(ProblemKinds.NumberInvalid, $"{fault.Reason} ({fault.Code})") { Member = member };
            }

            msisdn = reading.Number!.Digits;
        }

        return Directory.TryFind(DirectoryKind.Msisdn, msisdn, out line) ? null : UnknownLine();
    }

    /// <summary>Null where the line has no number now.</summary>
    public string? MaskedNumber(LineId line) => Directory.NumbersOf(line)?.Msisdn is { } digits ? MaskedDigits.Of(digits) : null;

    /// <summary>The currency of a line's operator. Asks the line only where the catalogue has more than one.</summary>
    public async ValueTask<string> CurrencyOf(LineId line)
    {
        var version = Engine.Catalogue.At(Now);
        var known = currencies;
        if (known?.Version != version)
        {
            currencies = known = new Currencies(version, [.. version.Operators.Select(terms => terms.CurrencyCode).Distinct()]);
        }

        return known.Codes.Count == 1 ? known.Codes[0] : CurrencyOf((await Shards.Ask(line, static (found, _) => found.Operator)).Value) ?? known.Codes[0];
    }

    public string? CurrencyOf(string? operatorCode) =>
        operatorCode is null ? null : Engine.Catalogue.At(Now).FindOperator(operatorCode)?.CurrencyCode;

    public static Problem UnknownLine() => RuleProblems.Of(
        new LineOutcome(RefusalCode.UnknownLine, Money.Zero, Money.Zero, Money.Zero, Money.Zero, Money.Zero), "", null);

    private static bool IsCanonical(string text) =>
        text.Length == 11 && text[0] == '7' && text[1] == '9' && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <summary>The currencies of one version of the catalogue, looked up once.</summary>
    private sealed record Currencies(CatalogueVersion Version, IReadOnlyList<string> Codes);
}

/// <summary>What endpoints take money in with.</summary>
internal sealed class PaymentParts(WebPayments options)
{
    public TopUpDesk Desk => options.Desk;
    public VoucherDesk Vouchers { get; } = new(options);
}
