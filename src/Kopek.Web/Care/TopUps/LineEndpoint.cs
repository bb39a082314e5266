using Kopek.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.TopUps;

/// <param name="Typed">The number as it was typed: it goes on with the form, and into no address.</param>
/// <param name="Choices">Amounts to be chosen with one press; the first is the least that helps, where something is needed.</param>
/// <param name="Wrong">What is to be said of the amount typed before; null at first.</param>
public sealed record LineView(string Typed, string Masked, string Operator, string Hotline, bool DataWorks, bool Helps, string? Needed, IReadOnlyList<AmountChoice> Choices,
    string Least, string Most, string? Wrong);

/// <param name="Value">As the form sends it.</param>
public sealed record AmountChoice(string Value, string Label);

/// <summary>Whether a payment helps this line, said before anybody thinks of paying; and the amounts.</summary>
internal static class LineEndpoint
{
    public const string Path = CareSite.Root + "/line";

    /// <summary>Whole sums that people pay, in rubles.</summary>
    private static readonly long[] usual = [100, 300, 500, 1000];

    public static void Map(IEndpointRouteBuilder to, CareParts parts)
    {
        to.MapPost(Path, CareEndpoint.Open(parts, Check)).ExcludeFromDescription();
        to.MapGet(Path, CareEndpoint.Open(parts, call => call.Redirect(CareSite.Root))).ExcludeFromDescription();
    }

    private static async Task Check(CareCall call)
    {
        var (wrong, line) = await PaidLine.Read(call, Money.FromRubles(usual[^1]));
        await (line is null ? StartEndpoint.Show(call, wrong) : Show(call, line, null));
    }

    public static Task Show(CareCall call, PaidLine line, string? wrong)
    {
        var words = call.Words(line.Terms);
        var before = line.Quote.Line.Before;
        var view = new LineView(call.Form.Text("msisdn"), line.Number.Mask(), words.Name(line.Terms.Name), line.Terms.Hotline, before.DataWorks, line.Helps,
            before.Needed.IsZero ? null : words.Amount(before.Needed), [.. Choices(line).Select(amount => new AmountChoice(Written(amount), words.Amount(amount)))],
            words.Amount(line.Quote.Least), words.Amount(line.Quote.Most), wrong);
        return call.Page<LinePage>(view, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Rubles and kopeks as a form takes them.</summary>
    public static string Written(Money amount) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{amount.Kopeks / 100}.{amount.Kopeks % 100:00}");

    private static IEnumerable<Money> Choices(PaidLine line)
    {
        var quote = line.Quote;
        var needed = Money.Max(quote.Least, quote.Line.Before.Needed);
        var steps = (needed.Kopeks + quote.Step.Kopeks - 1) / quote.Step.Kopeks;
        return usual.Select(rubles => Money.FromRubles(rubles)).Where(amount => amount > needed && amount.Kopeks % quote.Step.Kopeks == 0)
            .Prepend(new Money(steps * quote.Step.Kopeks)).Where(amount => amount <= quote.Most);
    }
}
