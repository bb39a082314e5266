using Kopek.Core.Roaming;

namespace Kopek.Books.Catalogues;

/// <summary>One thing wrong in the catalogue's folder, for the person who edits it.</summary>
/// <param name="File">Path below the catalogue folder ("plans.csv", "2027-01-01/plans.csv").</param>
/// <param name="Line">1-based line of the file, the header is 1; 0 where the whole file or folder is meant.</param>
/// <param name="Column">Header name, or empty where the whole row or file is meant.</param>
/// <param name="Reason">What is wrong, with the value.</param>
/// <param name="Remedy">What to do.</param>
public sealed record CatalogueError(string File, int Line, string Column, string Reason, string Remedy)
{
    /// <summary>"plans.csv:3 fee_rub: 12.345 has more than two decimals. Write …"</summary>
    public override string ToString()
    {
        var place = Line == 0 ? File : $"{File}:{Line}";
        return Column.Length == 0 ? $"{place}: {Reason}. {Remedy}." : $"{place} {Column}: {Reason}. {Remedy}.";
    }
}

/// <summary>A whole catalogue, or every reason why there is none; never half of one.</summary>
public abstract record CatalogueLoadResult
{
    private CatalogueLoadResult()
    {
    }

    public sealed record Loaded(Catalogue Catalogue) : CatalogueLoadResult;

    /// <param name="Errors">At least one and at most <see cref="CatalogueLimits.ListedErrors"/>, by file in the order of reading.</param>
    /// <param name="Unlisted">How many more were found.</param>
    public sealed record Refused(IReadOnlyList<CatalogueError> Errors, int Unlisted) : CatalogueLoadResult;
}
