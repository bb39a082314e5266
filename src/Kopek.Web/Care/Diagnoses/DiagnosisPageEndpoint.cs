using Kopek.Books.Diagnosis.Texts;
using Kopek.Core.Diagnosis;
using Kopek.Web.Care.Held;
using Kopek.Web.Care.Regions;
using Kopek.Web.Care.Texts;
using Kopek.Web.Diagnosis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kopek.Web.Care.Diagnoses;

/// <summary>"Why am I offline?": what the rules find, with what can be done now and whether a payment helps.</summary>
internal static class DiagnosisPageEndpoint
{
    public const string Path = CareSite.Root + "/diagnosis";

    public const int MostRegion = RegionNames.LongestTyped;

    /// <summary>3GPP TS 23.003 9.1: an access point name has at most 100 octets.</summary>
    public const int MostAccessPoint = 100;

    public static void Map(IEndpointRouteBuilder to, CareParts parts) => to.MapGet(Path, OwnLine.Open(parts, Show)).ExcludeFromDescription();

    private static async Task Show(OwnLine line)
    {
        var call = line.Call;
        var typedRegion = SearchField.Read(call.Http.Request, "region", MostRegion);
        var typedPoint = SearchField.Read(call.Http.Request, "apn", MostAccessPoint);
        var (wrong, question) = Question(line, typedRegion, typedPoint);
        if (await line.Api.Diagnosis.Of(line.Id, question) is not { } diagnosis)
        {
            await call.Message(StatusCodes.Status404NotFound, "held.no_line");
            return;
        }

        var texts = line.Api.Diagnosis.Texts(diagnosis, call.Language);
        var view = new DiagnosisPageView(line.Msisdn, texts.Summary(diagnosis), diagnosis.First is null, diagnosis.TopUpHelps,
            [.. diagnosis.Findings.Where(finding => finding.IsCause).Select(finding => CauseView.Of(line, finding, texts))], Titles(diagnosis, Verdict.Unknown, texts),
            Titles(diagnosis, Verdict.RuledOut, texts), [.. diagnosis.Checks.Select(texts.Question)], typedRegion ?? "", typedPoint ?? "", wrong is null ? null : call.T(wrong), line.Hotline);
        await call.Page<DiagnosisPage>(view, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>What the holder says of place and device; or the key of what is wrong with it, and then he says nothing. Null stands for what is no field of ours.</summary>
    public static (string? Wrong, DiagnosisQuestion Question) Question(OwnLine line, string? region, string? accessPoint)
    {
        var found = RegionNames.Named(line.Version, region);
        return region is null || (region.Length > 0 && found is null) ? ("diagnosis.unknown_region", new DiagnosisQuestion())
            : accessPoint is null || accessPoint.AsSpan().ContainsAnyExceptInRange('!', '~') ? ("diagnosis.bad_apn", new DiagnosisQuestion())
            : (null, new DiagnosisQuestion(found?.Iso, AccessPoint: accessPoint.Length > 0 ? accessPoint : null));
    }

    private static List<string> Titles(LineDiagnosis diagnosis, Verdict verdict, DiagnosisTexts texts) =>
        [.. diagnosis.Findings.Where(finding => finding.Verdict == verdict).Select(finding => texts.Title(finding.Cause))];
}
