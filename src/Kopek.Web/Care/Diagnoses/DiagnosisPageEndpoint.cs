using Kopek.Books.Diagnosis.Texts;
using Kopek.Core.Diagnosis;
using Kopek.Core.Roaming;
using Kopek.Web.Care.Held;
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

    /// <summary>The longest name of a region has some forty letters.</summary>
    public const int MostRegion = 60;

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
        var found = Find(line.Version, region);
        return region is null || (region.Length > 0 && found is null) ? ("diagnosis.unknown_region", new DiagnosisQuestion())
            : accessPoint is null || accessPoint.AsSpan().ContainsAnyExceptInRange('!', '~') ? ("diagnosis.bad_apn", new DiagnosisQuestion())
            : (null, new DiagnosisQuestion(found?.Iso, AccessPoint: accessPoint.Length > 0 ? accessPoint : null));
    }

    private static List<string> Titles(LineDiagnosis diagnosis, Verdict verdict, DiagnosisTexts texts) =>
        [.. diagnosis.Findings.Where(finding => finding.Verdict == verdict).Select(finding => texts.Title(finding.Cause))];

    /// <summary>By its code or its name in one of the three languages, as people type it.</summary>
    private static Region? Find(CatalogueVersion version, string? typed) => typed is not { Length: > 0 } ? null
        : version.Regions.FirstOrDefault(region => Array.Exists([region.Iso, region.Name.Zh, region.Name.En, region.Name.Ru], name => IsNamed(name, typed)));

    /// <summary>What is said in brackets or after a comma need not be typed: "Moscow (city)", "Adygea, Republic of".</summary>
    private static bool IsNamed(string name, string typed) =>
        name.StartsWith(typed, StringComparison.OrdinalIgnoreCase) && (name.Length == typed.Length || name[typed.Length] == ',' || name.AsSpan(typed.Length).StartsWith(" ("));
}
