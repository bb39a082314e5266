namespace Kopek.Books.Catalogues;

/// <summary>
/// What a version must keep of the one before. Lines name their plan and operator by code for as long as they live, so
/// a code must not disappear; packs may, because a bought pack carries its own terms.
/// </summary>
internal static class VersionChecks
{
    public static void Check(CatalogueFiles earlier, CatalogueFiles later, string folder, ErrorList errors)
    {
        CheckKept(earlier.Plans, later.Plans, plan => plan.Code, $"{folder}/{PlanFile.Layout.Name}", "plan_code", errors);
        CheckKept(earlier.Operators, later.Operators, terms => terms.Code, $"{folder}/{OperatorFile.Layout.Name}", "operator_code", errors);
        CheckKept(earlier.Regions, later.Regions, region => region.Iso, $"{folder}/{RegionFile.Layout.Name}", "iso_3166_2", errors);
    }

    private static void CheckKept<TValue>(
        ParsedFile<TValue>? earlier, ParsedFile<TValue>? later, Func<TValue, string> key, string file, string column, ErrorList errors)
    {
        if (earlier is not { IsWhole: true } || later is not { IsWhole: true } || ReferenceEquals(earlier, later))
        {
            return;
        }

        var kept = later.Values.Select(key).ToHashSet(StringComparer.Ordinal);
        foreach (var row in earlier.Rows.Where(row => !kept.Contains(key(row.Value))))
        {
            errors.Add(file, 0, column, $"{key(row.Value)} is in {row.Row.File} and is missing here", "Keep its row: lines may still be on it");
        }
    }
}
