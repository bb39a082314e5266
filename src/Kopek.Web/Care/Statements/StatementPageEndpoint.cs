using System.Globalization;
using Kopek.Books.Statements;
using Kopek.Core;
using Kopek.Web.Care.Held;
using Kopek.Web.Care.Home;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;

namespace Kopek.Web.Care.Statements;

/// <summary>"Where did my money go": each session, fee and top-up of a month in a sentence, with its receipt.</summary>
internal static class StatementPageEndpoint
{
    public const string Path = CareSite.Root + "/statement";

    /// <summary>So many sentences in Russian, with their markup, are under the weight of a page.</summary>
    public const int RowsOfPage = 15;

    /// <summary>The books are a moment behind what was just done.</summary>
    private static readonly TimeSpan longestWait = TimeSpan.FromSeconds(1);

    public static void Map(IEndpointRouteBuilder to, CareParts parts) => to.MapGet(Path, OwnLine.Open(parts, Show)).ExcludeFromDescription();

    private static async Task Show(OwnLine line)
    {
        var query = line.Call.Http.Request.Query;
        var now = line.Today.ToYearMonth();
        if (!TryReadMonth(query["month"].ToString(), now, out var month) || !TryReadFrom(query["from"].ToString(), out var from))
        {
            await line.Call.Message(StatusCodes.Status400BadRequest, "statement.bad");
            return;
        }

        await CatchUp(line);
        var read = StatementMonth.Read(line, month);
        var items = read.Items.Where(item => item.Number <= from).Take(RowsOfPage + 1).ToList();
        var older = items.Count > RowsOfPage ? items[RowsOfPage].Number : (long?)null;
        var words = line.Words;
        NamedValue[] sums =
        [
            new(line.Call.T("statement.came"), words.Amount(read.CameIn)),
            new(line.Call.T("statement.taken"), words.Amount(read.Taken)),
            new(line.Call.T("statement.octets"), words.Volume(read.Octets)),
        ];
        await line.Call.Page<StatementPage>(new StatementPageView(Iso(month), sums, [.. items.Take(RowsOfPage).Select(item => Row(line, item))],
            older is { } next ? Address(line, month) + string.Create(CultureInfo.InvariantCulture, $"&from={next}") : null,
            read.HasOlder ? Address(line, month.PlusMonths(-1)) : null, month.CompareTo(now) < 0 ? Address(line, month.PlusMonths(1)) : null, read.IsCut));
    }

    /// <summary>So that a page shows what a form has just done.</summary>
    public static Task<bool> CatchUp(OwnLine line, TimeSpan? longest = null) => line.Api.Books.CaughtUp(line.Id.Shard(line.Api.Shards.Count), longest ?? longestWait);

    /// <summary>The month of a moment.</summary>
    public static string AddressOf(OwnLine line, Moment at) => Address(line, at.ToInstant().InZone(line.Zone).Date.ToYearMonth());

    public static StatementRow Row(OwnLine line, StatementItem item)
    {
        var amount = item switch
        {
            StatementItem.Session session => -session.Charged,
            StatementItem.Entry entry => entry.Amount,
            _ => Money.Zero,
        };
        return new StatementRow(line.Words.Time(item.At), StatementSentences.Of(line, item), amount.IsZero ? null : (amount.IsNegative ? "" : "+") + line.Words.Amount(amount),
            line.Words.Amount(item.BalanceAfter), item is StatementItem.Entry moved ? StatementReceipts.Of(line, moved) : null);
    }

    private static bool TryReadMonth(string typed, YearMonth now, out YearMonth month)
    {
        month = now;
        return typed.Length == 0 || (YearMonthPattern.Iso.Parse(typed).TryGetValue(default, out month) && month.CompareTo(now) <= 0);
    }

    private static bool TryReadFrom(string typed, out long from)
    {
        from = long.MaxValue;
        return typed.Length == 0 || long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out from);
    }

    private static string Iso(YearMonth month) => YearMonthPattern.Iso.Format(month);

    private static string Address(OwnLine line, YearMonth month) => $"{line.Call.To(Path)}&month={Iso(month)}";
}
