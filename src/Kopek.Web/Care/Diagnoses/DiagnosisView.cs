using Kopek.Books.Diagnosis.Texts;
using Kopek.Core.Diagnosis;
using Kopek.Web.Care.Held;
using Kopek.Web.Care.Home;

namespace Kopek.Web.Care.Diagnoses;

/// <summary>Why a line is offline, in the holder's words.</summary>
/// <param name="Summary">In one sentence: healthy, a payment helps, or it does not.</param>
/// <param name="TopUpHelps">A payment alone brings data back.</param>
/// <param name="Causes">Certain or likely, the surest first.</param>
/// <param name="Open">Of what nothing tells.</param>
/// <param name="RuledOut">Titles.</param>
/// <param name="Checks">What only the holder can look at.</param>
/// <param name="Wrong">What is to be said of the fields; null where they are right.</param>
public sealed record DiagnosisPageView(string Number, string Summary, bool IsHealthy, bool TopUpHelps, IReadOnlyList<CauseView> Causes, IReadOnlyList<string> Open,
    IReadOnlyList<string> RuledOut, IReadOnlyList<string> Checks, string Region, string AccessPoint, string? Wrong, string Hotline);

/// <param name="Helps">Whether a payment ends this cause, in a sentence.</param>
/// <param name="Note">The operator's own words; null where there are none.</param>
public sealed record CauseView(string Title, string Verdict, string Text, string? Note, string Todo, string Helps, IReadOnlyList<NamedValue> Evidence)
{
    internal static CauseView Of(OwnLine line, Finding finding, DiagnosisTexts texts) => new(texts.Title(finding.Cause), texts.Word(finding.Verdict), texts.Explanation(finding.Cause),
        texts.Note(finding), texts.Todo(finding), line.Call.T(finding.TopUpHelps ? "diagnosis.helps" : "diagnosis.helps_not", ("amount", line.Words.Amount(finding.Needed))),
        [.. finding.Evidence.Select(one => new NamedValue(texts.Label(one.Code), texts.Shown(one)))]);
}
