using Kopek.Books.Statements;
using Kopek.Books.Ledger;
using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Ledger;

/// <summary>The totals of the operators' accounts: both sides of every posting since the beginning.</summary>
internal static class LedgerEndpoint
{
    private static readonly ApiOperation Operation = new("GET", "/api/v1/ledger", "Totals of the ledger")
    {
        Description = "Kopeks posted to each side. advances_held (credit - debit) is what the holders' balances add up to. Taken from the books: behind says how many events are not in yet.",
        Answer = """{"accounts":[{"operator":"KDR","account":"advances_held","debit":200,"credit":50000,"currency":"RUB"}],"behind":0}""",
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts) => Operation.Map(to, ApiEndpoint.For(parts, Read));

    private static async Task<Problem?> Read(HttpContext http, ApiParts parts)
    {
        var totals = parts.Books.Reader.Ledger().Select(total => AccountView.Of(total, parts));
        await JsonAnswer.Write(http, StatusCodes.Status200OK, new LedgerView([.. totals], parts.Books.Behind), ApiJson.Default.LedgerView);
        return null;
    }
}

internal sealed record LedgerView(IReadOnlyList<AccountView> Accounts, long Behind);

internal sealed record AccountView(string Operator, string Account, long Debit, long Credit, string Currency)
{
    public static AccountView Of(LedgerTotal total, ApiParts parts) => new(total.Operator, SnakeCase.Of(total.Account),
        total.Debit.Kopeks, total.Credit.Kopeks, parts.CurrencyOf(total.Operator) ?? "");
}
