using Kopek.Books.Diagnosis.Texts;
using Kopek.Books.Tickets;
using Kopek.Core.Diagnosis;

namespace Kopek.Web.Tickets;

/// <summary>The facts of a diagnosis that go with a ticket, all of them, a sentence a cause: what its writer sees before he sends it is what support reads.</summary>
/// <param name="Verdict">In words: certain, likely, not known, ruled out.</param>
/// <param name="IsCause">Certain or likely; the rest may be folded away.</param>
public sealed record AttachedFacts(string Verdict, bool IsCause, IReadOnlyList<string> Findings)
{
    public static IReadOnlyList<AttachedFacts> Of(DiagnosisSnapshot kept, DiagnosisTexts texts)
    {
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(texts);
        return [.. kept.Findings.GroupBy(finding => finding.Verdict).OrderBy(group => group.Key)
            .Select(group => new AttachedFacts(texts.Word(group.Key), group.Key is Core.Diagnosis.Verdict.Certain or Core.Diagnosis.Verdict.Likely, [.. group.Select(finding => Sentence(finding, texts))]))];
    }

    private static string Sentence(Finding finding, DiagnosisTexts texts)
    {
        var rests = finding.Evidence.Select(one => $"{texts.Label(one.Code)}: {texts.Shown(one)}");
        var note = texts.Note(finding) is { Length: > 0 } words ? $" {words}" : "";
        return finding.Evidence.Count == 0 ? texts.Title(finding.Cause) + note : $"{texts.Title(finding.Cause)} ({string.Join("; ", rests)}){note}";
    }
}
