namespace Kopek.Books.Catalogues;

/// <summary>What one load found, each error once, bounded by <see cref="CatalogueLimits.ListedErrors"/>.</summary>
internal sealed class ErrorList
{
    private readonly List<CatalogueError> listed = [];
    private readonly HashSet<CatalogueError> known = [];

    public IReadOnlyList<CatalogueError> Listed => listed;

    public int Unlisted { get; private set; }

    public bool Any => listed.Count > 0;

    /// <summary>A row inherited by several versions fails the same check in each: it is told once.</summary>
    public void Add(CatalogueError error)
    {
        if (listed.Count == CatalogueLimits.ListedErrors)
        {
            Unlisted += known.Contains(error) ? 0 : 1;
        }
        else if (known.Add(error))
        {
            listed.Add(error);
        }
    }

    public void Add(string file, int line, string column, string reason, string remedy) =>
        Add(new CatalogueError(file, line, column, reason, remedy));
}
