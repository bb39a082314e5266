using Kopek.Books.Numbers;
using Kopek.Core;
using Kopek.Web.Api;
using Kopek.Web.Api.Problems;
using Kopek.Web.Care.TopUps;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Partner.Own;

/// <summary>
/// Whether a top-up helps a number, before a partner sells one, or when its customer complains of it: as much as an anonymous payer sees. A number that is unknown,
/// closed, barred or not this partner's to sell gets one and the same answer, and look-ups are limited by the minute.
/// </summary>
internal static class OwnDiagnosis
{
    public static void Map(IEndpointRouteBuilder to, PartnerParts parts) => to.MapGet("/partner/v1/diagnosis/{number}", OwnEndpoint.For(parts, Look)).ExcludeFromDescription();

    private static async Task<Problem?> Look(HttpContext http, PartnerCall call)
    {
        var reading = Msisdn.Read(http.Request.RouteValues["number"] as string);
        if (reading.Number is not { } number)
        {
            return new Problem(ProblemKinds.NumberInvalid, $"{reading.Fault!.Reason} ({reading.Fault.Code})") { Member = "number" };
        }

        if (!call.Parts.Limits.TakeLookup(call.Profile))
        {
            return new Problem(PartnerProblems.TooManyRequests, "Look-ups of numbers are limited by the minute: lookupsPerMinute of the partner's profile.") { RetryAfterSeconds = 60 };
        }

        // Any sum will do: what is told does not follow from it.
        var line = await PaidLine.Find(call.Parts.Api, number, Money.FromRubles(1000));
        await JsonAnswer.Write(http, StatusCodes.Status200OK, line is not null && call.Profile.MaySell(line.Terms.Code) ? line : null, static (json, found) =>
        {
            json.WriteStartObject();
            json.WriteBoolean("takesTopUp"u8, found is not null);
            json.WriteBoolean("topUpHelps"u8, found is { Helps: true });
            if (found is not null)
            {
                json.WriteString("operator"u8, found.Terms.Code);
                json.WriteBoolean("dataWorks"u8, found.Helps && found.Quote.Line.Before.DataWorks);
            }

            if (found is { Helps: true } helped && !helped.Quote.Line.Before.Needed.IsZero)
            {
                OwnTopUps.Amount(json, "needed", helped.Quote.Line.Before.Needed, helped.Terms.CurrencyCode);
            }

            json.WriteEndObject();
        });
        return null;
    }
}
