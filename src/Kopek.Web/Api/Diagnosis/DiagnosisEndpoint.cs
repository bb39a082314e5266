using Kopek.Web.Api.Contract;
using Kopek.Web.Api.Problems;
using Kopek.Web.Receipts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Api.Diagnosis;

/// <summary>Why a line is offline, ranked, with what helps: for support staff, partners and whoever is about to pay.</summary>
internal static class DiagnosisEndpoint
{
    private static readonly ApiOperation Operation = new("GET", "/api/v1/lines/{msisdn}/diagnosis", "Why a line is offline")
    {
        Description = "Every cause with a verdict (certain, likely, unknown, ruled_out), the surest first; first is the one to begin with, null for a healthy line. Nothing is changed.",
        Query =
        [
            ("region", "Where the line is, ISO 3166-2: RU-MOW. Without it shutdowns, outages and coverage of a region are unknown."),
            ("technology", "What the device can: 2g|3g|4g."),
            ("apn", "The access point that is set in the device."),
            ("imei", "14 to 16 digits: the device that the SIM is in now."),
            (PageLanguage.Parameter, "zh-CN, en or ru; else by Accept-Language, and Chinese where that says nothing."),
        ],
        Answer = """
            {"dataWorks":false,"topUpHelps":true,"needed":{"value":15001,"currency":"RUB"},"first":"balance_short","summary":"A payment of 150.01 RUB or more brings data back.","language":"en","hotline":"0611","causes":[{"cause":"balance_short","verdict":"certain","title":"The balance is too low","text":"A fee, a debt or the next data is not covered by the balance.","note":"A cable is cut and is being repaired","evidence":[{"code":"balance","value":"0","text":"Balance: 0.00 RUB"}],"fix":"top_up","todo":"Top up 150.01 RUB or more.","topUpHelps":true,"needed":{"value":15001,"currency":"RUB"},"until":"2026-11-27T09:00:00Z"}],"checks":[{"code":"data_switch","text":"Is mobile data on, the VPN off, and this SIM chosen for data?"}],"asOf":"2026-11-26T09:00:00Z"}
            """,
    };

    public static void Map(IEndpointRouteBuilder to, ApiParts parts) => Operation.Map(to, ApiEndpoint.For(parts, Read));

    private static async Task<Problem?> Read(HttpContext http, ApiParts parts)
    {
        if (parts.FindLine(http, out var line, out _) is { } problem)
        {
            return problem;
        }

        if (DiagnosisQuery.Read(http.Request, parts.Engine.Catalogue.At(parts.Now), out var question) is { } wrong)
        {
            return wrong;
        }

        if (await parts.Diagnosis.Of(line, question) is not { } diagnosis)
        {
            return ApiParts.UnknownLine();
        }

        var terms = parts.Engine.Catalogue.At(diagnosis.At).FindOperator(diagnosis.Line.Operator);
        var texts = parts.Diagnosis.Texts(diagnosis, PageLanguage.Of(http.Request));
        http.Response.Headers.CacheControl = "no-store";
        await JsonAnswer.Write(http, StatusCodes.Status200OK, DiagnosisView.Of(diagnosis, texts, terms?.Hotline ?? "", terms?.CurrencyCode ?? ""), ApiJson.Default.DiagnosisView);
        return null;
    }
}
