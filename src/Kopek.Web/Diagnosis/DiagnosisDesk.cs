using Kopek.Books.Diagnosis.Texts;
using Kopek.Books.Tickets;
using Kopek.Core.Diagnosis;
using Kopek.Core.Lines;
using Kopek.Core.Notices;
using Kopek.Core.Roaming;
using Kopek.Engine.Diagnosis;
using Kopek.Engine.Shards;

namespace Kopek.Web.Diagnosis;

/// <summary>What its holder says of a line; null is not said.</summary>
/// <param name="Region">ISO 3166-2 ("RU-MOW"); one that the catalogue does not have counts as not said.</param>
/// <param name="Imei">The first 14 digits.</param>
public sealed record DiagnosisQuestion(string? Region = null, RadioTechnologies? Device = null, string? AccessPoint = null, ulong? Imei = null);

/// <summary>The one way to a diagnosis, for the API, for pages and for the top-up: takes the line's facts and what the operators keep, and asks the rules.</summary>
public sealed class DiagnosisDesk(IShards shards, Func<Catalogue> catalogue, Func<NetworkConditions> conditions)
{
    /// <summary>Null where there is no such line. Throws <see cref="ShardFailedException"/> where its shard gave no answer.</summary>
    public async Task<LineDiagnosis?> Of(LineId line, DiagnosisQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var look = new LineLook(line);
        shards.Post(look);
        if (await look.Task.ConfigureAwait(false) is not { } facts)
        {
            return null;
        }

        return DiagnosisRules.Diagnose(new DiagnosisFacts(facts, conditions())
        {
            Region = question.Region is { } region ? catalogue().At(facts.At).FindRegion(region) : null,
            Device = question.Device,
            AccessPoint = question.AccessPoint,
            Imei = question.Imei,
        });
    }

    /// <summary>The same as it goes with a ticket.</summary>
    public async Task<DiagnosisSnapshot?> Keep(LineId line, DiagnosisQuestion question) =>
        await Of(line, question).ConfigureAwait(false) is { } diagnosis
            ? DiagnosisSnapshot.Of(diagnosis, conditions().Cooling?.HoldHours, question.Region, question.AccessPoint)
            : null;

    /// <summary>The words for a diagnosis in a language.</summary>
    public DiagnosisTexts Texts(LineDiagnosis diagnosis, NoticeLanguage language, bool isSpoken = false)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        var terms = catalogue().At(diagnosis.At).FindOperator(diagnosis.Line.Operator);
        return new DiagnosisTexts(language, terms?.Hotline ?? "", terms?.CurrencyCode ?? "", diagnosis.Line.TimeZone, conditions().Cooling?.HoldHours, isSpoken);
    }
}
